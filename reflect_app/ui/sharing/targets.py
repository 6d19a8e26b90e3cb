"""What the Sharing page may be asked to show: `desk.go("sharing", target)`."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_ID = "sharing"


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """Share something of one entry; with `question`, that answer alone is ticked.

    `to` (a contact's id) and `purpose` are what the choice begins with. `session` is that of a
    group whose summary this is: it is sealed for each member with a card.
    """

    entry: str
    question: str = ""
    to: str = ""
    purpose: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class ShowInbox:
    """What others sent; with `item`, that one."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class ShowShared:
    """Who has what, and what came of it."""
