"""What the Journal may be asked to show: `desk.go("journal", target)`."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_ID = "journal"


@dataclass(frozen=True, slots=True)
class ShowEntry:
    """One entry, in the reading pane."""

    entry: str


@dataclass(frozen=True, slots=True)
class ShowTag:
    """Every entry with a tag."""

    tag: str
