"""Time as the program sees it: instants with an offset, and the zone they were lived in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where "now" comes from, so that tests can hold it still."""

    def now(self) -> datetime:
        """The present instant, aware, in the local zone."""
        ...

    def zone(self) -> str:
        """The IANA name of the local zone, such as `Europe/London`."""
        ...


class SystemClock:
    """The computer's clock and its configured zone."""

    def __init__(self, find_zone: Callable[[], str]) -> None:
        self._find_zone = find_zone

    @cached_property
    def _zone(self) -> str:
        """Asked once, and not before a time is: to look for it takes a while."""
        return self._find_zone()

    def now(self) -> datetime:
        """The present instant with the zone's offset."""
        return datetime.now(ZoneInfo(self._zone))

    def zone(self) -> str:
        """The IANA zone name, as the composition root finds it."""
        return self._zone


class FixedClock:
    """A clock that stands until it is moved. For tests and the demonstration journal."""

    def __init__(self, at: datetime, zone: str = "Europe/London") -> None:
        self.at = at.astimezone(ZoneInfo(zone))
        self._zone = zone

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self.at

    def zone(self) -> str:
        """The zone it was made with."""
        return self._zone


def stamp(at: datetime) -> str:
    """An aware instant as RFC 3339 with offset, to the second."""
    return at.isoformat(timespec="seconds")
