"""Which "now" to believe before something is erased for being old.

A computer's clock may be wrong, and a journal may lie closed for months. So time is the later of
what the journal last wrote and what the clock says, but neither is believed when it is more than
a day and a half ahead of the last time that was believed, until a person says that it is right.
"""

from __future__ import annotations

from datetime import datetime, timedelta

AHEAD = timedelta(hours=36)
BIN_KEEPS = timedelta(days=30)


def believed(last: datetime, *sources: datetime) -> datetime:
    """The latest of the sources that is not too far ahead; never before the last one."""
    return max((last, *(at for at in sources if at - last <= AHEAD)))


def in_doubt(last: datetime, now: datetime) -> bool:
    """Whether a person has to say that the clock is right."""
    return now - last > AHEAD


def leaves_bin(deleted: datetime) -> datetime:
    """From when on a binned entry may be erased."""
    return deleted + BIN_KEEPS
