"""What came and was not looked at yet: said once on Today, and never to whoever sent it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.shares import InboxItem
from reflect_app.services.contacts import ContactService
from reflect_app.services.inbox import InboxService
from reflect_app.services.received_look import Look
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.vault.received_store import Mark, ReceivedStore
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault

SEEN = "answers_seen"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many things can be read and were not, and who answered since one last looked."""

    unread: int = 0
    answered: tuple[str, ...] = ()


NOTHING_NEW = Arrivals()


class ArrivalService:
    """Use cases on what is new in one unlocked vault."""

    def __init__(
        self, vault: Vault, inbox: InboxService, contacts: ContactService, settings: VaultSettings
    ) -> None:
        self._vault = vault
        self._inbox = inbox
        self._contacts = contacts
        self._settings = settings
        self._store = ReceivedStore(vault)
        self._clock = TrustedClock(vault)
        self._kept: tuple[tuple[int, ...], Look] | None = None

    def new(self) -> Arrivals:
        """What was not looked at yet. Reads no word of it."""
        look, now = self._look(), self._clock.latest()
        unread = {
            item.local
            for item in look.items
            if not look.hidden_since(item, now)
            and not ((note := look.notes.get(item.local)) and note.opened())
        }
        keys = {mark.sender for mark in self._answers(look)}
        names = {
            found.name
            for found in (self._contacts.list(ended=True) if keys else ())
            if keys & {card.hash for card in found.cards}
        }
        return Arrivals(len(unread), tuple(sorted(names, key=str.casefold)))

    def opened(self, item: InboxItem) -> Saved:
        """Somebody read it here. Its sender is not told."""
        if not item.unread or self._read_only:
            return Saved(item.id, 0, "")
        with self._vault.writing() as tx:
            number = self._store.put(tx, replace(self._inbox.notes(item), read=tx.at), "read")
            return Saved(item.id, number, tx.at, Changes(inbox=frozenset({item.id})))

    def answers_seen(self) -> Saved:
        """Somebody looked at what came of their shares."""
        new = () if self._read_only else self._answers(self._look())
        if not new:
            return Saved(SEEN, 0, "")
        return self._settings.set(SEEN, max((mark.at for mark in new), key=_at))

    def _answers(self, look: Look) -> tuple[Mark, ...]:
        """The replies that came since somebody last looked."""
        seen = str(self._settings.get(SEEN))
        return tuple(
            mark
            for mark in look.marks
            if mark.kind == "reply" and (not seen or _at(mark.at) > _at(seen))
        )

    def _look(self) -> Look:
        """Without the words that came. Today asks each time, so it is kept until one changes."""
        state = self._store.state()
        if self._kept is None or self._kept[0] != state:
            found = self._inbox.look()
            bare = tuple(replace(item, entry={}) for item in found.items)
            self._kept = (state, replace(found, items=bare))
        return self._kept[1]

    @property
    def _read_only(self) -> bool:
        return not self._vault.writable or self._vault.rollback is not None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
