"""Rows as people to be counted: each in one category of everything that a table counts.

What was left out is a category too ("not said"), so that the categories of one thing always add
up to everybody. A thing that can be ticked several times over (uses, reasons) is one thing of two
categories for each tick, of which tables show the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reflect_app.core.evaluation.columns import BREAKDOWNS, Column, Plan, Row
from reflect_app.words import tr

NOT_SAID = "not_said"
YES = "yes"
NO = "no"
Person = tuple[int, ...]
"""For each `Thing`, which of its categories, from 0."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something counted. `shown` are the categories that a table shows; the rest are what is
    left of everybody. `people` says that a category is a group of people, who may not be told
    of below `LEAST`.
    """

    id: str
    column: str
    categories: tuple[str, ...]
    labels: tuple[str, ...]
    shown: int
    people: bool = False


def things(columns: Sequence[Column], plan: Plan) -> tuple[Thing, ...]:
    """Everything that the plan's tables count or break down by, in their order."""
    known = {column.id: column for column in columns}
    names = dict.fromkeys(name for table in plan.tables for name in (table.of, table.by) if name)
    return tuple(thing for name in names for thing in _of_column(known[name]))


def _of_column(column: Column) -> Iterator[Thing]:
    if column.kind in ("picks", "counts"):
        for pick in column.choices:
            id_ = f"{column.id}.{pick.id}"
            yield Thing(id_, column.id, (YES, NO), (str(pick.label), ""), 1)
        return
    pairs = [(pick.id, str(pick.label)) for pick in column.choices] or _bands(column)
    pairs.append((NOT_SAID, tr("not said")))
    ids, labels = tuple(id_ for id_, _ in pairs), tuple(text for _, text in pairs)
    yield Thing(column.id, column.id, ids, labels, len(ids), column.id in BREAKDOWNS)


def _bands(column: Column) -> list[tuple[str, str]]:
    if column.kind == "yes_no":
        return [(YES, tr("Yes")), (NO, tr("No"))]
    return [
        ("none", tr("none")),
        ("some", tr("one or two")),
        ("more", tr("three or more")),
    ]


def person(row: Row, found: Sequence[Thing]) -> Person:
    """Which categories a row lies in."""
    return tuple(thing.categories.index(_category(row, thing)) for thing in found)


def _category(row: Row, thing: Thing) -> str:
    value = row.get(thing.column)
    if "." in thing.id:
        pick = thing.id.partition(".")[2]
        ticked = value.get(pick) if isinstance(value, dict) else pick in (value or ())
        return YES if ticked else NO
    if value is None:
        return NOT_SAID
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return "none" if value == 0 else "some" if value <= 2 else "more"
    return str(value)
