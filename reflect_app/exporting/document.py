"""The neutral document: what is said, in order, with no word about how it looks.

Every format is written from this one tree, so a PDF, a Word file and a JSON file of the same
choice say the same. All text is plain: line breaks are kept, an empty line parts paragraphs,
and nothing a person typed is ever read as markup. What is not in the tree cannot leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeAlias, TypeVar

from reflect_app.core.charts import Chart
from reflect_app.core.entries import Answer
from reflect_app.words import tag


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text. A line end is a line break, an empty line begins another paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section. Level 1 is directly below the section's own title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ScaleAnswer:
    """A number on a scale, with the words at both ends so that it can be read alone."""

    value: int
    min: int
    max: int
    min_label: str = ""
    max_label: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was picked, in the words the person saw. One label or several."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """Something somebody will do. `due` is already in words, or empty."""

    text: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """A table of actions; the writers supply its three headings."""

    rows: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Plain cells under a header row; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing to talk about, and smaller print beneath it such as a marked question.

    `entry` is the id of the entry it points at, so that paper can say on which page.
    """

    text: str
    lines: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """A numbered list of things to talk about."""

    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart from the answers: a banner, or a reader's comment with their name."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A chart: drawn where the format draws, and in every format its words and its figures.

    The chart's summary is what somebody hears who does not see the picture.
    """

    chart: Chart


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, where the format has pages."""


@dataclass(frozen=True, slots=True)
class Rules:
    """So many empty lines to write on. On paper only: other formats have nothing to show."""

    count: int


@dataclass(frozen=True, slots=True)
class Steps:
    """A scale to ring a number on, with the words at both ends. On paper only."""

    min: int
    max: int
    min_label: str = ""
    max_label: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Choices with a box to tick before each. On paper only."""

    labels: tuple[str, ...]


AnswerBlock: TypeAlias = (
    Paragraph | ScaleAnswer | Choices | Actions | Table | Note | Rules | Steps | Boxes
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was worded and what was answered.

    `field` is the question's id, `value` the answer as stored, for formats that machines
    read; `blocks` is the same answer for people.
    """

    field: str
    wording: str
    blocks: tuple[AnswerBlock, ...]
    value: Answer | None = None


Block: TypeAlias = (
    Heading
    | Paragraph
    | Question
    | ScaleAnswer
    | Choices
    | Actions
    | Table
    | Agenda
    | Note
    | Rules
    | Steps
    | Boxes
    | Graph
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class EntryRef:
    """Which entry a section is about. `lines` say when: the event, the shift."""

    id: str
    template: str
    template_title: str
    lines: tuple[str, ...] = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the document; one for each entry, and others such as the agenda."""

    title: str
    blocks: tuple[Block, ...]
    entry: EntryRef | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line on the cover, such as "Entries" and "5"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `made` is an ISO date, handed in so that the same choice made on the
    same day gives the same bytes. `language` is a BCP 47 tag: `en-GB` or `cy`.

    `notes` are the cover's sentences: what this is, and what it is not. `footer` stands on
    every page, before the page number. `contents` asks for a contents list. Without a `cover`
    the title stands above the first section, where the format has pages.
    """

    title: str
    made: str
    sections: tuple[Section, ...]
    language: str = field(default_factory=tag)
    subtitle: str = ""
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""
    contents: bool = False
    cover: bool = True

    def entries(self) -> tuple[Section, ...]:
        """The sections that are entries, in the order they are shown."""
        return tuple(section for section in self.sections if section.entry is not None)

    def questions(self) -> Iterator[tuple[str, Question]]:
        """Every (entry id, question) that leaves, in order; "" where there is no entry."""
        for section in self.sections:
            entry = section.entry.id if section.entry else ""
            for block in section.blocks:
                if isinstance(block, Question):
                    yield entry, block


_Part = TypeVar("_Part")


def with_texts(part: _Part, change: Callable[[str], str]) -> _Part:
    """The same tree with every text in it changed, for formats that cannot hold them all."""
    changed: Any = part
    if isinstance(part, str):
        changed = change(part)
    elif isinstance(part, tuple):
        changed = tuple(with_texts(item, change) for item in part)
    elif is_dataclass(part) and not isinstance(part, type):
        values = {field.name: getattr(part, field.name) for field in fields(part)}
        changed = replace(part, **{name: with_texts(it, change) for name, it in values.items()})
    result: _Part = changed
    return result
