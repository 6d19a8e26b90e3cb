"""The supervision pack: what was chosen, in the order it was chosen, and nothing beside it.

No title is taken from an answer: headings, agenda and contents name the kind of page and its
day, so a pack seen over a shoulder says little, and each answer stands in one place only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reflect_app.core import when
from reflect_app.core.charts import Chart
from reflect_app.core.entries import Entry
from reflect_app.core.measures import describes_line
from reflect_app.core.prompts import Template
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import (
    Action,
    Actions,
    Agenda,
    AgendaItem,
    Block,
    Document,
    EntryRef,
    Fact,
    Graph,
    Paragraph,
    Section,
)
from reflect_app.words import tag, tr

CONTENTS_FROM = 7
"""With this many entries a reader wants a contents list."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One entry, the wording it answered, and which of its questions may leave.

    `fields` None means all that were answered; an empty set means none.
    """

    entry: Entry
    template: Template
    fields: frozenset[str] | None = None

    def takes(self, question: str) -> bool:
        """Whether the answer to a question was chosen."""
        return self.fields is None or question in self.fields


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything a pack may say. `made` is an ISO date.

    `writer` and `reader` stand on the cover only where the person ticked them; `actions` are
    those from last time, `due` in ISO; `charts` those that were ticked. With an `agenda` its
    items stand in that order, each the id of an entry or words typed for it; without one, what
    is marked is listed.
    """

    entries: tuple[Chosen, ...]
    made: str
    title: str = ""
    language: str = field(default_factory=tag)
    writer: str = ""
    reader: str = ""
    actions: tuple[Action, ...] = ()
    charts: tuple[Chart, ...] = ()
    agenda: tuple[tuple[str, str], ...] = ()


def supervision_pack(content: PackContent) -> Document:
    """The document of a pack. Entries with nothing left to say are not in it."""
    names = {
        chosen.entry.id: heading_of(chosen.entry, chosen.template) for chosen in content.entries
    }
    shown = [
        (chosen, section)
        for chosen in content.entries
        if (section := _entry_section(chosen, names)).blocks
    ]
    sections = [section for _, section in shown]
    return Document(
        title=content.title or tr("Supervision pack"),
        made=content.made,
        sections=(
            *_agenda([chosen for chosen, _ in shown], names, content.agenda),
            *_open_actions(content.actions),
            *chart_section(content),
            *sections,
        ),
        language=content.language,
        subtitle=when.opening(when.full_day(content.made)),
        facts=tuple(_facts(content, len(sections))),
        notes=(
            tr("Brought for supervision by the writer, who chose each answer in it."),
            tr("Use this for your learning. Risk and incidents go in the proper record."),
        ),
        footer=tr("Private. If found, please hand to the duty manager, unread."),
        contents=len(sections) >= CONTENTS_FROM,
    )


def heading_of(entry: Entry, template: Template) -> str:
    """What an entry is called on paper: its kind of page and its day."""
    return tr("{template}, {day}").format(template=template.title, day=when.day(entry.event))


def chart_section(content: PackContent) -> Iterator[Section]:
    """The charts that were ticked, under a line that says what charts are not."""
    if content.charts:
        charts = (Graph(chart) for chart in content.charts)
        yield Section(tr("Charts"), (Paragraph(describes_line()), *charts))


def entry_sections(content: PackContent) -> Iterator[tuple[Chosen, Section]]:
    """Each entry that has something to say with its part of the document, in their order."""
    names = {one.entry.id: heading_of(one.entry, one.template) for one in content.entries}
    for chosen in content.entries:
        section = _entry_section(chosen, names)
        if section.blocks:
            yield chosen, section


def frame(content: PackContent, title: str, sections: Sequence[Section]) -> Document:
    """A document of these parts with the cover and the footer that every layout begins with."""
    entries = [section for section in sections if section.entry]
    return Document(
        title=content.title or title,
        made=content.made,
        sections=tuple(sections),
        language=content.language,
        subtitle=when.opening(when.full_day(content.made)),
        facts=tuple(_facts(content, len(entries))),
        notes=(
            tr("Brought by the writer, who chose each answer in it."),
            tr("Use this for your learning. Risk and incidents go in the proper record."),
        ),
        footer=tr("Private. If found, please hand to the duty manager, unread."),
    )


def moment(chosen: Chosen) -> datetime:
    """When what an entry is about happened."""
    return datetime.fromisoformat(chosen.entry.event)


def all_blocks(entry: Entry, template: Template) -> tuple[Block, ...]:
    """Every answer of an entry under its question."""
    return _entry_section(Chosen(entry, template), {}).blocks


def _facts(content: PackContent, count: int) -> Iterator[Fact]:
    if content.writer:
        yield Fact(tr("From"), content.writer)
    if content.reader:
        yield Fact(tr("For"), content.reader)
    yield Fact(tr("Entries"), str(count))


def _entry_section(chosen: Chosen, names: dict[str, str]) -> Section:
    entry, template = chosen.entry, chosen.template
    blocks: list[Block] = []
    for asked in template.questions:
        if asked.id in entry.answers and chosen.takes(asked.id):
            question = answered(asked, entry.answers[asked.id], names)
            if question:
                blocks.append(question)
    return Section(
        title=heading_of(entry, template),
        blocks=tuple(blocks),
        entry=EntryRef(
            id=entry.id,
            template=template.id,
            template_title=template.title,
            marked=entry.marked,
        ),
    )


def _agenda(
    shown: list[Chosen], names: dict[str, str], order: tuple[tuple[str, str], ...]
) -> Iterator[Section]:
    """What was marked, with the marked questions beneath where they were chosen too."""
    by_id = {chosen.entry.id: chosen for chosen in shown}
    marked = [
        (id_, "")
        for id_, chosen in by_id.items()
        if chosen.entry.marked or chosen.entry.marked_questions
    ]
    items = []
    for entry, text in order or marked:
        if text:
            items.append(AgendaItem(text))
        elif entry in by_id:
            lines = tuple(_marked_wordings(by_id[entry]))
            items.append(AgendaItem(names[entry], lines, entry))
    if items:
        yield Section(tr("Agenda"), (Agenda(tuple(items)),))


def _marked_wordings(chosen: Chosen) -> Iterator[str]:
    for asked in chosen.template.questions:
        marked = asked.id in chosen.entry.marked_questions
        if marked and chosen.takes(asked.id) and asked.id in chosen.entry.answers:
            yield asked.text


def _open_actions(actions: tuple[Action, ...]) -> Iterator[Section]:
    if actions:
        rows = tuple(Action(row.text, row.owner, when.full_day(row.due)) for row in actions)
        yield Section(tr("Actions from last time"), (Actions(rows),))
