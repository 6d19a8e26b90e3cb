"""What others sent: read it, say something beside it, keep it no longer than was agreed.

Nothing here is in the lists, the search or the charts of one's own entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.contacts import Sender, over_line
from reflect_app.core.entries import Comment
from reflect_app.core.shares import (
    HIDDEN_DAYS,
    HOLD_REASONS,
    InboxItem,
    checked_comment,
)
from reflect_app.core.supervision import CONTEXT, record_message
from reflect_app.crypto import signing
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.contacts import ContactService, as_sender
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.keeping import Keeping
from reflect_app.services.outbox import Outbox
from reflect_app.services.received_keeping import ReceivedKeeping
from reflect_app.services.received_look import Look, expired, gone_since, later, whence
from reflect_app.services.receiving import Received, Receiver
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.sharing.bundle import LARGEST_FILE
from reflect_app.sharing.contents import EntryPart, fields_of
from reflect_app.vault.files import read_small
from reflect_app.vault.own_keys import private_keys
from reflect_app.vault.received_store import Item, Notes, ReceivedStore
from reflect_app.vault.transport_store import Due
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

_NOBODY = Sender("", "", "", confirmed=False)  # a contact that is not here any more


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was erased, and how many senders will be told at the next exchange or reply.

    `kept` counts items that stay because they are held for a reason of the agreement.
    """

    items: int
    senders: int
    kept: int
    changes: Changes = field(default_factory=Changes)


