"""Days with words on them: a month as a calendar shows it, and the way from day to day.

A day is written or not; how much was written on it is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reflect_app.core import when
from reflect_app.core.clock import Clock
from reflect_app.vault.search_index import SearchIndex
from reflect_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell. `inside` is False for the days of the months beside this one."""

    day: str
    number: int
    inside: bool
    written: bool
    today: bool


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month, `YYYY-MM`, in whole weeks. `before` and `after` are the months beside it."""

    month: str
    title: str
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: str
    after: str


class CalendarService:
    """Use cases on the days of one unlocked vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._index = SearchIndex(vault)
        self._clock = clock

    def month(self, month: str, *, week_starts: int = 0) -> CalendarMonth:
        """A month with its written days marked. `week_starts`: 0 is Monday, 6 Sunday."""
        first = date.fromisoformat(f"{month}-01")
        after = _first_after(first)
        start = first - timedelta(days=(first.weekday() - week_starts) % 7)
        count = -((start - after).days // 7) * 7
        days = [start + timedelta(days=step) for step in range(count)]
        written = set(self._index.days(days[0].isoformat(), days[-1].isoformat()))
        today = self._clock.now().date()
        cells = [
            CalendarDay(
                day.isoformat(), day.day, day.month == first.month, day.isoformat() in written,
                day == today,
            )
            for day in days
        ]  # fmt: skip
        return CalendarMonth(
            month=month,
            title=when.month(first.isoformat()),
            weeks=tuple(tuple(cells[at : at + 7]) for at in range(0, count, 7)),
            before=f"{first - timedelta(days=1):%Y-%m}",
            after=f"{after:%Y-%m}",
        )

    def next_written(self, day: str) -> str | None:
        """The nearest written day after this one; None where there is none."""
        return self._index.day_beside(day, later=True)

    def previous_written(self, day: str) -> str | None:
        """The nearest written day before this one; None where there is none."""
        return self._index.day_beside(day, later=False)

    def bounds(self) -> tuple[str, str] | None:
        """The first and the last written day; None in an empty journal."""
        return self._index.bounds()


def _first_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
