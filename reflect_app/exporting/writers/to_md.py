"""Markdown (CommonMark, with GitHub's tables): readable as it stands, and shown by anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reflect_app.core.charts import Chart
from reflect_app.exporting import markdown, phrases
from reflect_app.exporting.document import (
    Actions,
    Agenda,
    Block,
    Choices,
    Document,
    Graph,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Question,
    ScaleAnswer,
    Section,
    Table,
)
from reflect_app.exporting.outline import SECTION_LEVEL, levelled
from reflect_app.exporting.readback import compare, pieces
from reflect_app.exporting.watch import UNWATCHED, Watch, stop_if_cancelled
from reflect_app.words import tr

# What stands around the two ends of a scale.
_AROUND_ENDS = re.compile("[()]*")


class Format:
    """The Markdown writer."""

    name = "md"
    suffix = ".md"

    @property
    def label(self) -> str:
        """What a list of formats calls it."""
        return tr("Markdown")

    def write(self, document: Document, watch: Watch = UNWATCHED) -> bytes:
        """UTF-8, with an empty line between blocks."""
        stop_if_cancelled(watch)
        text = "\n\n".join(part for part in _document(document) if part) + "\n"
        stop_if_cancelled(watch)
        compare(pieces(document, footer=True), markdown.rendered(text), between=_AROUND_ENDS)
        return text.encode()


def _document(document: Document) -> Iterator[str]:
    yield f"# {_one_line(document.title)}"
    yield markdown.block(document.subtitle)
    yield "\n".join(
        f"- {_one_line(fact.label)}: {_one_line(fact.value)}" for fact in document.facts
    )
    for note in document.notes:
        yield _quoted(markdown.block(note))
    for section in document.sections:
        yield from _section(section)
    if document.footer:
        yield "---"
        yield markdown.block(document.footer)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * SECTION_LEVEL} {_one_line(section.title)}"
    yield from section_parts(section)


def section_parts(section: Section) -> Iterator[str]:
    """What stands below a section's title, to be parted by empty lines."""
    if section.entry:
        yield markdown.block("\n".join(section.entry.lines))
    for level, block in levelled(section):
        yield from _block(level, block)


def _block(level: int, block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * level} {_one_line(block.text)}"
        case Question():
            yield f"{'#' * level} {_one_line(block.wording)}"
            for answer in block.blocks:
                yield from _block(0, answer)
        case Paragraph():
            yield markdown.block(block.text)
        case ScaleAnswer():
            ends = phrases.scale_ends(block)
            yield _one_line(phrases.scale_value(block) + (f" ({ends})" if ends else ""))
        case Choices():
            yield _choices(block)
        case Actions():
            rows = [(row.text, row.owner, row.due) for row in block.rows]
            yield _table(phrases.action_headers(), rows)
        case Table():
            yield markdown.block(block.caption)
            yield _table(block.header, block.rows)
        case Agenda():
            yield "\n".join(_agenda(block))
        case Note():
            by = f"{markdown.block(phrases.note_by(block.by))}\n\n" if block.by.strip() else ""
            yield _quoted(by + markdown.block(block.text))
        case Graph() | PageBreak():
            yield from _graph(block.chart) if isinstance(block, Graph) else ("---",)


def _graph(chart: Chart) -> Iterator[str]:
    """No picture: its words and its figures say the same."""
    yield markdown.block(chart.title)
    for words in (chart.summary, *chart.notes):
        yield markdown.block(words)
    if chart.table.rows:
        yield _table(chart.table.columns, chart.table.rows)


def _choices(choices: Choices) -> str:
    if len(choices.labels) == 1:
        return markdown.block(choices.labels[0])
    return "\n".join(f"- {_one_line(label)}" for label in choices.labels)


def _agenda(agenda: Agenda) -> Iterator[str]:
    for number, item in enumerate(agenda.items, 1):
        mark = f"{number}. "
        yield mark + _one_line(item.text)
        for line in item.lines:
            yield " " * len(mark) + "- " + _one_line(line)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = [markdown.cell(text) for text in header]
    lines = [heads, ["---"] * len(heads), *([markdown.cell(text) for text in row] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _one_line(text: str) -> str:
    """A text that must stay on its line, such as a heading; "#" at its end would be eaten."""
    safe = markdown.line(" ".join(text.split()))
    return f"{safe[:-1]}\\#" if safe.endswith("#") and not safe.endswith("\\#") else safe


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
