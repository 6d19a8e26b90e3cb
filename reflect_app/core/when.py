"""Days and shifts in words, in the language of the catalogue, without the computer's locale.

The same pack must read the same on every computer, so month and day names are our own words.
"""

from __future__ import annotations

from datetime import date, datetime

from reflect_app.core.entries import Shift
from reflect_app.words import tr


def day(text: str) -> str:
    """An ISO date or instant as "3 November 2026"; what is no date comes back as it is."""
    found = _date(text)
    if found is None:
        return text
    return tr("{day} {month} {year}").format(
        day=found.day, month=_months()[found.month - 1], year=found.year
    )


def full_day(text: str) -> str:
    """An ISO date or instant as "Tuesday 3 November 2026"."""
    found = _date(text)
    if found is None:
        return text
    return tr("{weekday} {date}").format(weekday=_weekdays()[found.weekday()], date=day(text))


def opening(words: str) -> str:
    """A day or an instant as a line or a sentence begins with it: some languages write the names
    of days small, and a line begins with a capital in all of them.
    """
    return words[:1].upper() + words[1:]


def shift(kind: str, start: str) -> str:
    """A shift as the rota has it: "Night shift from Monday 2 November 2026, 21:30"."""
    name = _shift_names().get(kind, kind)
    if not start:
        return name
    time = start[11:16]
    if not time:
        return tr("{shift} on {day}").format(shift=name, day=full_day(start))
    return tr("{shift} from {day}, {time}").format(shift=name, day=full_day(start), time=time)


def shift_kind(kind: str) -> str:
    """A kind of shift among the others, as in a list or a table."""
    return tr("Another kind of shift") if kind == "other" else shift(kind, "")


def shift_line(value: Shift) -> str:
    """The same for an entry's own shift."""
    return shift(value.kind, value.start)


def instant(text: str) -> str:
    """An RFC 3339 instant as its own clock showed it; the offset is not said."""
    return _until(text, 16)


def apart(one: str, other: str) -> tuple[str, str]:
    """Two instants so that they can be told apart: to the second, where the minute is the same."""
    end = 16 if instant(one) != instant(other) else 19
    return _until(one, end), _until(other, end)


def month(text: str) -> str:
    """The month and year an ISO date lies in; what is no date comes back as it is."""
    found = _date(text)
    if found is None:
        return text
    return tr("{month} {year}").format(month=_months()[found.month - 1], year=found.year)


def _until(text: str, end: int) -> str:
    return tr("{day}, {time}").format(day=full_day(text), time=text[11:end])


def _date(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _months() -> tuple[str, ...]:
    return (
        tr("January"),
        tr("February"),
        tr("March"),
        tr("April"),
        tr("May"),
        tr("June"),
        tr("July"),
        tr("August"),
        tr("September"),
        tr("October"),
        tr("November"),
        tr("December"),
    )


def _weekdays() -> tuple[str, ...]:
    return (
        tr("Monday"),
        tr("Tuesday"),
        tr("Wednesday"),
        tr("Thursday"),
        tr("Friday"),
        tr("Saturday"),
        tr("Sunday"),
    )


def _shift_names() -> dict[str, str]:
    return {
        "early": tr("Early shift"),
        "late": tr("Late shift"),
        "day": tr("Day shift"),
        "night": tr("Night shift"),
        "sleep-in": tr("Sleep-in"),
        "other": tr("Shift"),
    }
