"""What there is to choose from, fetched in the thread that owns the vault."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reflect_app.core.entries import Answer, Entry, Query
from reflect_app.core.prompts import Question, Template, in_welsh, title_of
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import Actions, Choices, Paragraph, ScaleAnswer, Table
from reflect_app.exporting.layouts import SUPERVISION, layout_for
from reflect_app.exporting.phrases import scale_value
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import leaves_by_default, stays

MONTH = "month"
MOST = 500
"""Entries that can be ticked at once; a longer journal is taken by parts."""
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
    template: str
    template_title: str
    event: str
    marked: bool
    fields: tuple[FieldChoice, ...]


@dataclass(frozen=True, slots=True)
class PackStart:
    """What the page opens with. `more` is how many there are that are not offered; `months` are
    all in which something can lie, newest first.
    """

    choices: tuple[EntryChoice, ...]
    display_name: str
    more: int = 0
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document by its layout's name, and the month, `YYYY-MM`, of one that has any."""

    layout: str = SUPERVISION
    month: str = ""

    def query(self) -> Query:
        """What it offers where nobody named entries."""
        if self.layout == SUPERVISION:
            return Query(marked=True)
        if self.month:
            first = date.fromisoformat(f"{self.month}-01")
            last = first.replace(day=monthrange(first.year, first.month)[1])
            return Query(start=first.isoformat(), end=last.isoformat())
        return Query(template=layout_for(self.layout).of or None)


def start(
    journal: Journal, entries: tuple[str, ...], *, kind: Kind | None = None, welsh: bool = False
) -> PackStart:
    """The named entries, or those the kind of document offers: oldest first, as an agenda runs."""
    kind = kind or Kind()
    name, months = str(journal.settings.get("display_name")), tuple(_months(journal))
    if kind.layout == MONTH and not kind.month:
        kind = Kind(MONTH, months[0] if months else "")
    if not entries:
        found, more = several(journal, kind.query(), kind=kind, welsh=welsh)
        return PackStart(found, name, more, months)
    choices = (choice(journal, entry, layout=kind.layout, welsh=welsh) for entry in entries)
    return PackStart(tuple(choices), name, 0, months)


def _months(journal: Journal) -> Iterator[str]:
    bounds = journal.insights.bounds()
    if bounds is None:
        return
    year, month = map(int, bounds[1][:7].split("-"))
    while (at := f"{year:04}-{month:02}") >= bounds[0][:7]:
        yield at
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def several(
    journal: Journal, query: Query, *, kind: Kind, welsh: bool = False
) -> tuple[tuple[EntryChoice, ...], int]:
    """The newest that a search finds, oldest of them first, and how many more there are."""
    page = journal.entries.page(query, 0, MOST)
    found = tuple(
        choice(journal, item.id, layout=kind.layout, welsh=welsh) for item in reversed(page.entries)
    )
    return found, page.total - len(found)


def choice(
    journal: Journal, entry_id: str, *, layout: str = SUPERVISION, welsh: bool = False
) -> EntryChoice:
    """One entry with its answers, ticked as the layout takes them where nobody chose."""
    entry = journal.entries.show(entry_id)
    template = journal.entries.template_of(entry)
    if welsh:
        template = in_welsh(template)
    return EntryChoice(
        entry.id,
        title_of(template, entry.answers),
        template.id,
        template.title,
        entry.event,
        entry.marked or bool(entry.marked_questions),
        tuple(_fields(entry, template, layout)),
    )


def _fields(entry: Entry, template: Template, layout: str) -> list[FieldChoice]:
    only = set(entry.marked_questions) if not entry.marked else set()
    taking = layout_for(layout)
    found = []
    for question in template.questions:
        value = entry.answers.get(question.id)
        if value is None or stays(question):
            continue
        words = in_short(question, value)
        if words:
            if taking.fields:
                on = template.id == taking.of and question.id in taking.fields
            elif only and layout == SUPERVISION:
                on = question.id in only
            else:
                on = taking.everything or leaves_by_default(question)
            score = question.type == "scale"
            found.append(FieldChoice(question.id, question.text, words, on, score))
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
