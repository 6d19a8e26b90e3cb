"""Fewer points where there are more than a screen has pixels. The table keeps every one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from reflect_app.core.charts import Chart, Line, Point

MOST_POINTS = 1200


def thinned(charts: Iterable[Chart]) -> tuple[Chart, ...]:
    """The same charts with the lowest and the highest of each stretch of a very long line."""
    return tuple(
        replace(chart, lines=tuple(_thin(line) for line in chart.lines)) for chart in charts
    )


def _thin(line: Line) -> Line:
    points = line.points
    if len(points) <= MOST_POINTS:
        return line
    step = -(-2 * len(points) // MOST_POINTS)
    kept: list[Point] = []
    for start in range(0, len(points), step):
        part = points[start : start + step]
        ends = {min(part, key=_VALUE), max(part, key=_VALUE)}
        kept += sorted(ends, key=part.index)
    return replace(line, points=tuple(kept))


_VALUE = attrgetter("value")