class InboxService:
    """Use cases on what was sent to one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        contacts: ContactService,
        entries: EntryService,
        settings: VaultSettings,
        outbox: Outbox,
        keeping: ReceivedKeeping,
    ) -> None:
        self._vault = vault
        self._contacts = contacts
        self._entries = entries
        self._settings = settings
        self._outbox = outbox
        self._keeping = keeping
        self._everything = Keeping(vault)
        self._store = ReceivedStore(vault)
        self._clock = TrustedClock(vault)

    def receive(self, path: Path) -> Received:
        """Take one file in. Whatever it is, nothing of it is shown before all of it proved true.

        Raises:
            BundleError, VersionError: it is refused, in one plain sentence; nothing was kept.
            FileProblemError: it cannot be read.
        """
        return self.receiver().take(read_small(path, LARGEST_FILE))

    def receiver(self) -> Receiver:
        """What takes a round of bundles in; it knows what came before."""
        return Receiver(self._vault, self._contacts, self._entries, self._outbox)

    def list(self, *, hidden: bool = False) -> tuple[InboxItem, ...]:
        """What can be read, the newest first. With `hidden`, also what expired or was withdrawn
        and waits to be erased: from whom and when, without a word of it.
        """
        look, now = self.look(), self._clock.latest()
        senders = self._senders()
        keeps = self._everything.on
        found = [self._shown(item, look, now, senders, keeps=keeps) for item in look.items]
        kept = [item for item in found if hidden or not item.hidden]
        return tuple(sorted(kept, key=lambda item: (item.created, item.id), reverse=True))

    def show(self, id_: str) -> InboxItem:
        """One item by its id or the beginning of it.

        Raises:
            NotFoundError: code `no-item`; there is none, or it may not be shown any more.
        """
        return self._one(id_, self.list())

    def copies(self, id_: str, bundle: str = "") -> tuple[InboxItem, ...]:
        """An item in every copy that came and that no other replaced, the newest first; with the
        beginning of a `bundle`, the copy of that one alone.

        Raises:
            NotFoundError: code `no-item`.
        """
        everything = self.list()
        whole = self._one(id_, everything).id
        found = [i for i in everything if i.id == whole and i.bundle.startswith(bundle)]
        if not found:
            raise NotFoundError(
                tr("No copy of that came in a bundle {bundle}.").format(bundle=bundle[:40]),
                did_you_mean(bundle, (item.bundle for item in everything if item.id == whole)),
                code="no-item",
            )
        return tuple(found)

    def comment(self, id_: str, text: str, field: str = "") -> Saved:
        """Write something beside one field, or beside the whole entry. `ReplyService` sends it.

        Raises:
            InvalidInputError: code `bad-comment`, `unknown-field`, or `contact-ended`: nothing
                goes to the sender any more.
        """
        item, words = self._answerable(id_), checked_comment(text)
        if field and all(part.question.id != field for part in item.fields):
            raise InvalidInputError(
                tr("That item has no field “{name}”.").format(name=field[:60]),
                tr("Its fields are: {names}.").format(
                    names=", ".join(part.question.id for part in item.fields)
                ),
                code="unknown-field",
            )
        author = str(self._settings.get("display_name"))
        with self._vault.writing() as tx:
            said = Comment(field, words, author, tx.at, new_id())
            notes = self.notes(item)
            return self._put(tx, replace(notes, comments=(*notes.comments, said)), "commented")

    def take_back(self, id_: str, comment: str) -> Saved:
        """Take a comment away that was not sent yet; a sent one stays with its reader.

        Raises:
            NotFoundError: code `no-comment`.
        """
        item = self.show(id_)
        notes = self.notes(item)
        kept = tuple(said for said in notes.comments if said.id != comment)
        if len(kept) == len(notes.comments):
            raise NotFoundError(tr("There is no such comment."), code="no-comment")
        with self._vault.writing() as tx:
            return self._put(tx, replace(notes, comments=kept), "comment-removed")

    def discussed(self, id_: str) -> Saved:
        """You talked about it. The sender is told with the next reply."""
        notes = self.notes(self._answerable(id_))
        with self._vault.writing() as tx:
            return self._put(tx, replace(notes, discussed=notes.discussed or tx.at), "discussed")

    def thank(self, id_: str) -> Saved:
        """Thank the sender for it, with the next reply."""
        notes = self.notes(self._answerable(id_))
        with self._vault.writing() as tx:
            return self._put(tx, replace(notes, thanked=notes.thanked or tx.at), "thanked")

    def sign(self, id_: str) -> Saved:
        """Sign a record as it was shared, with this vault's key. The signature leaves with the
        next reply, and says nothing about what was not shared.

        Raises:
            InvalidInputError: code `not-a-record`; it is no page that two people agree.
        """
        item = self._answerable(id_)
        if not item.may_be_signed:
            raise InvalidInputError(
                tr("Only a supervision record, an agreement or a group's summary can be signed."),
                tr("Say what you think of anything else in a comment."),
                code="not-a-record",
            )
        notes, message = self.notes(item), _message(item)
        if item.is_signed:
            return Saved(item.id, 0, item.signed, Changes())
        signature = signing.sign(private_keys(self._vault), CONTEXT, message).hex()
        with self._vault.writing() as tx:
            new = replace(notes, signed=tx.at, digest=item.digest, signature=signature)
            return self._put(tx, new, "signed")

    def pin(self, id_: str, *, on: bool = True) -> Saved:
        """Keep it at hand, such as for an agenda. Nobody is told."""
        notes = self.notes(self.show(id_))
        with self._vault.writing() as tx:
            return self._put(tx, replace(notes, pinned=on), "pinned" if on else "unpinned")

    def hold(self, id_: str, reason: str) -> Saved:
        """Keep an item for a reason that your agreement names, also if it was withdrawn or has
        expired and is not erased yet. The sender is told so, with the reason.

        Raises:
            InvalidInputError: code `unknown-reason`.
        """
        if reason not in HOLD_REASONS:
            raise InvalidInputError(
                tr("An item may be kept only for a reason that your agreement names."),
                tr("It is one of: {ids}.").format(ids=", ".join(HOLD_REASONS)),
                code="unknown-reason",
            )
        item = self._one(id_, self.list(hidden=True))
        with self._vault.writing() as tx:
            held = replace(self.notes(item), held=reason, held_at=tx.at)
            saved = self._put(tx, held, "held")
            look = self.look()
            mine = [i for i in look.items if i.local == item.id and look.is_held(i)]
            self._owe(tx, mine, "held", reason)
            body = {"item": item.id, "reason": reason}
            tx.append("activity", new_id(), "held", body)
            return saved

    def release(self, id_: str) -> Saved:
        """Keep it no longer than anything else. What was withdrawn is hidden at once."""
        item = self._one(id_, self.list(hidden=True))
        with self._vault.writing() as tx:
            free = replace(self.notes(item), held="", held_at="")
            saved = self._put(tx, free, "released")
            look = self.look()
            kept = {whence(i) for i in look.items if look.is_held(i)}
            mine = [i for i in look.items if i.local == item.id and whence(i) not in kept]
            gone = [i for i in mine if whence(i) in look.withdrawn]
            self._owe(tx, gone, "removed")
            self._owe(tx, [i for i in mine if i not in gone], "received")
            return saved

    def clear(self, contact: str = "") -> Cleared:
        """Erase what others sent, of one contact where one is given. What is held stays.

        Each sender is told with a receipt at the next exchange, or with a reply file.

        Raises:
            InvalidInputError: code `keeping-everything`; nothing was erased.
        """
        self._everything.refuse()
        only = self._contacts.find(contact).id if contact else ""
        look = self.look()
        items = [item for item in look.items if not only or item.contact == only]
        gone = [item for item in items if not look.is_held(item)]
        with self._vault.writing() as tx:
            self._erase(tx, look, gone)
            if gone:
                tx.append("activity", new_id(), "cleared", {"items": len(gone), "from": only})
        return Cleared(
            len(gone), len({item.contact for item in gone}), len(items) - len(gone),
            Changes(inbox=frozenset(item.local for item in gone)),
        )  # fmt: skip

    def tidy(self, *, clock_is_right: bool = False) -> Changes:
        """Erase what is due, as far as the time is believed; to be called after unlocking."""
        now = self._clock.latest() if clock_is_right else self._clock.now()
        return self.erase(self.due(now))

    def due(self, now: datetime) -> tuple[Item, ...]:
        """What would be erased at a time: hidden for thirty days, or kept as long as was set, by
        the person or the organisation's policy, whichever is shorter.
        """
        if self._everything.on:
            return ()
        look, days = self.look(), self._keeping.now().days
        return tuple(item for item in look.items if self._is_due(item, look, days, now))

    def soon_gone(self) -> int:
        """How many items the next opening would erase, were it now."""
        return len({item.local for item in self.due(self._clock.now())})

    def erase(self, items: Iterable[Item]) -> Changes:
        """Erase items for good; their senders are told."""
        gone = list(items)
        if gone:
            with self._vault.writing() as tx:
                self._erase(tx, self.look(), gone)
        return Changes(inbox=frozenset(item.local for item in gone))

    def _is_due(self, item: Item, look: Look, days: int, now: datetime) -> bool:
        if look.is_held(item):
            return False
        since = look.hidden_since(item, now)
        if since and later(since, HIDDEN_DAYS) <= now:
            return True
        return days > 0 and later(item.received, days) <= now

    def _erase(self, tx: Writing, look: Look, gone: Sequence[Item]) -> None:
        going = {item.id for item in gone}
        rest = [item for item in look.items if item.id not in going]
        for item in gone:
            self._store.purge(tx, item.id)
        for local in {item.local for item in gone} - {item.local for item in rest}:
            if local in look.notes:
                self._store.purge(tx, local)
        # Of what expired, its sender knows without being told. Of a bundle that is held in part,
        # they were told that it is held, which stays true.
        now, kept = self._clock.latest(), {whence(item) for item in rest}
        told = [i for i in gone if whence(i) not in kept and not expired(i, now)]
        self._owe(tx, told, "removed")

    def _owe(self, tx: Writing, items: Iterable[Item], state: str, reason: str = "") -> None:
        """A receipt is about a whole bundle."""
        for sender, bundle, contact in {(*whence(i), i.contact) for i in items}:
            due = Due(contact, sender, bundle, state, tx.at, reason)
            self._outbox.store.put_due(tx, due)

    def look(self) -> Look:
        """Everything that lies here, hidden things too; for this package."""
        marks, items, notes = self._store.all()
        return Look(
            tuple(items), {note.id: note for note in notes},
            gone_since(mark for mark in marks if mark.withdraws),
            gone_since(mark for mark in marks if not mark.withdraws), tuple(marks),
        )  # fmt: skip

    def _senders(self) -> dict[str, Sender]:
        """Everybody by the hash of each of their cards: another card of theirs proves nothing."""
        return {
            card.hash: as_sender(found, card)
            for found in self._contacts.list(ended=True)
            for card in found.cards
        }

    def _shown(
        self, item: Item, look: Look, now: datetime, senders: dict[str, Sender], *, keeps: bool
    ) -> InboxItem:
        part = msgspec.convert(item.entry, type=EntryPart)
        note = look.notes.get(item.local) or Notes(item.local, item.sender, item.item)
        since, who = look.hidden_since(item, now), senders.get(item.sender, _NOBODY)
        return InboxItem(
            id=item.local, bundle=item.bundle, sender=who,
            created=item.created, received=item.received, expires=item.expires,
            purpose=item.purpose, template=part.template,
            template_version=part.template_version, title="" if since else part.title,
            event="" if since else part.event, fields=() if since else fields_of(part),
            comments=() if since else note.comments, discussed=note.discussed,
            thanked=note.thanked, pinned=note.pinned,
            withdrawn=look.withdrawn.get(whence(item), ""),
            held=note.held, held_at=note.held_at, hidden=bool(since),
            purges=later(since, HIDDEN_DAYS).date().isoformat() if since and not keeps else "",
            unanswered=bool(note.said()) and note.said() != note.sent and not who.over,
            signed=note.signed, signed_digest=note.digest, unread=not note.opened(),
        )  # fmt: skip

    def notes(self, item: InboxItem) -> Notes:
        """What the reader says of an item so far; for this package."""
        found = self._store.notes(item.id)
        if found is not None:
            return found
        raw = next(raw for raw in self.look().items if raw.local == item.id)
        return Notes(item.id, raw.sender, raw.item)

    def _put(self, tx: Writing, notes: Notes, change: str) -> Saved:
        number = self._store.put(tx, notes, change)
        return Saved(notes.id, number, tx.at, Changes(inbox=frozenset({notes.id})))

    def _answerable(self, id_: str) -> InboxItem:
        """An item whose sender can be told something."""
        item = self.show(id_)
        if item.sender.over:
            raise InvalidInputError(
                over_line(item.sender.name),
                tr("“Begin again”, under People, takes an ending back."),
                code="contact-ended",
            )
        return item

    def _one(self, id_: str, among: tuple[InboxItem, ...]) -> InboxItem:
        found = [item for item in among if id_ and item.id.startswith(id_)]
        if len({item.id for item in found}) != 1:
            raise NotFoundError(
                tr("There is no item {id} in your inbox.").format(id=id_[:40]),
                did_you_mean(
                    id_, (item.id for item in among), tr("It may have expired or been withdrawn.")
                ),
                code="no-item",
            )
        return found[0]


def _message(item: InboxItem) -> bytes:
    return record_message(item.template, item.template_version, item.answers)
