"""What the supervision page may be asked to open: `desk.go("supervision", target)`."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_ID = "supervision"


@dataclass(frozen=True, slots=True)
class ShowSession:
    """One session."""

    session: str


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """One group."""

    group: str
