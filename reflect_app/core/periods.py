"""Stretches of time that a chart may look at, each with its name in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reflect_app.core import when
from reflect_app.words import tr

PeriodKind = Literal["month", "quarter", "year", "supervision", "all", "own"]


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both counted; None where it has no end on that side."""

    kind: PeriodKind
    label: str
    first: str | None
    last: str | None


def usual(today: date, supervision: str | None) -> tuple[Period, ...]:
    """What is offered, shortest first; "since last supervision" only where there was one."""
    found = [
        Period("month", tr("This month"), today.replace(day=1).isoformat(), None),
        Period("quarter", tr("The last three months"), _back(today, 3), None),
        Period("year", tr("The last twelve months"), _back(today, 12), None),
        Period("all", tr("All of it"), None, None),
    ]
    if supervision is not None:
        found.insert(0, since(supervision))
    return tuple(found)


def since(supervision: str) -> Period:
    """From the day after the last supervision on."""
    first = (date.fromisoformat(supervision) + timedelta(days=1)).isoformat()
    label = tr("Since supervision on {day}").format(day=when.day(supervision))
    return Period("supervision", label, first, None)


def whole_month(month: str) -> Period:
    """A calendar month, `YYYY-MM`."""
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period("month", when.month(first.isoformat()), first.isoformat(), last.isoformat())


def own(first: str, last: str) -> Period:
    """Two days of the reader's choice."""
    label = tr("{first} to {last}").format(first=when.day(first), last=when.day(last))
    return Period("own", label, first, last)


def pieces(first: str, last: str) -> list[tuple[str, str]]:
    """A stretch cut into calendar months, so that long reading can give way in between."""
    found = []
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    while start <= end:
        after = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        stop = min(after - timedelta(days=1), end)
        found.append((start.isoformat(), stop.isoformat()))
        start = stop + timedelta(days=1)
    return found


def _back(today: date, months: int) -> str:
    """The day after the same day some months ago; a shorter month's last day where it has none."""
    count = today.year * 12 + today.month - 1 - months
    year, month = divmod(count, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    then = last.replace(day=min(today.day, last.day))
    return (then + timedelta(days=1)).isoformat()
