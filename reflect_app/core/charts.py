"""What a chart holds before anybody draws it: lines, bars, spreads, a table and plain words.

Every chart can be read as a table or as a summary, and copied as CSV. Nothing here knows a
colour or a pixel.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Literal, TypeVar, cast

from reflect_app.words import trn

FEW = 5
"""With fewer entries than this a chart says so, and says nothing else about them."""

_NOT_READ = frozenset({"id", "kind", "entry", "day"})
F = TypeVar("F")

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that a spreadsheet would run; some take the wide forms for the narrow ones
(OWASP, CSV Injection)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One mark on a line: the day, `YYYY-MM-DD`, the value, and the entry it came from."""

    day: str
    value: float
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Points in order of time. `id` is a role or a choice, `label` its words."""

    id: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many entries picked something."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of one group, such as night shifts: lowest, middle (median) and highest."""

    id: str
    label: str
    count: int
    low: float
    middle: float
    high: float

    @property
    def few(self) -> bool:
        """Whether they are too few to say anything of."""
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Table:
    """The same as text, row by row. Days are ISO dates."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture and everything it can be read as.

    `kind` says which of `lines`, `bars` and `spreads` is filled. `count` is how many entries
    are behind it; with `few` the summary says that they are too few, and `notes` are empty.
    `words` are those in it that a prompt or a person brought: they may be the writer's own.
    """

    id: str
    kind: Literal["lines", "bars", "spreads"]
    title: str
    count: int
    summary: str
    table: Table
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    spreads: tuple[Spread, ...] = ()
    low: float = 0
    high: float = 10
    low_label: str = ""
    high_label: str = ""
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        """Whether there are too few entries for a pattern, none at all included."""
        return self.count < FEW

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.count == 0


def reworded(figures: F, put: Callable[[str], str]) -> F:
    """A chart, a table or any other figures with `put` over every text in them that is read."""
    return cast("F", _reworded(figures, put))


def _reworded(part: object, put: Callable[[str], str]) -> object:
    if isinstance(part, str):
        return put(part)
    if isinstance(part, tuple):
        return tuple(_reworded(each, put) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        read = (each.name for each in fields(part) if each.name not in _NOT_READ)
        return replace(part, **{name: _reworded(getattr(part, name), put) for name in read})
    return part


def too_few(count: int) -> str:
    """How a small number is said."""
    return trn(
        "{count} entry: too few for a pattern.", "{count} entries: too few for a pattern.", count
    ).format(count=count)


def figure(value: float) -> str:
    """A score in words' company: whole where it is whole, else with one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def csv_text(table: Table) -> str:
    """The table as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (table.columns, *table.rows):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return out.getvalue()
