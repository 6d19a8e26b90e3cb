"""The fixed set of tables over one set of rows, as they may be told: figures, never people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reflect_app.core.evaluation.columns import Column, MedianSpec, Plan, Row
from reflect_app.core.evaluation.figures import EVERYBODY, LEAST, Cell, Layout
from reflect_app.core.evaluation.people import Thing, person, things
from reflect_app.core.evaluation.suppress import Told, suppressed
from reflect_app.words import tr

HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class Table:
    """One table, every cell a text: a number rounded to 5 with its share, or `HIDDEN`.

    `id` is such as `role` or `role by setting`.
    """

    id: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that is told. `people` is rounded to 5; `left_out` names tables that could not
    be told at all.
    """

    people: int
    tables: tuple[Table, ...]
    left_out: tuple[str, ...]


def layout_of(columns: Sequence[Column], plan: Plan) -> Layout:
    """What the plan counts, by place."""
    found = things(columns, plan)
    places: dict[str, list[int]] = {}
    for place, thing in enumerate(found):
        places.setdefault(thing.column, []).append(place)
    whole = {place for table in plan.tables if not table.by for place in places[table.of]}
    pairs = tuple(
        (of, by)
        for table in plan.tables
        if table.by
        for of in places[table.of]
        for by in places[table.by]
    )
    return Layout(found, frozenset(whole), pairs)


def make_tables(columns: Sequence[Column], plan: Plan, rows: Sequence[Row]) -> Tables:
    """Every table of the plan.

    Raises:
        ValueError: fewer than ten rows. CannotProtectError: nothing can be told of them.
    """
    layout = layout_of(columns, plan)
    told = suppressed(layout, [person(row, layout.things) for row in rows])
    labels = {column.id: str(column.label) for column in columns}
    made, left_out = [], []
    for spec in plan.tables:
        table = _table(_Asked(spec.of, spec.by, labels), layout, told)
        if table is None:
            left_out.append(_title(spec.of, spec.by, labels))
        else:
            made.append(table)
    for each in plan.medians:
        made += _medians(each, columns, layout, told, rows)
    everybody = told.figures[EVERYBODY]
    assert everybody is not None  # the number of all is never hidden: ten at least
    return Tables(everybody, tuple(made), tuple(left_out))


@dataclass(frozen=True, slots=True)
class _Asked:
    of: str
    by: str
    labels: dict[str, str]


def _title(of: str, by: str, labels: dict[str, str]) -> str:
    if not by:
        return labels[of]
    return tr("{what}, by {group}").format(what=labels[of], group=labels[by].casefold())


def _table(asked: _Asked, layout: Layout, told: Told) -> Table | None:
    lines = [
        (label, (place, category))
        for place, thing in enumerate(layout.things)
        if thing.column == asked.of
        for category, label in _lines(thing)
    ]
    title = _title(asked.of, asked.by, asked.labels)
    if not asked.by:
        if any(cell not in told.figures for _, cell in lines):
            return None
        rows = tuple((label, _said(told, cell, EVERYBODY)) for label, cell in lines)
        return Table(asked.of, title, (asked.labels[asked.of], tr("People")), rows)
    by = next(n for n, thing in enumerate(layout.things) if thing.column == asked.by)
    groups = [(by, category) for category in range(layout.things[by].shown)]
    if any((*cell, *group) not in told.figures for _, cell in lines for group in groups):
        return None
    header = (asked.labels[asked.of], *(layout.things[by].labels[group[1]] for group in groups))
    body = tuple(
        (label, *(_said(told, (*cell, *group), group) for group in groups)) for label, cell in lines
    )
    return Table(f"{asked.of} by {asked.by}", title, header, body)


def _lines(thing: Thing) -> list[tuple[int, str]]:
    return list(enumerate(thing.labels[: thing.shown]))


def _said(told: Told, cell: Cell, whole: Cell) -> str:
    """A number and its share of the whole, both from rounded figures."""
    number, of = told.figures[cell], told.figures.get(whole)
    if number is None:
        return HIDDEN
    if not number or not of:
        return str(number)
    return tr("{number} ({share} %)").format(number=number, share=min(100 * number // of, 100))


def _medians(
    spec: MedianSpec, columns: Sequence[Column], layout: Layout, told: Told, rows: Sequence[Row]
) -> list[Table]:
    """Medians to a whole number, of groups that may be told of and with ten answers at least."""
    labels = {column.id: str(column.label) for column in columns}
    lines = [(labels[name], name) for name in spec.of]
    whole = tuple((label, _median(rows, name)) for label, name in lines)
    made = [Table("medians", tr("Medians"), (tr("Answer"), tr("Everybody")), whole)]
    for by in spec.by:
        place = next(n for n, thing in enumerate(layout.things) if thing.column == by)
        thing = layout.things[place]
        groups: list[Sequence[Row]] = []
        for category in range(thing.shown):
            inside = [row for row in rows if person(row, layout.things)[place] == category]
            groups.append(inside if told.figures.get((place, category)) else ())
        body = tuple((label, *(_median(g, name) for g in groups)) for label, name in lines)
        title = tr("{what}, by {group}").format(what=tr("Medians"), group=labels[by].casefold())
        header = (tr("Answer"), *thing.labels[: thing.shown])
        made.append(Table(f"medians by {by}", title, header, body))
    return made


def _median(rows: Sequence[Row], name: str) -> str:
    values = [row[name] for row in rows if row.get(name) is not None]
    return str(int(median(values) + 0.5)) if len(values) >= LEAST else HIDDEN
