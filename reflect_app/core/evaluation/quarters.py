"""Quarters of a year, `2026-Q1`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

_QUARTER = re.compile(r"(20\d\d)-Q([1-4])", re.ASCII)


def last_whole_quarter(today: date) -> str:
    """The one that ended last."""
    year, number = divmod(today.year * 4 + (today.month - 1) // 3 - 1, 4)
    return f"{year}-Q{number + 1}"


def check_quarter(text: str) -> str:
    """The quarter itself.

    Raises:
        InvalidInputError: code `bad-quarter`.
    """
    if not _QUARTER.fullmatch(text):
        raise InvalidInputError(
            tr("“{text}” is not a quarter.").format(text=text[:20]),
            tr("Write it like 2026-Q1."),
            code="bad-quarter",
        )
    return text


def days_of(quarter: str) -> tuple[str, str]:
    """Its first and last day, ISO."""
    year, number = int(quarter[:4]), int(quarter[6])
    first = date(year, 3 * number - 2, 1)
    after = (first + timedelta(days=95)).replace(day=1)
    return first.isoformat(), (after - timedelta(days=1)).isoformat()
