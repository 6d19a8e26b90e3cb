"""Bringing in another journal: look first, then keep it in slices, and take it all out again.

Each slice is one durable commit, so that a save or a lock never waits for a long import. What
came is listed with the batch: an interrupted one can be taken out, or run again to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from reflect_app.core.changes import Changes
from reflect_app.core.clock import Clock
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError, ReflectError
from reflect_app.importing.everything import is_everything
from reflect_app.importing.formats import Reading, importer_for, importer_names, recognised
from reflect_app.importing.notes import Notes
from reflect_app.importing.opening import open_source
from reflect_app.importing.record import Record
from reflect_app.importing.times import zone_named
from reflect_app.services.bringing_back import REFLECT, BringingBack, BroughtBack, Seen
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.import_plan import (
    ImportRequest,
    Mapping,
    as_kept,
    entry_of,
    fits,
    mapping_for,
)
from reflect_app.services.import_survey import Known, Survey, Surveyor
from reflect_app.services.keeping import Keeping
from reflect_app.services.replacing import Together, replacing
from reflect_app.services.templates import TemplateService
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.import_store import Batch, ImportStore, Slice, many_going
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

SLICE = 25
"""Entries of one commit: about a fiftieth of a second."""
UNDO_SLICE = 250
READ_STEP = 20
_TOMORROW = timedelta(days=1)
# What may happen to an entry without its becoming the person's own work.
_NOT_WORK = frozenset({"imported", "renamed", "replaced", "forgotten", "binned", "unbinned"})


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far it is. `batch` is there from the first entry on, for whoever stops it."""

    batch: str
    done: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to. `read` counts every entry found, `known` those that were here."""

    batch: str
    read: int
    new: int
    known: int
    skipped: int
    warnings: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a batch out came to. `kept` entries were worked on since and stay."""

    batch: str
    removed: int
    kept: int
    changes: Changes = field(default_factory=Changes)


