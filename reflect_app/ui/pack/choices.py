"""What there is to choose from, fetched in the thread that owns the vault."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.core.entries import Answer, Entry, Query
from reflect_app.core.prompts import Question, Template, in_welsh, title_of
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import Actions, Choices, Paragraph, ScaleAnswer, Table
from reflect_app.exporting.phrases import scale_value
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import leaves_by_default

MOST = 500
_SHORT = 90


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One answer that may leave. `on` is whether it does unless the person says otherwise."""

    question: str
    wording: str
    words: str
    on: bool
    score: bool


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """One entry that may leave, with its answers."""

    entry: str
    title: str
    template_title: str
    event: str
    marked: bool
    fields: tuple[FieldChoice, ...]


@dataclass(frozen=True, slots=True)
class PackStart:
    """What the page opens with."""

    choices: tuple[EntryChoice, ...]
    display_name: str


def start(journal: Journal, entries: tuple[str, ...], *, welsh: bool = False) -> PackStart:
    """The named entries, or every marked one: oldest first, as an agenda runs."""
    if not entries:
        page = journal.entries.page(Query(marked=True), 0, MOST)
        entries = tuple(item.id for item in reversed(page.entries))
    choices = tuple(choice(journal, entry, welsh=welsh) for entry in entries)
    return PackStart(choices, str(journal.settings.get("display_name")))


def choice(journal: Journal, entry_id: str, *, welsh: bool = False) -> EntryChoice:
    """One entry with its answers."""
    entry = journal.entries.show(entry_id)
    template = journal.entries.template_of(entry)
    if welsh:
        template = in_welsh(template)
    return EntryChoice(
        entry.id,
        title_of(template, entry.answers),
        template.title,
        entry.event,
        entry.marked or bool(entry.marked_questions),
        tuple(_fields(entry, template)),
    )


def _fields(entry: Entry, template: Template) -> list[FieldChoice]:
    only = set(entry.marked_questions) if not entry.marked else set()
    found = []
    for question in template.questions:
        value = entry.answers.get(question.id)
        if value is None:
            continue
        words = in_short(question, value)
        if words:
            on = question.id in only if only else leaves_by_default(question)
            found.append(
                FieldChoice(question.id, question.text, words, on, question.type == "scale")
            )
    return found


def in_short(question: Question, value: Answer) -> str:
    """An answer in one short line, to recognise it by."""
    made = answered(question, value)
    parts = []
    for block in made.blocks if made else ():
        if isinstance(block, Paragraph):
            parts.append(block.text)
        elif isinstance(block, ScaleAnswer):
            parts.append(scale_value(block))
        elif isinstance(block, Choices):
            parts.append(" · ".join(block.labels))
        elif isinstance(block, Actions):
            parts += [row.text for row in block.rows]
        elif isinstance(block, Table):
            parts += [" · ".join(row) for row in block.rows]
    line = " ".join(" ".join(parts).split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
