"""What goes back to those who shared: comments, "we talked about it", thanks, signatures, and
receipts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reflect_app.core.changes import Changes
from reflect_app.core.contacts import Card
from reflect_app.errors import InvalidInputError, ReflectError
from reflect_app.exporting.document import Document, Paragraph, Section
from reflect_app.identifiers.review import meeting
from reflect_app.services.contacts import ContactService
from reflect_app.services.entries import new_id
from reflect_app.services.inbox import InboxService
from reflect_app.services.names import NamesService
from reflect_app.services.outbox import Outbox, Post, Posted
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.services.pointed import Met, Pointed, check_unchanged, pointed_in
from reflect_app.services.share_rows import outs_of
from reflect_app.services.swapping import REMARKS, Swapping
from reflect_app.sharing.contents import (
    AnswerPart,
    CommentPart,
    ReceiptContent,
    ReceiptPart,
    ReplyContent,
    SignaturePart,
    encoded,
)
from reflect_app.vault.received_store import Notes, ReceivedStore
from reflect_app.vault.transport_store import Due
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one sender is still to be told. `contact` is an id."""

    contact: str
    name: str
    answers: int
    receipts: int


@dataclass(frozen=True, slots=True)
class Replied:
    """Answers that left, one file for each card that had shared something."""

    outs: tuple[Path, ...]
    answers: int
    receipts: int
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class _Envelope:
    """All that goes to one card."""

    contact: str
    card: Card
    notes: tuple[Notes, ...]
    dues: tuple[Due, ...]


