"""Times in words, as people here say them: "Saturday 4 October 2025, 08:20"."""

from __future__ import annotations

from datetime import date, datetime

from reflect_app.core.entries import Shift
from reflect_app.words import tr


def day_in_words(day: date) -> str:
    """A day with its weekday, month and year."""
    return tr("{weekday} {day} {month} {year}").format(
        weekday=_weekdays()[day.weekday()],
        day=day.day,
        month=_months()[day.month - 1],
        year=day.year,
    )


def month_in_words(day: date) -> str:
    """The month and year a day lies in."""
    return tr("{month} {year}").format(month=_months()[day.month - 1], year=day.year)


def instant_in_words(text: str) -> str:
    """An RFC 3339 instant as its own clock showed it; the offset is not said."""
    at = datetime.fromisoformat(text)
    return tr("{day}, {time}").format(day=day_in_words(at.date()), time=f"{at:%H:%M}")


def shift_in_words(shift: Shift) -> str:
    """A shift by its kind and its start on the wall clock."""
    start = datetime.fromisoformat(shift.start)
    return tr("{kind}, from {time} on {day}").format(
        kind=shift_kind_in_words(shift.kind),
        time=f"{start:%H:%M}",
        day=day_in_words(start.date()),
    )


def shift_kind_in_words(kind: str) -> str:
    """The kind of a shift for people."""
    return {
        "early": tr("Early shift"),
        "late": tr("Late shift"),
        "day": tr("Day shift"),
        "night": tr("Waking night"),
        "sleep-in": tr("Sleep-in"),
        "other": tr("Shift"),
    }.get(kind, kind)


def _weekdays() -> tuple[str, ...]:
    return (
        tr("Monday"), tr("Tuesday"), tr("Wednesday"), tr("Thursday"), tr("Friday"),
        tr("Saturday"), tr("Sunday"),
    )  # fmt: skip


def _months() -> tuple[str, ...]:
    return (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"),
        tr("July"), tr("August"), tr("September"), tr("October"), tr("November"), tr("December"),
    )  # fmt: skip
