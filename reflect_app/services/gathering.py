"""Someone has asked for the journal: a copy of the part they may have, with what proves it.

Other words can be put into the copy. The journal itself is read and never changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reflect_app.core import when
from reflect_app.core.clock import Clock, stamp
from reflect_app.core.entries import Query
from reflect_app.core.records import Record, state_hash_of
from reflect_app.core.shares import state_line
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Document, Paragraph, Section, Table
from reflect_app.exporting.files import write_folder
from reflect_app.exporting.watch import UNWATCHED, Watch
from reflect_app.exporting.whole.as_json import JsonExport
from reflect_app.exporting.writers import writer_for
from reflect_app.identifiers.review import meeting
from reflect_app.services.copying_out import CopyingOut, name_of
from reflect_app.services.names import NamesService
from reflect_app.services.own_prompts import pointed_rest, rest_of, rest_sections
from reflect_app.services.pack_choice import ChosenEntry, PackRequest, Swap
from reflect_app.services.packs import PackPreview, PackService
from reflect_app.services.pointed import Met, Pointed, pointed_in
from reflect_app.services.sessions import SessionService
from reflect_app.services.shares import ShareService
from reflect_app.services.swapping import LOOKED_AT, REMARKS, TAGS, Swapping, parts
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class GatherRequest:
    """What was asked for. A filter and a `session` narrow each other; a session is its
    preparation, what was on its agenda, and its record. `entries` come besides, by name. `swaps`
    change the copy alone, in every wording of it: those of one place are not for a copy that
    holds many wordings.
    """

    query: Query | None = None
    entries: tuple[str, ...] = ()
    session: str = ""
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """One line of who was shown what. `created` is RFC 3339."""

    share: str
    entry: str
    to: str
    created: str
    state: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that would be handed over. `held` is a figure of each entry as it is kept."""

    entries: tuple[str, ...]
    identifiers: tuple[Pointed, ...]
    meetings: tuple[Met, ...]
    document: Document
    copies: tuple[Record, ...]
    wordings: tuple[Record, ...]
    shared: tuple[Shared, ...]
    held: tuple[tuple[str, str], ...]
    made: str
    chosen: tuple[ChosenEntry, ...] = ()

    def as_preview(self) -> PackPreview:
        """The same as the preview of a pack, for whoever goes through what was found."""
        return PackPreview(self.chosen, self.identifiers, self.document, self.meetings)


@dataclass(frozen=True, slots=True)
class GatheredFolder:
    """What was written."""

    out: Path
    bytes: int
    entries: int