class ReplyService:
    """Use cases on answers from one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        inbox: InboxService,
        contacts: ContactService,
        outbox: Outbox,
        names: NamesService,
    ) -> None:
        self._vault = vault
        self._names = names
        self._inbox = inbox
        self._contacts = contacts
        self._outbox = outbox
        self._store = ReceivedStore(vault)

    def waiting(self) -> tuple[Waiting, ...]:
        """Whom there is something to tell, by name. Receipts alone count too."""
        found: dict[str, Waiting] = {}
        for one in self._envelopes():
            contact = self._contacts.get(one.contact)
            name = contact.name if contact is not None else ""
            old = found.get(one.contact) or Waiting(one.contact, name, 0, 0)
            found[one.contact] = replace(
                old, answers=old.answers + len(one.notes), receipts=old.receipts + len(one.dues)
            )
        return tuple(sorted(found.values(), key=lambda row: (row.name.casefold(), row.contact)))

    def preview(self, contact: str = "", swaps: tuple[Swap, ...] = ()) -> PackPreview:
        """The comments that would go now for the first time, and what in them could point to
        someone. `swaps` put other words in them: here too, for every later reply says them again.
        """
        put = Swapping(swaps)
        found = self._found(contact, put)
        finder = self._names.finder()
        pointed = tuple(
            hit
            for one in found
            for note in one.notes
            for said in note.unsent()
            for hit in pointed_in(
                said.text, finder, put, entry=note.id, field=REMARKS, part=said.id
            )
        )
        made = self._vault.clock.now().date().isoformat()
        items = {item.id: item for item in self._inbox.list()}
        sections = [
            Section(items[note.id].title, tuple(Paragraph(said.text) for said in note.unsent()))
            for one in found
            for note in one.notes
            if note.unsent()
        ]
        meetings = tuple(_meetings(found, pointed, {id_: it.title for id_, it in items.items()}))
        document = Document(tr("Your answers"), made, tuple(sections))
        return PackPreview((), pointed, document, meetings)

    def reply(
        self,
        contact: str = "",
        out: Path | None = None,
        swaps: tuple[Swap, ...] = (),
        shown: PackPreview | None = None,
    ) -> Replied:
        """Send all that waits, to one contact or to everybody: to a file, or to the exchange
        folder. Several readers make several files, with numbers in their names.

        Each reply says all that was said of an item so far, so that a lost one does no harm.
        With the preview that was `shown` no other comment leaves for the first time.

        Raises:
            InvalidInputError: code `nothing-to-send`, or `changed-since-look`.
            FileProblemError: nothing was sent.
        """
        if shown is not None:
            now = self.preview(contact, swaps)
            check_unchanged(now.document.sections == shown.document.sections)
        found = self._found(contact, Swapping(swaps))
        if not found:
            raise InvalidInputError(
                tr("There is nothing to send back."),
                tr("Write a comment, or say that you talked about an item, first."),
                code="nothing-to-send",
            )
        outs = outs_of(out, len(found))
        for place in outs:
            self._outbox.check(place)
        return self._send(found, outs)

    def send_receipts(self) -> int:
        """Send the receipts of those who are met in the exchange folder; how many people."""
        met = [
            replace(one, notes=())
            for one in self._envelopes()
            if one.dues and self._outbox.store.in_exchange(one.card.hash)
        ]
        if met:
            self._send(met, [None] * len(met))
        return len(met)

    def _found(self, contact: str, swaps: Swapping) -> list[_Envelope]:
        """What waits for one contact or for everybody, with other words in what is new of it."""
        only = self._contacts.find(contact).id if contact else ""
        return [
            replace(one, notes=tuple(_swapped(note, swaps) for note in one.notes))
            for one in self._envelopes()
            if not only or one.contact == only
        ]

    def _send(self, found: Sequence[_Envelope], outs: Sequence[Path | None]) -> Replied:
        posted = []
        with self._vault.writing() as tx:
            for one, place in zip(found, outs, strict=True):
                posted.append(self._post(tx, one, place))
        try:
            self._outbox.flush({one.bundle for one in posted})
        except ReflectError:
            with self._vault.writing() as tx:
                self._outbox.undo(tx, posted)
                for one in found:
                    for note in one.notes:
                        self._store.put(tx, note, "reply-undone")
                    for due in one.dues:
                        self._outbox.store.put_due(tx, due)
            raise
        told = frozenset(note.id for one in found for note in one.notes)
        return Replied(
            tuple(one.path for one in posted), len(told), sum(len(one.dues) for one in found),
            Changes(inbox=told),
        )  # fmt: skip

    def _post(self, tx: Writing, one: _Envelope, place: Path | None) -> Posted:
        receipts = [ReceiptPart(due.bundle, due.state, due.at, due.reason) for due in one.dues]
        answers = [_answer(note) for note in one.notes]
        if answers:
            content = encoded(ReplyContent(answers, receipts))
        else:
            content = encoded(ReceiptContent(receipts))
        kind = "reply" if answers else "receipt"
        post = Post("reply" if answers else "receipt", one.contact, one.card, content, place)
        posted = self._outbox.post(tx, post)
        for note in one.notes:
            self._store.put(tx, replace(note, sent=note.said()), "answered")
        for due in one.dues:
            self._outbox.store.drop_due(tx, due)
        tx.append("activity", new_id(), kind, {"bundle": posted.bundle, "to": one.contact})
        return posted

    def _envelopes(self) -> list[_Envelope]:
        """What waits, by the card that it goes to. Nothing goes to a card that is not here, and
        after an ending nothing but receipts.
        """
        shown = {item.id for item in self._inbox.list() if not item.sender.over}
        _, _, notes = self._store.all()
        fresh = [n for n in notes if n.id in shown and n.said() and n.said() != n.sent]
        dues = self._outbox.store.due()
        cards = {
            card.hash: (contact.id, card)
            for contact in self._contacts.list(ended=True)
            for card in contact.cards
            if card.in_use
        }
        wanted = {note.sender for note in fresh} | {due.reader for due in dues}
        return [
            _Envelope(
                *cards[reader],
                tuple(note for note in fresh if note.sender == reader),
                tuple(due for due in dues if due.reader == reader),
            )
            for reader in sorted(wanted & cards.keys())
        ]


def _swapped(note: Notes, swaps: Swapping) -> Notes:
    new = [
        replace(said, text=swaps.beside(REMARKS, said.id, said.text, note.id))
        for said in note.unsent()
    ]
    old = note.comments[: len(note.comments) - len(new)]
    return replace(note, comments=(*old, *new))


def _answer(note: Notes) -> AnswerPart:
    comments = [CommentPart(said.id, said.field, said.text, said.at) for said in note.comments]
    signed = SignaturePart(note.digest, note.signature, note.signed) if note.signed else None
    return AnswerPart(note.item, comments, note.discussed, note.thanked, signed)


def _meetings(
    found: Iterable[_Envelope], pointed: Sequence[Pointed], titles: Mapping[str, str]
) -> Iterator[Met]:
    """Where several things that name nobody alone stand in what is said of one item."""
    for one in found:
        for note in one.notes:
            words = "\n".join(said.text for said in note.unsent())
            met = meeting(words, [hit.span for hit in pointed if hit.entry == note.id])
            if met is not None:
                yield Met(note.id, titles[note.id], met.sentence)