class ImportService:
    """Use cases on what comes into one unlocked vault from elsewhere."""

    def __init__(
        self, vault: Vault, clock: Clock, templates: TemplateService, entries: EntryService
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._templates = templates
        self._entries = entries
        self._wordings = TemplateStore(vault)
        self._drafts = DraftStore(vault)
        self._store = ImportStore(vault)
        self._back = BringingBack(vault)

    def formats(self) -> list[tuple[str, str, str]]:
        """Name, label and hint of every journal that can be brought in, by label."""
        found = [importer_for(name) for name in importer_names()]
        others = sorted(((item.name, item.label, item.hint) for item in found), key=lambda f: f[1])
        hint = tr("Choose the JSON file or the folder that “Export everything” made.")
        return [(REFLECT, tr("Reflect"), hint), *others]

    def recognise(self, request: ImportRequest) -> tuple[str, ...]:
        """The formats that what was chosen looks like, likeliest first."""
        with open_source(request.path) as source:
            ours = (REFLECT,) if is_everything(source) else ()
            return (*ours, *recognised(source))

    def batches(self) -> list[Batch]:
        """What was brought in and is still here, newest first."""
        back = [
            Batch(one.id, REFLECT, one.at, "", 0, one.entries, one.state, False)
            for one in self._back.batches()
        ]
        found = [*self._store.batches(), *back]
        return sorted(found, key=lambda batch: (batch.at, batch.id), reverse=True)

    def survey(self, request: ImportRequest) -> Generator[int, None, Survey]:
        """Read everything and keep nothing; yields how many entries were read so far.

        Raises:
            ImportRefusedError: the source is unsafe, damaged, locked or no such journal.
        """
        if request.format == REFLECT:
            return _surveyed(self._back.look(request.path))
        self._mapping(request)
        notes = Notes()
        surveyor = Surveyor(request.format)
        for record in self._fresh(request, notes, surveyor.known):
            surveyor.take(record)
            if surveyor.new % READ_STEP == 0:
                yield surveyor.new
        return surveyor.survey(notes)

    def records(self, request: ImportRequest) -> Iterator[Record]:
        """What would come in, as it would be kept but with names as they are.

        Nothing of an export of this program's own: it was written here, and looked at here.
        """
        if request.format == REFLECT:
            return
        for record in self._fresh(request, Notes(), Known()):
            yield as_kept(record, request, Together(()))

    def bring_in(self, request: ImportRequest) -> Generator[ImportProgress, None, Imported]:
        """Keep what is new; yields after every commit. Stopped half-way, `undo` takes out what
        came so far.

        Raises:
            ImportRefusedError: see `survey`; what came before the bad part is taken out again.
        """
        if request.format == REFLECT:
            return (yield from self._brought_back(request))
        mapping = self._mapping(request)
        template = mapping.template
        held = self._wordings.find(template.id, template.version)
        batch = Batch(
            new_id(), request.format, "", template.id, template.version, 0, "running", held is None
        )
        notes, known, came = Notes(), Known(), list[str]()
        swaps = Together([replacing(one.word, one.to, one.kind) for one in request.swaps])
        try:
            fresh = self._fresh(request, notes, known)
            while records := list(islice(fresh, SLICE)):
                kept = [(record, as_kept(record, request, swaps)) for record in records]
                number = len(came) // SLICE + 1
                with self._vault.writing() as tx:
                    batch = self._begun(tx, batch)
                    came += self._keep(tx, batch, number, kept, mapping)
                yield ImportProgress(batch.id, len(came))
            if came:
                with self._vault.writing() as tx:
                    self._store.put_head(tx, replace(batch, entries=len(came), state="done"))
        except Exception:
            if came:
                with suppress(ReflectError):  # it stays listed; the first reason is the one to say
                    to_the_end(self._take_away(batch.id))
            raise
        return Imported(
            batch.id if came else "",
            len(came) + known.count + notes.skipped, len(came), known.count, notes.skipped,
            notes.sentences(), Changes(entries=frozenset(came)),
        )  # fmt: skip

    def bring_in_until(
        self, request: ImportRequest, stopped: Callable[[], bool]
    ) -> Generator[ImportProgress, None, Imported | None]:
        """`bring_in`, asked after each commit whether to stop; None when it was, and then nothing
        of it is left.
        """
        steps = self.bring_in(request)
        batch = ""
        while not stopped():
            try:
                step = next(steps)
            except StopIteration as end:
                made: Imported = end.value
                return made
            batch = step.batch
            yield step
        steps.close()
        if batch:
            for _ in self._take_away(batch):
                yield ImportProgress(batch, 0)
        return None

    def undo(self, batch: str, *, stopped: bool = False) -> Generator[int, None, Undone]:
        """Erase what a batch brought, all but entries that were worked on since; yields how many
        went so far. `stopped`: it was never whole, so nothing of it has to be kept.

        Raises:
            NotFoundError: there is no such batch.
            InvalidInputError: code `keeping-everything`; nothing was erased.
        """
        if not stopped:
            Keeping(self._vault).refuse()
        done = yield from self._take_away(batch)
        return done

    def _take_away(self, batch: str) -> Generator[int, None, Undone]:
        """`undo`, for what was stopped half-way too: that was never kept to begin with."""
        if self._back.holds(batch):
            out = yield from self._back.take_out(batch)
            return Undone(batch, out.removed, out.kept, out.changes)
        head = self._store.get(batch)
        removed: list[str] = []
        kept = 0
        slices = iter(self._store.slices(batch))
        while parts := list(islice(slices, UNDO_SLICE // SLICE)):
            with self._vault.writing(sweep=False) as tx, many_going(tx.connection):
                for part in parts:
                    gone, left = self._take_out(tx, part)
                    removed += gone
                    kept += left
            yield len(removed)
        with self._vault.writing() as tx:
            if kept:
                self._store.put_head(tx, replace(head, entries=kept, state="part"))
            else:
                self._store.forget(tx, head.id)
                if head.wording:
                    self._store.drop_wording(tx, head)
        return Undone(batch, len(removed), kept, Changes(entries=frozenset(removed)))

    def _brought_back(self, request: ImportRequest) -> Generator[ImportProgress, None, Imported]:
        steps = self._back.bring(request.path)
        while True:
            try:
                batch, done = next(steps)
            except StopIteration as end:
                came: BroughtBack = end.value
                break
            yield ImportProgress(batch, done)
        seen = came.seen
        return Imported(
            came.batch, seen.read, seen.new, seen.known, seen.skipped, seen.warnings, came.changes
        )

    def _mapping(self, request: ImportRequest) -> Mapping:
        importer_for(request.format)
        if request.zone and zone_named(request.zone) is None:
            raise InvalidInputError(
                tr("“{zone}” is no time zone.").format(zone=request.zone[:60]),
                tr("Write it like Europe/London."),
                code="bad-zone",
            )
        return mapping_for(self._templates.get(request.template), request.question)

    def _fresh(self, request: ImportRequest, notes: Notes, known: Known) -> Iterator[Record]:
        """The records that are not here yet. The rest is counted."""
        importer = importer_for(request.format)
        here, seen, said = self._store.known(), set[str](), dict[str, str]()
        latest = self._clock.now() + _TOMORROW
        with open_source(request.path) as source:
            for record in importer.read(source, Reading(self._zone(request), notes)):
                key, digest = record.key(request.format), record.digest()
                kept = as_kept(record, request, Together(()))
                if key in here or digest in here:
                    known.count += 1
                    notes.tell("changed", int(digest not in here))
                elif digest in seen or said.get(key) == record.words():
                    notes.skip("repeated")
                elif not (kept.title or kept.text):
                    notes.skip("empty")
                elif not fits(kept):
                    notes.skip("too-long")
                else:
                    # One name for two entries is a fault of the source: both come in.
                    seen.add(digest)
                    said.setdefault(key, record.words())
                    notes.tell("future", int(record.instant > latest))
                    yield record

    def _zone(self, request: ImportRequest) -> str:
        return zone_named(request.zone) or zone_named(self._clock.zone()) or "UTC"

    def _begun(self, tx: Writing, batch: Batch) -> Batch:
        if batch.at:
            return batch
        begun = replace(batch, at=tx.at)
        self._store.put_head(tx, begun)
        return begun

    def _keep(
        self,
        tx: Writing,
        batch: Batch,
        number: int,
        records: list[tuple[Record, Record]],
        mapping: Mapping,
    ) -> list[str]:
        """One slice: the entries as they are to be kept, known again by what the source said."""
        self._wordings.keep(tx, mapping.template)
        items: dict[str, tuple[str, str]] = {}
        for record, kept in records:
            entry = entry_of(kept, mapping, new_id(), tx.at)
            self._entries.store.put(tx, entry, kept.zone, "imported")
            items[entry.id] = (record.key(batch.format), record.digest())
        self._store.add_slice(tx, batch.id, number, items)
        return list(items)

    def _take_out(self, tx: Writing, part: Slice) -> tuple[list[str], int]:
        edited = {draft.entry for draft in self._drafts.all()}
        gone: list[str] = []
        left: dict[str, tuple[str, str]] = {}
        for entry, digests in part.items.items():
            changes = self._store.changes(entry)
            if entry in edited or not _NOT_WORK.issuperset(changes):
                left[entry] = digests
            elif changes:
                self._entries.store.purge(tx, entry)
                gone.append(entry)
        if left:
            self._store.put_slice(tx, Slice(part.id, left))
        else:
            self._store.forget(tx, part.id)
        return gone, len(left)


def _surveyed(seen: Seen) -> Survey:
    """What an export of everything would bring, as the survey of any other journal."""
    bodies = [one.newest.body for one in seen.coming if one.kind == "entry"]
    events = sorted((str(body["event"]) for body in bodies), key=datetime.fromisoformat)
    first, last = (events[0], events[-1]) if events else ("", "")
    return Survey(
        REFLECT, seen.read, seen.new, seen.known, seen.skipped, first, last, (), (), seen.warnings
    )
