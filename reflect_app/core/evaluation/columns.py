"""What a row may say, as data: columns, their choices, and the fixed set of tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from reflect_app.core.learning.bodies import Words
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

Kind = Literal["choice", "count", "yes_no", "counts", "median", "picks"]
MOST = 200
"""The largest count of anything in a quarter; more is a slip of the finger."""
BREAKDOWNS = ("agency", "setting", "role", "shifts")
_TOGETHER = frozenset({"setting", "role", "shifts"})


class Pick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to choose."""

    id: str
    label: Words


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """One column. `source`: told by the writer, or counted from their journal."""

    id: str
    kind: Kind
    source: Literal["told", "journal"]
    label: Words
    choices: tuple[Pick, ...] = ()

    def choice(self, id_: str) -> Pick | None:
        """One of the choices."""
        return next((pick for pick in self.choices if pick.id == id_), None)


class TableSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table: people counted by a column, whole or broken down by one other."""

    of: str
    by: str = ""


class MedianSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Medians of some columns, of everybody and by each of some breakdowns alone."""

    of: tuple[str, ...]
    by: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole fixed set."""

    tables: tuple[TableSpec, ...]
    medians: tuple[MedianSpec, ...]


Row = Mapping[str, Any]
"""Values by column id. A column that its writer left out is not there."""


def read_columns(data: bytes) -> tuple[Column, ...]:
    """The columns, in the order they are shown."""
    return msgspec.convert(tomllib.loads(data.decode())["columns"], tuple[Column, ...])


def read_plan(data: bytes) -> Plan:
    """The tables.

    Raises:
        ValueError: a breakdown is none, or setting, role and shifts could be put together.
    """
    plan = msgspec.convert(tomllib.loads(data.decode()), Plan)
    pairs = {frozenset({table.of, table.by}) for table in plan.tables if table.by}
    if sum(pair <= _TOGETHER for pair in pairs) >= len(_TOGETHER):
        raise ValueError("setting, role and shifts together could single somebody out")
    by = {table.by for table in plan.tables} | {name for each in plan.medians for name in each.by}
    if not by <= {"", *BREAKDOWNS}:
        raise ValueError("a breakdown is one of " + ", ".join(BREAKDOWNS))
    return plan


def check_row(columns: tuple[Column, ...], row: Row) -> dict[str, Any]:
    """The row, with nothing in it but what the columns allow.

    Raises:
        InvalidInputError: names the column that does not fit; never what stood there.
    """
    known = {column.id: column for column in columns}
    for name, value in row.items():
        column = known.get(name)
        if column is None or not _fits(column, value):
            raise InvalidInputError(
                tr("A row for evaluation cannot say that: {column}.").format(column=name[:40]),
                tr("Only the columns that are listed, in the form they are listed, may be sent."),
                code="bad-row",
            )
    return dict(row)


def _fits(column: Column, value: Any) -> bool:  # noqa: ANN401  any JSON
    match column.kind:
        case "choice":
            return isinstance(value, str) and column.choice(value) is not None
        case "count":
            return _is_count(value)
        case "yes_no":
            return isinstance(value, bool)
        case "median":
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and 0 <= value <= 10 and float(value * 2).is_integer()
        case "picks":
            return isinstance(value, list) and all(
                isinstance(each, str) and column.choice(each) is not None for each in value
            )
        case "counts":
            return isinstance(value, dict) and all(
                column.choice(name) is not None and _is_count(count)
                for name, count in value.items()
            )


def _is_count(value: Any) -> bool:  # noqa: ANN401  any JSON
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
