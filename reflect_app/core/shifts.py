"""Shifts as the rota has them: wall-clock text, kept as given, in the zone it was worked in.

A repeated hour (the night the clocks go back) is the first one unless `fold` is 1; an hour
that does not exist (the night they go forward) is refused. Source: PEP 495.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reflect_app.core.entries import SHIFT_KINDS, Shift, ShiftKind
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

_START = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")
USUAL_NIGHT = time(21, 45)
_MORNING_ENDS = time(12, 0)
_USUAL_STARTS: tuple[tuple[time, time, ShiftKind], ...] = (
    (time(5, 0), time(7, 45), "early"),
    (time(7, 45), time(12, 0), "day"),
    (time(12, 0), time(19, 0), "late"),
    (time(19, 0), time(23, 59, 59), "night"),
)


def check_shift(shift: Shift) -> Shift:
    """The shift, when such a moment existed in its zone.

    Raises:
        InvalidInputError: code `bad-shift`; names what is wrong with start, kind or zone.
    """
    if shift.kind not in get_args(ShiftKind):
        kinds = ", ".join(SHIFT_KINDS)
        raise _bad(tr("The shift's kind is not one of {kinds}.").format(kinds=kinds))
    start_of(shift)
    return shift


def start_of(shift: Shift) -> datetime:
    """The instant the shift began, aware.

    Raises:
        InvalidInputError: the text is no wall-clock time, or that time did not exist.
    """
    if not _START.fullmatch(shift.start):
        raise _bad(tr("A shift starts at a date and time like 2026-03-28T21:45."))
    try:
        wall = datetime.fromisoformat(shift.start)
        zone = ZoneInfo(shift.zone)
        at = wall.replace(tzinfo=zone, fold=shift.fold)
        back = at.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError):
        raise _bad(tr("The shift's start or zone does not exist.")) from None
    if back != wall:
        raise _bad(
            tr("{start} did not exist in {zone}: the clocks went forward.").format(
                start=shift.start, zone=shift.zone
            )
        )
    return at


def check_instant(text: str, zone: str) -> str:
    """An instant as RFC 3339 writes it; without an offset it is read in `zone`.

    Raises:
        InvalidInputError: code `bad-time`.
    """
    try:
        at = datetime.fromisoformat(text)
        local = at.replace(tzinfo=ZoneInfo(zone)) if at.tzinfo is None else at
        at_utc = local.astimezone(UTC)
        back = at_utc.astimezone(local.tzinfo).replace(tzinfo=None)
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        raise InvalidInputError(
            tr("That is not a date and time."),
            tr("Write it like 2026-03-28T22:10 or 2026-03-28T22:10+00:00."),
            code="bad-time",
        ) from None
    if back != local.replace(tzinfo=None):
        raise InvalidInputError(
            tr("That time did not exist: the clocks went forward."),
            tr("Give the time an hour later, or with its offset."),
            code="bad-time",
        )
    # Written anew: lists cut the day from the text, and "20260328T2210Z" is an instant too.
    return local.isoformat(timespec="auto" if local.microsecond else "seconds")


def offered(now: datetime, zone: str) -> Shift:
    """The shift somebody writing now has most likely just finished.

    Before noon that is the night that began yesterday; later, the shift that usually
    starts early enough to be over by now.
    """
    local = now.astimezone(ZoneInfo(zone))
    if local.time() < _MORNING_ENDS:
        return Shift(_at(local - timedelta(days=1), USUAL_NIGHT), "night", zone)
    if local.time() < time(17, 0):
        return Shift(_at(local, time(7, 0)), "early", zone)
    if local.time() < time(20, 30):
        return Shift(_at(local, time(9, 0)), "day", zone)
    return Shift(_at(local, time(14, 0)), "late", zone)


def kind_for(start: str) -> ShiftKind:
    """The kind a shift with this wall-clock start most often has; a suggestion only."""
    at = datetime.fromisoformat(start).time()
    return next((kind for first, last, kind in _USUAL_STARTS if first <= at < last), "other")


def _at(day: datetime, clock: time) -> str:
    return f"{day:%Y-%m-%d}T{clock:%H:%M}"


def _bad(message: str) -> InvalidInputError:
    hint = tr("Nothing was saved. Correct the shift and try again.")
    return InvalidInputError(message, hint, code="bad-shift")
