"""Packs: choose, look at exactly what would leave, then write it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.entries import Entry, Query
from reflect_app.core.prompts import Template, in_language
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Action, Document
from reflect_app.exporting.files import write_file
from reflect_app.exporting.layouts import layout_for
from reflect_app.exporting.pack import Chosen, PackContent
from reflect_app.exporting.watch import UNWATCHED, Watch
from reflect_app.exporting.writers import format_names
from reflect_app.services.context import Context
from reflect_app.services.entries import EntryService
from reflect_app.services.names import NamesService
from reflect_app.services.pack_choice import ChosenEntry, PackRequest, choose
from reflect_app.services.pack_shape import drawn, shaped
from reflect_app.services.pointed import Met, Pointed, pointed_about, pointed_in, pointed_out
from reflect_app.services.prompt_words import ProgramWords
from reflect_app.services.sessions import SessionService
from reflect_app.services.swapping import Swapping
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.words import language, tr

MOST_ENTRIES = 5_000


@dataclass(frozen=True, slots=True)
class PackPreview:
    """Exactly what would leave, what in it could identify someone, and the document itself.

    A pack of a `session` says its agenda (an entry's id, or typed words) and last time's actions.
    """

    chosen: tuple[ChosenEntry, ...]
    identifiers: tuple[Pointed, ...]
    document: Document
    meetings: tuple[Met, ...] = ()
    session: str = ""
    agenda: tuple[tuple[str, str], ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class PackMade:
    """A pack that was written."""

    out: Path
    bytes: int
    entries: int
    format: str


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What a session brings to a pack. Agenda items are an entry's id, or words."""

    entries: tuple[str, ...] = ()
    agenda: tuple[tuple[str, str], ...] = ()
    actions: tuple[Action, ...] = ()


class PackService:
    """Use cases on packs from one unlocked vault."""

    def __init__(
        self,
        entries: EntryService,
        settings: VaultSettings,
        names: NamesService,
        context: Context,
        sessions: SessionService,
        program: ProgramWords,
    ) -> None:
        self._entries = entries
        self._settings = settings
        self._names = names
        self._context = context
        self._sessions = sessions
        self._program = program

    def preview(self, request: PackRequest) -> PackPreview:
        """What would leave. Writes nothing.

        Raises:
            InvalidInputError: nothing is chosen, or a field is unknown.
            NotFoundError: there is no such entry.
        """
        request = shaped(request)
        swaps = Swapping(request.swaps)
        meeting_of = self._meeting(request, swaps)
        wanted = [
            (swaps.entry(entry, form), swaps.prompt(entry.id, form))
            for entry, form in self._wanted(request, meeting_of)
        ]
        said = bool(meeting_of.agenda or meeting_of.actions)
        chosen = choose(request, wanted) if wanted or not said else ()
        writer = str(self._settings.get("display_name")) if request.writer else ""
        parts = tuple(_only_chosen(item) for item in chosen)
        made = self._context.clock.now().date().isoformat()
        title = swaps.beside("title", "", request.title)
        charts = drawn(request.charts, chosen)
        layout = layout_for(request.layout)
        document = layout.document(
            PackContent(
                parts, made, title=title, writer=writer, charts=charts,
                actions=meeting_of.actions, agenda=meeting_of.agenda,
            )
        )  # fmt: skip
        leaving = {item.entry.id for item in chosen}
        pointed, meetings = self.pointed_out(chosen, swaps, request.charts)
        pointed = (*self._pointed_beside(title, meeting_of, swaps), *pointed)
        if layout.everything:
            pointed += tuple(pointed_about(chosen, self._names.finder(), swaps))
        agenda = tuple(item for item in meeting_of.agenda if item[1] or item[0] in leaving)
        return PackPreview(
            chosen, pointed, document, meetings, request.session, agenda, meeting_of.actions
        )

    def pointed_out(
        self, chosen: tuple[ChosenEntry, ...], swaps: Swapping, charts: Collection[str] = ()
    ) -> tuple[tuple[Pointed, ...], tuple[Met, ...]]:
        """What in the chosen answers could point to someone, alone and together. `swaps` are
        those that the answers have been through."""
        return pointed_out(chosen, self._names.finder(), swaps, self._program.texts, charts)

    def make(
        self,
        request: PackRequest,
        out: Path,
        format: str | None = None,  # noqa: A002  the word people use
        watch: Watch = UNWATCHED,
        password: str | None = None,
    ) -> PackMade:
        """Write the pack. The format follows the file's name unless given.

        Raises:
            InvalidInputError: the format is unknown, or see `preview`.
            FileProblemError, DiskFullError: nothing was written.
        """
        return write_pack(self.preview(request), out, format, watch, password)

    def _meeting(self, request: PackRequest, swaps: Swapping) -> _Meeting:
        """What a session adds to its entries: the agenda in its order, and last time's actions."""
        if not request.session:
            return _Meeting()
        session = self._sessions.find(request.session)
        items = [item for item in self._sessions.agenda(session) if not item.received]
        actions = [each for each in self._sessions.last_actions(session) if not each.done]
        return _Meeting(
            tuple(dict.fromkeys(filter(None, (session.preparation, *(i.entry for i in items))))),
            tuple(
                (item.entry, swaps.beside("agenda", str(at), item.text))
                for at, item in enumerate(items)
            ),
            tuple(
                Action(
                    swaps.beside("actions", f"{at}.text", each.text),
                    swaps.beside("actions", f"{at}.owner", each.owner),
                    each.due,
                )
                for at, each in enumerate(actions)
            ),
        )

    def _wanted(self, request: PackRequest, meeting_of: _Meeting) -> list[tuple[Entry, Template]]:
        ids = list(request.entries) or list(meeting_of.entries)
        if request.marked:
            ids += [id_ for id_ in self._found(Query(marked=True)) if id_ not in ids]
        if request.query is not None:
            ids += [id_ for id_ in self._found(request.query) if id_ not in ids]
        if not ids and not meeting_of.agenda and not meeting_of.actions:
            raise InvalidInputError(
                tr("No entries are chosen."),
                tr("Mark some for supervision, or name them."),
                code="nothing-chosen",
            )
        found = [self._entries.show(id_) for id_ in dict.fromkeys(ids)]
        unique = {
            entry.id: entry for entry in found if entry.deleted is None or not request.session
        }
        return [
            (entry, in_language(self._entries.template_of(entry), language()))
            for entry in unique.values()
        ]

    def _found(self, query: Query) -> list[str]:
        """Every entry that matches, oldest first: an agenda runs forwards."""
        page = self._entries.page(query, 0, MOST_ENTRIES)
        if page.total > MOST_ENTRIES:
            raise InvalidInputError(
                tr("Those are more entries than one document may hold."),
                tr("Choose at most {count}, such as a shorter time.").format(count=MOST_ENTRIES),
                code="too-many",
            )
        return [entry.id for entry in reversed(page.entries)]

    def _pointed_beside(
        self, title: str, meeting_of: _Meeting, swaps: Swapping
    ) -> Iterator[Pointed]:
        """The same in the title, in what is typed on the agenda and in the actions, which belong
        to no entry."""
        finder = self._names.finder()
        texts = [("title", "", title)]
        texts += [("agenda", str(at), text) for at, (_, text) in enumerate(meeting_of.agenda)]
        for at, row in enumerate(meeting_of.actions):
            texts += [("actions", f"{at}.text", row.text), ("actions", f"{at}.owner", row.owner)]
        for field, part, text in texts:
            yield from pointed_in(text, finder, swaps, field=field, part=part)


def write_pack(
    preview: PackPreview,
    out: Path,
    format: str | None = None,  # noqa: A002  the word people use
    watch: Watch = UNWATCHED,
    password: str | None = None,
) -> PackMade:
    """Write exactly what the preview showed. Needs no vault, so it may run beside one."""
    name = format or format_for(out)
    written = write_file(preview.document, name, out, watch=watch, password=password)
    return PackMade(written.path, written.bytes, len(preview.chosen), name)


def format_for(out: Path, also: tuple[str, ...] = ()) -> str:
    """The format that a file's name asks for: one of every pack's, or one of `also`.

    Raises:
        InvalidInputError: the name has no ending that is a format's.
    """
    name = out.suffix.casefold().removeprefix(".")
    names = sorted({*format_names(), *also})
    if name not in names:
        raise InvalidInputError(
            tr("The name {name} does not say which format is wanted.").format(
                name=out.name[:80] or out
            ),
            tr("End it with one of: {names}.").format(
                names=", ".join("." + known for known in names)
            ),
            code="unknown-format",
        )
    return name


def _only_chosen(item: ChosenEntry) -> Chosen:
    """The entry as the document may see it: with no answer but those that leave."""
    answers = {field.question.id: field.value for field in item.fields}
    return Chosen(replace(item.entry, answers=answers), item.template)
