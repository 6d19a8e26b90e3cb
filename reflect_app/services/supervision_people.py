"""Contacts and what they shared, as sessions need them."""

from __future__ import annotations

from collections.abc import Sequence

from reflect_app.errors import NotFoundError
from reflect_app.services.contacts import ContactService
from reflect_app.services.inbox import InboxService
from reflect_app.services.sessions import SharedItem

GROUP = "group"
"""The purpose of a share that is meant for a group."""
_SHORTEST_ID = 6


class SupervisionPeople:
    """Stands between sessions and the inbox: names in, items out in the order received."""

    def __init__(self, contacts: ContactService, inbox: InboxService) -> None:
        self._contacts = contacts
        self._inbox = inbox

    def match(self, text: str, *, ended: bool = False) -> tuple[str, str] | None:
        """A contact's id and name; a short word is a name and never the beginning of a key.

        Raises:
            InvalidInputError: code `ambiguous-contact`.
        """
        try:
            found = self._contacts.find(text, ended=False)
        except NotFoundError:
            over = [one for one in self._contacts.list(ended=True) if ended and one.id == text]
            return (over[0].id, over[0].name) if over else None
        wanted = text.casefold()
        sure = found.name.casefold() == wanted or " " in wanted or len(wanted) >= _SHORTEST_ID
        return (found.id, found.name) if sure else None

    def for_contacts(self, contacts: Sequence[str], *, group: bool) -> tuple[SharedItem, ...]:
        """What these contacts shared and did not take back: for the group, or for the pair."""
        items = sorted(self._inbox.list(), key=lambda item: (item.received, item.id))
        return tuple(
            SharedItem(
                item.id,
                item.title,
                item.sender.name,
                item.sender.agency,
                item.received,
                fresh=item.pinned or not item.discussed,
            )
            for item in items
            if item.sender.contact in contacts and (item.purpose == GROUP) == group
        )
