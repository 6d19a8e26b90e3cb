"""Everything out: one JSON document or a folder of Markdown, read back before it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reflect_app.core.clock import Clock, stamp
from reflect_app.core.records import Record
from reflect_app.core.steps import to_the_end
from reflect_app.errors import FileProblemError
from reflect_app.exporting.document import Note
from reflect_app.exporting.files import Written, write_folder, write_pieces
from reflect_app.exporting.pack import all_blocks, heading_of
from reflect_app.exporting.whole.as_folder import README, FolderExport, Shown
from reflect_app.exporting.whole.as_json import JsonExport
from reflect_app.identifiers import Finder
from reflect_app.importing.everything import read_everything
from reflect_app.importing.opening import open_source
from reflect_app.services.allowed import not_allowed
from reflect_app.services.names_in_it import names_in
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.entry_store import from_body
from reflect_app.vault.notes_box import waiting
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault
from reflect_app.vault.whole import WholeStore
from reflect_app.words import tr, trn

Form = Literal["json", "md"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many objects are written, of how many rows of history there are at most."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What lies at `out` now, and the state hash that comes back from it. `unfinished` pages and
    `notes` that wait are not in it.
    """

    out: Path
    bytes: int
    entries: int
    objects: int
    state_hash: str
    unfinished: int = 0
    notes: int = 0

    def behind(self) -> str:
        """What of the writing stayed behind, for whoever means to leave; "" for none."""
        said = []
        if self.unfinished:
            said.append(trn("{count} unfinished page is not in it.",
                            "{count} unfinished pages are not in it.", self.unfinished)
                        .format(count=self.unfinished))  # fmt: skip
        if self.notes:
            said.append(trn("{count} quick note that waits is not in it.",
                            "{count} quick notes that wait are not in it.", self.notes)
                        .format(count=self.notes))  # fmt: skip
        return " ".join(said)


class _Tally:
    """Counts what goes by and hashes it."""

    def __init__(self) -> None:
        self.entries = self.objects = 0
        self._hash = hashlib.sha256()

    def over(self, pages: Iterator[list[Record]]) -> Iterator[Record]:
        """The records, one by one."""
        for page in pages:
            for record in page:
                self._hash.update(record.line())
                self.objects += 1
                self.entries += record.kind == "entry"
                yield record

    @property
    def state_hash(self) -> str:
        """Of all that went by."""
        return self._hash.hexdigest()


class EverythingService:
    """Use cases on all that one unlocked vault keeps."""

    def __init__(self, vault: Vault, clock: Clock, *, allowed: bool = True) -> None:
        self._allowed = allowed
        self._vault = vault
        self._clock = clock
        self._whole = WholeStore(vault)
        self._templates = TemplateStore(vault)
        self._drafts = DraftStore(vault)

    def export(self, form: Form, out: Path) -> Exported:
        """Write all of it. No key, no passphrase and no list of names is in it.

        Raises:
            FileProblemError, DiskFullError: nothing was written.
            InvalidInputError: code `not-allowed`, by the organisation's policy.
        """
        return to_the_end(self.export_steps(form, out))

    def look(self, finder: Finder) -> Generator[Progress, None, bool]:
        """Whether something in it could likely point to someone; ends at the first that does.

        Raises:
            InvalidInputError: code `not-allowed`, by the organisation's policy.
        """
        self._check_allowed()
        last = self._whole.last()
        steps = names_in(self._whole.pages(last), finder, last)
        while True:
            try:
                yield Progress(*next(steps))
            except StopIteration as end:
                return bool(end.value)

    def export_steps(self, form: Form, out: Path) -> Generator[Progress, None, Exported]:
        """`export` for the window's worker; thrown away half-way, it leaves nothing."""
        self._check_allowed()
        last, tally = self._whole.last(), _Tally()
        records = tally.over(self._whole.pages(last))
        made = stamp(self._clock.now())
        steps = (
            write_pieces(_document(records, made, tally), out)
            if form == "json"
            else write_folder(self._files(records, made, tally), out)
        )
        written = yield from _counted(steps, last)
        with open_source(written.path) as source:
            again = read_everything(source).state_hash()
        if again != tally.state_hash:
            raise FileProblemError(
                tr("{path} does not read back as the journal it was made from.").format(path=out),
                tr("Do not rely on it. Make it again, in another place if need be."),
                code="read-back",
            )
        return Exported(
            written.path, written.bytes, tally.entries, tally.objects, tally.state_hash,
            len(self._drafts.all()), waiting(self._vault.place.folder),
        )  # fmt: skip

    def _check_allowed(self) -> None:
        if not self._allowed:
            raise not_allowed(tr("The whole journal is not exported in clear text here."))

    def _files(
        self, records: Iterator[Record], made: str, tally: _Tally
    ) -> Iterator[tuple[str, bytes]]:
        folder = FolderExport(made)
        for record in records:
            yield folder.file(record, self._shown(record))
        yield README, folder.readme(tally.state_hash, tally.objects)

    def _shown(self, record: Record) -> Shown:
        """An object as people see it."""
        body = record.newest.body
        if record.kind != "entry":
            title = str(body.get("pseudonym") or body.get("title") or record.id)
            return Shown(record.id if record.kind == "template" else "", title)
        template = self._templates.get(body["template"], body["template_version"])
        entry = from_body(record.id, record.newest.number, body, template)
        day = entry.event[:10]
        front = {
            "date": entry.event, "created": entry.written, "updated": record.newest.at,
            "tags": list(entry.tags), "people": list(entry.people), "template": entry.template,
            "marked": entry.marked, "deleted": entry.deleted,
        }  # fmt: skip
        comments = tuple(Note(comment.text, comment.author) for comment in entry.comments)
        return Shown(
            f"{day} {entry.template}", heading_of(entry, template), front,
            (*all_blocks(entry, template), *comments),
        )  # fmt: skip


def _document(records: Iterator[Record], made: str, tally: _Tally) -> Iterator[bytes]:
    export = JsonExport(made)
    yield export.begin()
    yield from export.objects(records)
    yield export.end(tally.state_hash)


def _counted(
    steps: Generator[int, None, Written], total: int
) -> Generator[Progress, None, Written]:
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            written: Written = end.value
            return written
        yield Progress(min(done, total), total)
