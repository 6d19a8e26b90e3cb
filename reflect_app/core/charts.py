"""What a chart holds before anybody draws it: lines, bars, spreads, a table and plain words.

Every chart can be read as a table or as a summary, and copied as CSV. Nothing here knows a
colour or a pixel.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Literal

from reflect_app.words import trn

FEW = 5
"""With fewer entries than this a chart says so, and says nothing else about them."""

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

    @property
    def few(self) -> bool:
        """Whether there are too few entries for a pattern, none at all included."""
        return self.count < FEW

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.count == 0


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
