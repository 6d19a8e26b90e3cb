"""Entries and drafts: what a person wrote, when it happened and when it was written.

Three times are kept apart: `event` (when it happened, an instant), `shift` (the shift as
the rota has it, wall-clock text) and `written` (when it was saved). Instants are RFC 3339
with offset; answers are stored exactly as given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Answer: TypeAlias = str | int | float | bool | list[str] | dict[str, str] | list[dict[str, str]]
Answers: TypeAlias = Mapping[str, Answer]

ShiftKind = Literal["early", "late", "day", "night", "sleep-in", "other"]
SHIFT_KINDS: tuple[ShiftKind, ...] = ("early", "late", "day", "night", "sleep-in", "other")


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as the rota has it.

    `start` is wall-clock text `YYYY-MM-DDTHH:MM`, kept as given, without offset; `zone` an
    IANA name; `fold` 1 means the second of a repeated hour.
    """

    start: str
    kind: str
    zone: str
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """What a named reader wrote beside one field of an entry; no field means all of it.

    `id` tells two alike apart, so that a comment that arrives twice is kept once.
    """

    field: str
    text: str
    author: str
    at: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class EntryInput:
    """What a person gives to make or change an entry. Nothing here is checked yet.

    `session` is the meeting that a new page prepares or records, or the agreement it is.
    """

    template: str
    answers: Answers
    event: str | None = None
    shift: Shift | None = None
    tags: tuple[str, ...] = ()
    marked: bool = False
    marked_questions: tuple[str, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry at one revision. `revision` counts from 1; `deleted` is when it was binned."""

    id: str
    template: str
    template_version: int
    revision: int
    written: str
    event: str
    shift: Shift | None
    answers: Answers
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    marked: bool = False
    marked_questions: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    deleted: str | None = None


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """One row of a list: enough to recognise an entry. `snippet` is at most 160 characters."""

    id: str
    template: str
    title: str
    written: str
    event: str
    snippet: str
    marked: bool
    tags: tuple[str, ...] = ()
    shift_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of a list; `total` counts every match, not only these."""

    total: int
    entries: tuple[EntrySummary, ...]


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """One line of an entry's history. `change` is written, edited, marked, unmarked,
    binned, unbinned, restored or imported."""

    revision: int
    at: str
    change: str


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the writer was: a question id and a position in code points."""

    question: str
    position: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished page. `entry` names the entry it edits, None for a new one.

    Drafts are mutable, outside the chain, and become one revision when finished. `left` is
    when its words were left without unlocking (RFC 3339), empty for a page like any other.
    """

    id: str
    template: str
    template_version: int
    answers: Answers = field(default_factory=dict)
    entry: str | None = None
    event: str | None = None
    shift: Shift | None = None
    tags: tuple[str, ...] = ()
    marked: bool = False
    marked_questions: tuple[str, ...] = ()
    caret: Caret | None = None
    updated: str = ""
    left: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Everything is ANDed; an empty query means every live entry.

    `text` holds plain words and "phrases"; `start` and `end` are dates `YYYY-MM-DD`,
    inclusive, by the event's own local day. `prefix` lets the last word match a beginning
    (search as you type). `feeling` is the id of a choice; `shared` means that something of the
    entry was ever handed to somebody, also where that was taken back since.
    """

    text: str = ""
    start: str | None = None
    end: str | None = None
    template: str | None = None
    tag: str | None = None
    person: str | None = None
    shift_kind: str | None = None
    marked: bool | None = None
    feeling: str | None = None
    shared: bool | None = None
    binned: bool = False
    prefix: bool = False
