"""Which backups stay: the newest of each of 7 days, 4 weeks and 12 months that have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12


def kept(times: Iterable[datetime]) -> set[datetime]:
    """The times whose backups stay. Days without a backup do not count, so a long holiday
    costs nothing; the newest always stays.
    """
    newest_first = sorted(set(times), reverse=True)
    return (
        _first_of_each(newest_first, lambda at: at.date(), DAYS)
        | _first_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKS)
        | _first_of_each(newest_first, lambda at: (at.year, at.month), MONTHS)
    )


def _first_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], most: int
) -> set[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        found.setdefault(period(at), at)
    return set(list(found.values())[:most])
