"""Asking shares back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reflect_app.core.changes import Changes
from reflect_app.core.contacts import Card
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.contacts import ContactService
from reflect_app.services.entries import new_id
from reflect_app.services.outbox import Outbox, Post, Posted
from reflect_app.services.share_rows import ShareRow, outs_of
from reflect_app.services.shares import ShareService
from reflect_app.sharing.contents import WithdrawalContent, encoded
from reflect_app.vault.share_store import ShareStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Withdrawals that left: one file for each card that a share went to."""

    shares: tuple[str, ...]
    outs: tuple[Path, ...]
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests that are recorded, and as they were before; their files are not written yet."""

    rows: tuple[ShareRow, ...]
    posted: tuple[Posted, ...]


class WithdrawalService:
    """Use cases on shares that are wanted back, of one unlocked vault."""

    def __init__(
        self, vault: Vault, shares: ShareService, contacts: ContactService, outbox: Outbox
    ) -> None:
        self._vault = vault
        self._shares = shares
        self._contacts = contacts
        self._outbox = outbox
        self._store = ShareStore(vault)

    def withdraw(self, ids: Sequence[str], out: Path | None = None) -> Withdrawn:
        """Ask for shares back. The reader's program hides them at once and erases them later;
        it may keep one for a reason that your agreement names, and then tells you.

        What was read cannot be unread. Shares to different cards need the exchange folder or
        get files with numbers.

        Raises:
            InvalidInputError: code `withdrawn-already`. NotFoundError, FileProblemError.
        """
        with self._vault.writing() as tx:
            asked = self.ask(tx, ids, out)
        return self.leave(asked)

    def ask(self, tx: Writing, ids: Sequence[str], out: Path | None) -> Asked:
        """The same in the caller's commit, but for the files: `leave` writes them after it.

        Raises:
            InvalidInputError, NotFoundError, FileProblemError: see `withdraw`.
        """
        rows = [self._shares.show(id_) for id_ in dict.fromkeys(ids)]
        if not rows or any(row.record.withdrawn or row.state == "withdrawn" for row in rows):
            raise InvalidInputError(
                tr("That was asked back already."),
                code="withdrawn-already",
            )
        wanted = self._wanted_back(rows)
        outs = outs_of(out, len(wanted))
        for place in outs:
            self._outbox.check(place)
        posted = []
        for place, ((contact, card), bundles) in zip(outs, wanted.items(), strict=True):
            reader = self._card(contact, card)
            content = encoded(WithdrawalContent(sorted(bundles)))
            post = Post("withdrawal", contact, reader, content, place)
            posted.append(self._outbox.post(tx, post))
        for row in rows:
            self._store.put(tx, replace(row.record, withdrawn=tx.at), "withdrawn")
            tx.append("activity", new_id(), "withdrawn", {"share": row.id, "to": row.contact})
        return Asked(tuple(rows), tuple(posted))

    def leave(
        self, asked: Asked, take_back: Callable[[Writing], object] = lambda _: None
    ) -> Withdrawn:
        """Write the files of what `ask` recorded. Where one fails, nothing was asked: `take_back`
        undoes what was saved beside it.

        Raises:
            ReflectError: a file could not be written.
        """
        posted = asked.posted
        try:
            self._outbox.flush({one.bundle for one in posted})
        except ReflectError:
            with self._vault.writing() as tx:
                self._outbox.undo(tx, posted)
                for row in asked.rows:
                    self._store.put(tx, row.record, "withdrawal-undone")
                take_back(tx)
            raise
        ids = tuple(row.id for row in asked.rows)
        return Withdrawn(ids, tuple(one.path for one in posted), Changes(shares=frozenset(ids)))

    def to_ask_back(self, contact: str) -> tuple[ShareRow, ...]:
        """What a contact holds and was not asked for yet."""
        return tuple(
            row
            for row in self._shares.list(contact)
            if row.may_be_read and row.state not in ("withdrawing", "held")
        )

    def held_by(self, contact: str, words: str) -> tuple[ShareRow, ...]:
        """What the key of one card, by its fingerprint, can still open."""
        found = self._contacts.find(contact)
        cards = {card.hash for card in found.cards if card.fingerprint == words}
        return tuple(
            row
            for row in self._shares.list(found.id)
            if row.may_be_read and any(one.reader in cards for one in row.record.bundles)
        )

    def _wanted_back(self, rows: Sequence[ShareRow]) -> dict[tuple[str, str], list[str]]:
        """Bundles by the card (contact, hash of keys) that has them, earlier copies included."""
        wanted: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            for one in row.record.bundles:
                held = wanted.setdefault((row.contact, one.reader), [])
                held += [one.bundle, *row.record.replaced]
        return wanted

    def _card(self, contact: str, reader: str) -> Card:
        """The card behind a hash; a retired one too, for what it can still read."""
        found = self._contacts.get(contact)
        for card in found.cards if found is not None else ():
            if card.hash == reader:
                return card
        raise NotFoundError(
            tr("The card that this was sealed to is not here any more."), code="no-card"
        )
