"""Sharing: entries, then fields, then a reader; look at exactly what leaves; then it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes
from reflect_app.core.clock import stamp
from reflect_app.core.contacts import Contact
from reflect_app.core.prompts import title_of
from reflect_app.core.shares import DEFAULT_DAYS, PURPOSES
from reflect_app.core.shifts import check_instant
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.contacts import ContactService
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.outbox import Outbox, Post, Posted
from reflect_app.services.pack_choice import ChosenEntry, PackRequest, Swap
from reflect_app.services.packs import PackService
from reflect_app.services.pointed import Met, Pointed, check_unchanged
from reflect_app.services.share_rows import ShareRow, outs_of, row_of, told_as
from reflect_app.sharing.contents import EntryPart, FieldPart, ShareContent, asked, encoded
from reflect_app.vault.share_store import SentBundle, SharedEntry, ShareRecord, ShareStore
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

Beside = Callable[[Writing], Callable[[Writing], object]]
"""Saves more in a share's own commit; what it returns takes that back where a file fails."""


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What a person chose. A field is `question`, `template.question` or `entry:question`.

    One of `fields` and `all_fields` must be given: nothing leaves by default. `expires` is an
    instant or a date, empty for ninety days from now. `swaps` put other words in the copy that
    leaves. `replaces` is the id of an earlier share to the same contact.
    """

    to: str
    entries: tuple[str, ...]
    fields: tuple[str, ...] = ()
    all_fields: bool = False
    purpose: str = ""
    expires: str = ""
    swaps: tuple[Swap, ...] = ()
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class SharePreview:
    """Exactly what would leave, and to whom. `readers` are the fingerprints it is sealed to.

    `identifiers` and `meetings` are what could point to someone; `unconfirmed` asks for an
    explicit step; `expires` is RFC 3339. `titles` are what each entry is called there, made of
    the fields that leave and of nothing else.
    """

    contact: Contact
    readers: tuple[str, ...]
    unconfirmed: bool
    purpose: str
    expires: str
    chosen: tuple[ChosenEntry, ...]
    titles: tuple[str, ...]
    identifiers: tuple[Pointed, ...]
    meetings: tuple[Met, ...] = ()

    @property
    def fields(self) -> int:
        """How many answers leave."""
        return sum(len(item.fields) for item in self.chosen)

    def seen(self) -> tuple[object, ...]:
        """All that its reader gets, and who that is: two previews that say the same are equal."""
        parts = tuple(_part(item, "", title) for item, title in zip(self.chosen, self.titles,
                                                                    strict=True))  # fmt: skip
        return self.readers, self.purpose, self.expires[:10], parts


@dataclass(frozen=True, slots=True)
class Shared:
    """A share that left: one file for each of the reader's cards."""

    id: str
    outs: tuple[Path, ...]
    entries: int
    fields: int
    changes: Changes = field(default_factory=Changes)


