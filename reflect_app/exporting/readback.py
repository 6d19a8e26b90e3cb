"""Reading a written file back: what was chosen is there, once, in order, and nothing else is.

Every format says what text its file shows; here is what it ought to show. A wrong answer in
a pack is a breach, so a file that does not agree is never put on disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from reflect_app.core.charts import Chart
from reflect_app.errors import ReflectError
from reflect_app.exporting import phrases
from reflect_app.exporting.document import (
    Actions,
    Agenda,
    Block,
    Boxes,
    Choices,
    Document,
    Graph,
    Heading,
    Note,
    Paragraph,
    Question,
    ScaleAnswer,
    Section,
    Steps,
    Table,
)
from reflect_app.words import tr

_NOTHING = re.compile("")
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


class ReadBackError(ReflectError):
    """The file that was made does not say what was chosen; it was not kept."""

    code = "read-back"

    def __init__(self) -> None:
        super().__init__(
            tr("The file did not read back as what was chosen, so it was not kept."),
            tr("Choose another format, and please tell the people who make Reflect."),
        )


class Row(str):
    """What stands on one line, such as the cells of a table's row, as one piece."""

    __slots__ = ()


def compare(
    expected: Iterable[str],
    text: str,
    *,
    between: re.Pattern[str] = _NOTHING,
    visual: bool = False,
) -> None:
    """Raise ReadBackError unless `text` is just the expected pieces, in order.

    Blank space and invisible characters count for nothing. `between` is what a format may add
    between two pieces, such as a list's numbers. `visual` says that the text comes in the order
    it is seen: a piece with right-to-left text, and a table's row that a page's end may part,
    are then compared letter by letter, unordered, where they do not agree as they stand.
    """
    found, at = seen(text), 0
    for piece in expected:
        at = _end_of(piece, found, at, between, visual=visual)
    if not between.fullmatch(found, at):
        raise ReadBackError


def _end_of(given: str, found: str, at: int, between: re.Pattern[str], *, visual: bool) -> int:
    """Where the piece ends, beginning here or after something the format may add."""
    piece = seen(given)
    if not piece:
        return at
    added = between.match(found, at)
    for start in range(at, (added.end() if added else at) + 1):
        if found.startswith(piece, start):
            return start + len(piece)
        if visual and (isinstance(given, Row) or _has_right_to_left(piece)):
            there = found[start : start + len(piece)]
            if Counter(there) == Counter(piece):
                return start + len(piece)
    raise ReadBackError


def seen(text: str) -> str:
    """A text without blank space and invisible characters, in composed form."""
    if text.isascii():
        return "".join(text.split())
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)


def pieces(document: Document, *, contents: bool = False, footer: bool = False) -> Iterator[str]:
    """Every text a format shows, in reading order.

    `contents` where the format writes the contents list itself, `footer` where it ends with
    the footer. What stands on every page is no part of the reading order.
    """
    yield document.title
    yield document.subtitle
    for fact in document.facts:
        yield Row(f"{fact.label}: {fact.value}")
    yield from document.notes
    if contents and document.contents:
        yield phrases.contents_title()
        yield from (section.title for section in document.sections)
    for section in document.sections:
        yield from _section(section)
    if footer:
        yield document.footer


def _section(section: Section) -> Iterator[str]:
    yield section.title
    if section.entry:
        yield from section.entry.lines
    for block in section.blocks:
        if isinstance(block, Question):
            yield block.wording
            for answer in block.blocks:
                yield from _block(answer)
        else:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case ScaleAnswer():
            yield phrases.scale_value(block)
            yield phrases.scale_ends(block)
        case Choices():
            yield from block.labels
        case Actions():
            yield from phrases.action_headers()
            for action in block.rows:
                yield Row(f"{action.text}\n{action.owner}\n{action.due}")
        case Table():
            yield block.caption
            yield from block.header
            for row in block.rows:
                yield Row("\n".join(row))
        case Agenda():
            for item in block.items:
                yield item.text
                yield from item.lines
        case Note():
            yield phrases.note_by(block.by) if block.by.strip() else ""
            yield block.text
        case _:
            yield from _special(block)


def _special(block: Block) -> Iterator[str]:
    if isinstance(block, Graph):
        yield from _graph(block.chart)
    elif isinstance(block, Steps | Boxes):
        yield from _blank(block)


def _graph(chart: Chart) -> Iterator[str]:
    yield chart.title
    yield chart.summary
    yield from chart.notes
    if chart.table.rows:
        yield from chart.table.columns
        yield from (Row("\n".join(row)) for row in chart.table.rows)


def _blank(block: Steps | Boxes) -> Iterator[str]:
    if isinstance(block, Boxes):
        yield from block.labels
    else:
        yield Row("\n".join(map(str, range(block.min, block.max + 1))))
        yield phrases.scale_ends(block)
