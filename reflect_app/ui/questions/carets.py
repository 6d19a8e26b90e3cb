"""Caret positions: Qt counts UTF-16 units, a draft counts code points."""

from __future__ import annotations


def to_points(text: str, units: int) -> int:
    """How many code points lie before `units` UTF-16 units of `text`."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def to_units(text: str, points: int) -> int:
    """How many UTF-16 units the first `points` code points of `text` take."""
    return len(text[: max(points, 0)].encode("utf-16-le", "surrogatepass")) // 2