class ShareService:
    """Use cases on what one unlocked vault hands to others."""

    def __init__(
        self,
        vault: Vault,
        entries: EntryService,
        packs: PackService,
        contacts: ContactService,
        outbox: Outbox,
    ) -> None:
        self._vault = vault
        self._entries = entries
        self._packs = packs
        self._contacts = contacts
        self._outbox = outbox
        self._store = ShareStore(vault)
        self._clock = TrustedClock(vault)

    def reaches(self, contact: str) -> bool:
        """Whether something new can go to a contact: it is there still, and has a card in use."""
        found = self._contacts.get(contact)
        return found is not None and not found.ended and bool(found.readers())

    def preview(self, request: ShareRequest) -> SharePreview:
        """What would leave. Writes nothing.

        Raises:
            InvalidInputError: nothing is chosen, a field or purpose is unknown, the expiry lies
                in the past (`bad-expiry`), the contact was ended (`contact-ended`).
            NotFoundError: there is no such entry, contact or share.
        """
        contact = self._contacts.find(request.to, ended=True)
        if contact.ended or not contact.readers():
            raise InvalidInputError(
                tr("Nothing new goes to {name}.").format(name=contact.name),
                tr("You ended sharing with this person, or they have no card in use."),
                code="contact-ended",
            )
        if request.purpose not in PURPOSES:
            raise InvalidInputError(
                tr("There is no purpose “{purpose}”.").format(purpose=request.purpose[:40]),
                tr("It is one of: {ids}.").format(ids=", ".join(filter(None, PURPOSES))),
                code="unknown-purpose",
            )
        if not request.fields and not request.all_fields:
            raise InvalidInputError(
                tr("Say which fields leave."),
                tr("Name them one by one, or ask for all of them."),
                code="nothing-chosen",
            )
        if request.replaces:
            self._replaced(request.replaces, contact)
        found = self._packs.preview(
            PackRequest(request.entries, fields=request.fields, all_fields=request.all_fields,
                        swaps=request.swaps)
        )  # fmt: skip
        return SharePreview(
            contact, tuple(card.fingerprint for card in contact.readers()), not contact.confirmed,
            request.purpose, self._expiry(request.expires), found.chosen,
            tuple(map(_title, found.chosen)), found.identifiers, found.meetings,
        )  # fmt: skip

    def share(
        self,
        request: ShareRequest,
        out: Path | None = None,
        *,
        reviewed: bool = False,
        unconfirmed: bool = False,
        shown: SharePreview | None = None,
    ) -> Shared:
        """Seal what was chosen and let it leave: to a file, or to the exchange folder.

        A contact with several confirmed cards gets one file for each. With the preview that was
        `shown` nothing else than that leaves.

        Raises:
            InvalidInputError: `identifiers-found` unless `reviewed`; `contact-unconfirmed`
                unless `unconfirmed`; `changed-since-look`; or see `preview`.
            FileProblemError: it could not be written; nothing was shared.
        """
        preview = self.preview(request)
        if shown is not None:
            check_unchanged(preview.seen() == shown.seen())
        return self._leave(((request, preview),), out, reviewed=reviewed, unconfirmed=unconfirmed)[
            0
        ]

    def share_each(
        self,
        requests: Sequence[ShareRequest],
        out: Path | None = None,
        *,
        reviewed: bool = False,
        unconfirmed: bool = False,
        beside: Beside | None = None,
    ) -> tuple[Shared, ...]:
        """Share with several people at once: all of it leaves, or nothing does.

        There is a file for each card of each of them; the second and later ones get a number.
        What is saved `beside` it holds exactly when it left.

        Raises:
            InvalidInputError, FileProblemError: see `share`; nothing was shared with anybody.
        """
        looked = [(request, self.preview(request)) for request in requests]
        return self._leave(looked, out, reviewed=reviewed, unconfirmed=unconfirmed, beside=beside)

    def _leave(
        self,
        looked: Sequence[tuple[ShareRequest, SharePreview]],
        out: Path | None,
        *,
        reviewed: bool,
        unconfirmed: bool,
        beside: Beside | None = None,
    ) -> tuple[Shared, ...]:
        """Record all of it in one commit, then write every file; forget it all if one fails."""
        for _, preview in looked:
            _check_looked_at(preview, reviewed=reviewed, unconfirmed=unconfirmed)
        outs = outs_of(out, sum(len(preview.readers) for _, preview in looked))
        for place in outs:
            self._outbox.check(place)
        places = iter(outs)
        made: list[tuple[ShareRecord, Sequence[Posted]]] = []
        with self._vault.writing() as tx:
            for request, preview in looked:
                mine = list(islice(places, len(preview.readers)))
                record, posted = self._record(tx, request, preview, mine)
                self._store.put(tx, record, "shared")
                told = {"share": record.id, "to": record.contact}
                tx.append("activity", new_id(), "shared", told)
                made.append((record, posted))
            take_back = beside(tx) if beside else None
        self._write_or_undo(made, take_back)
        return tuple(
            Shared(record.id, tuple(one.path for one in posted), len(preview.chosen),
                   preview.fields, self._changed(record.id))
            for (record, posted), (_, preview) in zip(made, looked, strict=True)
        )  # fmt: skip

    def list(self, contact: str = "") -> tuple[ShareRow, ...]:
        """Who has what, the newest first; of one contact where one is given."""
        only = self._contacts.find(contact).id if contact else ""
        unwritten, now = self._outbox.unwritten(), self._clock.latest()
        names = {found.id: found.name for found in self._contacts.list(ended=True)}
        records = self._store.all()
        newer = {record.replaces for record in records}
        return tuple(
            row_of(record, names.get(record.contact, ""), unwritten, newer, now)
            for record in records
            if not only or record.contact == only
        )

    def show(self, id_: str) -> ShareRow:
        """One share by its id or the beginning of it.

        Raises:
            NotFoundError: code `no-share`.
        """
        found = [row for row in self.list() if id_ and row.id.startswith(id_)]
        if len(found) != 1:
            raise NotFoundError(
                tr("There is no share {id}.").format(id=id_[:40]),
                did_you_mean(id_, (row.id for row in self.list())),
                code="no-share",
            )
        return found[0]

    def _record(
        self,
        tx: Writing,
        request: ShareRequest,
        preview: SharePreview,
        outs: Sequence[Path | None],
    ) -> tuple[ShareRecord, Sequence[Posted]]:
        """Seal one bundle for each card, in the caller's commit."""
        old = self._replaced(request.replaces, preview.contact) if request.replaces else None
        items = {entry.entry: entry.item for entry in old.entries} if old else {}
        entries = tuple(
            SharedEntry(
                item.entry.id, items.get(item.entry.id) or new_id(), item.entry.revision,
                tuple(found.question.id for found in item.fields),
            )
            for item in preview.chosen
        )  # fmt: skip
        replaced: tuple[str, ...] = ()
        if old is not None:
            replaced = (*old.replaced, *(one.bundle for one in old.bundles))
        id_ = new_id()
        parts = [
            _part(chosen, kept.item, title)
            for chosen, kept, title in zip(preview.chosen, entries, preview.titles, strict=True)
        ]
        content = encoded(ShareContent(id_, parts, preview.purpose, list(replaced)))
        contact, expires = preview.contact, preview.expires
        posted = [
            self._outbox.post(tx, Post("share", contact.id, card, content, place, expires))
            for card, place in zip(contact.readers(), outs, strict=True)
        ]
        bundles = tuple(
            SentBundle(one.bundle, one.reader, one.instance, one.sequence, told_as(one.path, place))
            for one, place in zip(posted, outs, strict=True)
        )
        record = ShareRecord(
            id_, contact.id, tx.at, expires, preview.purpose, entries, bundles,
            old.id if old else "", replaced,
        )  # fmt: skip
        return record, posted

    def _write_or_undo(
        self,
        made: Sequence[tuple[ShareRecord, Sequence[Posted]]],
        take_back: Callable[[Writing], object] | None,
    ) -> None:
        everything = [one for _, posted in made for one in posted]
        try:
            self._outbox.flush({one.bundle for one in everything})
        except ReflectError:
            with self._vault.writing() as tx:
                self._outbox.undo(tx, everything)
                for record, _ in made:
                    self._store.purge(tx, record.id)
                    tx.append("activity", new_id(), "share-undone", {"share": record.id})
                if take_back:
                    take_back(tx)
            raise

    def _replaced(self, id_: str, contact: Contact) -> ShareRecord:
        row = self.show(id_)
        if row.contact != contact.id:
            raise InvalidInputError(
                tr("That share went to somebody else."),
                tr("A newer copy goes to the same person."),
                code="other-contact",
            )
        return row.record

    def _expiry(self, text: str) -> str:
        """The instant it ends, RFC 3339; a bare date lasts until its midnight."""
        now, zone = self._vault.clock.now(), self._vault.clock.zone()
        if not text:
            return stamp(now + timedelta(days=DEFAULT_DAYS))
        day = text if "T" in text or len(text) > 10 else f"{text}T23:59:59"
        expires = check_instant(day, zone)
        if datetime.fromisoformat(expires) <= now:
            raise InvalidInputError(
                tr("That would have expired already."),
                tr("Choose a day to come."),
                code="bad-expiry",
            )
        return expires

    def _changed(self, id_: str) -> Changes:
        return Changes(shares=frozenset({id_}))


def _check_looked_at(preview: SharePreview, *, reviewed: bool, unconfirmed: bool) -> None:
    """Refuse what needs an explicit step that nobody took."""
    if preview.unconfirmed and not unconfirmed:
        raise InvalidInputError(
            tr("You have not confirmed the card of {name} yet.").format(name=preview.contact.name),
            tr("Ring them and compare the twelve words first, or say that you share anyway."),
            code="contact-unconfirmed",
        )
    if (preview.identifiers or preview.meetings) and not reviewed:
        raise InvalidInputError(
            tr("What would leave may point to someone, and nobody has looked at it yet."),
            tr("Look at the preview, change what you want to change, then say so."),
            code="identifiers-found",
        )


def _part(chosen: ChosenEntry, item: str, title: str) -> EntryPart:
    entry = chosen.entry
    return EntryPart(
        item=item,
        template=entry.template,
        template_version=entry.template_version,
        title=title,
        event=entry.event,
        fields=[
            FieldPart(asked(found.question, found.value), found.value) for found in chosen.fields
        ],
    )


def _title(chosen: ChosenEntry) -> str:
    """The entry's title when that question leaves, else the template's."""
    answers = {found.question.id: found.value for found in chosen.fields}
    return title_of(chosen.template, answers)
