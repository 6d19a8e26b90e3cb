"""What the pack page may be asked for: `desk.go("pack", target)`."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.exporting.layouts import SUPERVISION

PAGE_ID = "pack"


@dataclass(frozen=True, slots=True)
class PackOf:
    """A pack with these entries ticked, instead of the marked ones.

    With a `session` its agenda stands in front, and the actions from last time. `layout` is the
    kind of document to begin with.
    """

    entries: tuple[str, ...]
    session: str = ""
    layout: str = SUPERVISION
