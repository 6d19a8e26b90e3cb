"""What the Sharing page may be asked to show: `desk.go("sharing", target)`."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_ID = "sharing"


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """Share something of one entry, or of what is marked, with nothing ticked and nobody chosen.

    With `question` that answer alone is ticked, with `whole` the page as a pack would take it. `to`
    (a contact's id) and `purpose` are what the choice begins with. `session` is that of a group
    whose summary this is: it is sealed for each member with a card. `replaces` is a share whose
    place this one takes: it begins with what went out then.
    """

    entry: str
    question: str = ""
    to: str = ""
    purpose: str = ""
    session: str = ""
    whole: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class ShowInbox:
    """What others sent; with `item`, that one."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class EndWith:
    """Ask whether to end with a person (a contact's id)."""

    contact: str


@dataclass(frozen=True, slots=True)
class ShowShared:
    """Who has what, and what came of it."""
