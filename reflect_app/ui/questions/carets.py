"""Caret positions: Qt counts UTF-16 units, a draft counts code points."""

from __future__ import annotations

import re
from bisect import bisect_left

# What lies beyond the first 65,536 code points takes two units; emoji do.
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Ruler:
    """Converts places in one text both ways; made once, it is quick for any number of them."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide = [match.start() for match in _WIDE.finditer(text)]
        self._wide_units = [point + place for place, point in enumerate(self._wide)]

    def units(self, points: int) -> int:
        """How many UTF-16 units the first `points` code points take."""
        points = min(max(points, 0), self._length)
        return points + bisect_left(self._wide, points)

    def points(self, units: int) -> int:
        """How many whole code points lie before `units` UTF-16 units."""
        return max(units - bisect_left(self._wide_units, units), 0)


def to_points(text: str, units: int) -> int:
    """How many code points lie before `units` UTF-16 units of `text`."""
    return Ruler(text).points(units)


def to_units(text: str, points: int) -> int:
    """How many UTF-16 units the first `points` code points of `text` take."""
    return Ruler(text).units(points)
