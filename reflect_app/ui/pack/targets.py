"""What the pack page may be asked for: `desk.go("pack", target)`."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_ID = "pack"


@dataclass(frozen=True, slots=True)
class PackOf:
    """A pack with these entries ticked, instead of the marked ones.

    With a `session` its agenda stands in front, and the actions from last time.
    """

    entries: tuple[str, ...]
    session: str = ""
