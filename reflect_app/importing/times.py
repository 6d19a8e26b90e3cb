"""When an entry was: instants with the offset of their zone, from what others write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NOON = time(12, 0)
"""Where only a day is known. Noon keeps the day whichever zone it is read in."""
_FIRST, _LAST = 1900, 2200
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$"
)
_NUMBERS = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})"
    r"(?:[ ,]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([AaPp]\.?[Mm]\.?)?)?$"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, RFC 3339 with the offset of its zone (IANA)."""

    at: str
    zone: str

    @property
    def instant(self) -> datetime:
        """The instant itself, aware."""
        return datetime.fromisoformat(self.at)


def zone_named(name: object) -> str | None:
    """The IANA name where the system knows such a zone."""
    if not isinstance(name, str) or not 0 < len(name) <= 64 or not name.isascii():
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def of_wall(wall: datetime, zone: str) -> Moment | None:
    """A wall-clock time in a zone. One that the clocks skipped is moved on by what they skipped."""
    if not _FIRST <= wall.year <= _LAST:
        return None
    there = ZoneInfo(zone)
    local = wall.replace(tzinfo=there).astimezone(UTC).astimezone(there)
    return Moment(local.isoformat(timespec="seconds"), zone)


def of_instant(instant: datetime, zone: str) -> Moment | None:
    """An aware instant as the clocks of a zone showed it."""
    if not _FIRST <= instant.year <= _LAST:
        return None
    local = instant.astimezone(ZoneInfo(zone))
    return Moment(local.replace(microsecond=0).isoformat(timespec="seconds"), zone)


def of_seconds(seconds: float, zone: str) -> Moment | None:
    """Seconds since 1970 as the clocks of a zone showed them."""
    try:
        return of_instant(_EPOCH + timedelta(seconds=seconds), zone)
    except (OverflowError, ValueError):
        return None


def of_day(day: date, zone: str) -> Moment | None:
    """A day of which no time is known."""
    return of_wall(datetime.combine(day, NOON), zone)


def of_text(text: str, zone: str) -> Moment | None:
    """ISO 8601 as it is met: with or without a time, an offset, or seven digits of a second."""
    found = _ISO.match(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, _fraction, half, offset = found.groups()
    try:
        if hour is None:
            return of_day(date(int(year), int(month), int(day)), zone)
        wall = datetime(  # noqa: DTZ001  the zone is put to it below
            int(year), int(month), int(day), of_24(int(hour), half), int(minute), int(second or 0)
        )
        if offset is None:
            return of_wall(wall, zone)
        shift = "+00:00" if offset == "Z" else offset
        return of_instant(datetime.fromisoformat(wall.isoformat() + shift), zone)
    except (ValueError, OverflowError):
        return None


def of_24(hour: int, half: str | None) -> int:
    """The hour of a day of twenty-four; `half` is "am", "p.m." or nothing."""
    letter = (half or "").lower()[:1]
    if letter == "p" and hour < 12:
        return hour + 12
    return 0 if letter == "a" and hour == 12 else hour


def numbers_day(text: str, *, day_first: bool) -> datetime | None:
    """The wall-clock time of "15/01/2024 21:30" or "01/15/2024 9:30 PM"; noon without a time."""
    found = _NUMBERS.match(text.strip())
    if found is None:
        return None
    one, two, year, hour, minute, half = found.groups()
    day, month = (one, two) if day_first else (two, one)
    if hour is None:
        return wall_of(year, month, day)
    return wall_of(year, month, day, str(of_24(int(hour), half)), minute)


def day_comes_first(texts: Iterable[str]) -> bool:
    """Whether dates in digits begin with the day; where nothing tells, they do, as here."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _NUMBERS.match(text))]
    return not any(two > 12 >= one for one, two in pairs)


def wall_of(
    year: str, month: str, day: str, hour: str = "12", minute: str = "0"
) -> datetime | None:
    """A wall-clock time from its digits; None where there is no such day or hour."""
    try:
        return datetime(int(year), int(month), int(day), int(hour), int(minute))  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
