"""What the Sharing page may be asked to show: `desk.go("sharing", target)`."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_ID = "sharing"


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """Share something of one entry; with `question`, that answer alone is ticked."""

    entry: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class ShowInbox:
    """What others sent; with `item`, that one."""

    item: str = ""