class GatheringService:
    """Use cases on what somebody asks for of one unlocked vault. Reads and never writes in it."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        copying: CopyingOut,
        packs: PackService,
        names: NamesService,
        shares: ShareService,
        sessions: SessionService,
    ) -> None:
        self._clock = clock
        self._copying = copying
        self._packs = packs
        self._names = names
        self._shares = shares
        self._sessions = sessions
        self._templates = TemplateStore(vault)

    def preview(self, request: GatherRequest) -> Gathered:
        """Exactly what would be handed over, with what in any revision could point to someone.

        Raises:
            InvalidInputError: nothing is chosen. NotFoundError: there is no such entry.
        """
        ids = tuple(dict.fromkeys((*request.entries, *self._found(request))))
        pack = self._packs.preview(
            PackRequest(entries=ids, layout="journal", all_fields=True, swaps=request.swaps)
        )
        held = self._copying.held(ids)
        swaps = Swapping(request.swaps)
        copies = tuple(self._copying.copied(one, swaps, newest=False) for one in held)
        prompts = self._copying.prompts(held, swaps)
        whole = pointed_rest(rest_of(prompts, ()), self._names.finder(), swaps)
        shared = tuple(self._shared(ids))
        made = stamp(self._clock.now())
        return Gathered(
            ids,
            (*self._pointed(copies, swaps), *_each_word_once(whole)),
            (*pack.meetings, *self._meetings(copies, {met.entry for met in pack.meetings})),
            _with_log(pack.document, rest_sections(rest_of(prompts, pack.chosen)), shared),
            copies,
            tuple(self._copying.wordings(held, swaps)),
            shared,
            tuple((one.id, hashlib.sha256(one.line()).hexdigest()) for one in held),
            made,
            pack.chosen,
        )

    def _found(self, request: GatherRequest) -> tuple[str, ...]:
        """Oldest first, what lies in the bin as well."""
        if request.query is None and not request.session:
            return ()
        found = self._copying.found(request.query or Query(), bin_too=True)
        if not request.session:
            return found
        session = self._sessions.find(request.session)
        items = (*session.agenda, *self._sessions.agenda(session))
        agenda = {item.entry for item in items if not item.received}
        met = {session.preparation, session.record, *agenda}
        return tuple(id_ for id_ in found if id_ in met)

    def _shared(self, ids: Sequence[str]) -> Iterator[Shared]:
        for row in reversed(self._shares.list()):
            for entry in row.record.entries:
                if entry.entry in ids:
                    yield Shared(row.id, entry.entry, row.to, row.created, row.state)

    def _pointed(self, copies: Iterable[Record], swaps: Swapping) -> Iterator[Pointed]:
        """What is found in any revision, each word once an answer."""
        finder, seen = self._names.finder(), set[tuple[str, str, str]]()
        for record in copies:
            for revision in reversed(record.revisions):
                name = name_of(record, revision)
                for field, part, text in self._typed(revision.body):
                    for hit in pointed_in(text, finder, swaps, entry=name, field=field, part=part):
                        key = (record.id, field, hit.span.text)
                        if key not in seen:
                            seen.add(key)
                            yield replace(hit, entry=record.id)

    def _meetings(self, copies: Iterable[Record], known: Collection[str]) -> Iterator[Met]:
        """The entries in which several things meet in an earlier wording, and not in the newest."""
        finder = self._names.finder()
        for record in copies:
            for revision in reversed(record.revisions[:-1]):
                words = "\n".join(text for _, _, text in self._typed(revision.body))
                met = None if record.id in known else meeting(words, finder.find(words))
                if met is not None:
                    template = self._templates.get(
                        revision.body["template"], revision.body["template_version"]
                    )
                    day = when.day(revision.body["event"])
                    yield Met(record.id, f"{template.title}, {day}", met.sentence)
                    break

    def _typed(self, body: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
        """The texts of one revision, with the field and the part of it where each stands."""
        template = self._templates.get(body["template"], body["template_version"])
        for question in template.questions:
            if question.type in LOOKED_AT and question.id in body["answers"]:
                found = parts(body["answers"][question.id])
                yield from ((question.id, part, text) for part, text in found)
        yield from ((TAGS, tag, tag) for tag in body["tags"])
        for at, one in enumerate(body.get("comments", ())):
            yield REMARKS, str(at), one["text"]


def write_gathered(found: Gathered, out: Path, watch: Watch = UNWATCHED) -> GatheredFolder:
    """Write the folder. Needs no vault, so it may run beside one.

    Raises:
        FileProblemError, DiskFullError, CancelledError: nothing was written.
    """
    made = to_the_end(write_folder(_files(found, watch), out))
    return GatheredFolder(made.path, made.bytes, len(found.entries))


def refuse_unreviewed(found: Gathered, *, reviewed: bool = False) -> None:
    """Raise where something could point to someone and nobody said that it may stay.

    Raises:
        InvalidInputError: code `identifiers-found`.
    """
    if not reviewed and (found.identifiers or found.meetings):
        raise InvalidInputError(
            tr("Something in it could point to other people, so nothing was written."),
            tr("Look at what was found. Put other words in the copy, or say that it may stay."),
            code="identifiers-found",
        )


def _files(found: Gathered, watch: Watch) -> Iterator[tuple[str, bytes]]:
    files = {
        "entries.pdf": writer_for("pdf").write(found.document, watch),
        "entries.json": _json(found),
    }
    yield from files.items()
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in files.items()]
    lines += ["", *(f"{figure}  entry {id_}" for id_, figure in found.held), ""]
    yield "hashes.txt", "\n".join(lines).encode()
    yield "README.txt", "\n\n".join((*_about(found), "")).encode()


def _json(found: Gathered) -> bytes:
    records = sorted((*found.copies, *found.wordings), key=lambda one: (one.kind, one.id))
    export = JsonExport(found.made, _about(found))
    parts = (export.begin(), *export.objects(records), export.end(state_hash_of(records)))
    return b"".join(parts)


def _about(found: Gathered) -> list[str]:
    return [
        tr("A copy of part of a Reflect journal, gathered on {day} because somebody asked for it.")
        .format(day=when.full_day(found.made)),
        tr("entries.pdf is to be read; entries.json has every revision of the same entries."),
        tr("Nothing protects these files: whoever can open them can read them."),
        tr(
            "hashes.txt has the SHA-256 of both files, and of each entry as the journal itself"
            " holds it, in the form that “The vault's format” in Reflect's help describes."
        ),
        tr("Names in the copy may have been replaced. The journal was not changed."),
    ]  # fmt: skip


def _each_word_once(found: Iterable[Pointed]) -> Iterator[Pointed]:
    """Of what stands in several parts of one prompt, or in several versions of it, the first."""
    seen = set[str]()
    for hit in found:
        if hit.span.text not in seen:
            seen.add(hit.span.text)
            yield hit


def _with_log(document: Document, prompts: Sequence[Section], shared: Sequence[Shared]) -> Document:
    rows = tuple(
        (one.to, when.day(one.created[:10]), state_line(one.state), one.entry) for one in shared
    )
    head = (tr("Reader"), tr("Day"), tr("State"), tr("Entry"))
    said: Paragraph | Table = (
        Table(head, rows) if rows else Paragraph(tr("None of it was shared, as far as is known."))
    )
    log = Section(tr("Who was shown it"), (said,))
    return replace(document, sections=(*document.sections, *prompts, log))
