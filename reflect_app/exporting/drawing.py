"""A chart as a small SVG made of numbers alone: no word of a person's is in it, and no text.

Its digits are strokes. The colour is given, or that of what stands round it (`currentColor`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reflect_app.core.charts import Chart, Line, figure

INK = "#1f4e5f"
_WIDTH, _HEIGHT = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 630, 14, 172
_MANY = 80
"""With more points than this a line has no marks."""
_MOST_BARS = 12
_DASHES = ("", "7 4", "2 3", "9 3 2 3", "14 5")
# Seven strokes of a digit: top, upper left, upper right, middle, lower left, lower right, bottom.
_STROKES = ("M0 0h6", "M0 0v6", "M6 0v6", "M0 6h6", "M0 6v6", "M6 6v6", "M0 12h6")
_DIGITS = {
    "0": "012456", "1": "25", "2": "02346", "3": "02356", "4": "1235", "5": "01356",
    "6": "013456", "7": "025", "8": "0123456", "9": "012356",
}  # fmt: skip


def drawing(chart: Chart, colour: str = "") -> str:
    """The picture; empty where there is too little to draw."""
    if chart.few:
        return ""
    shapes = {"lines": _lines, "bars": _bars, "spreads": _spreads}[chart.kind]
    body = "".join(shapes(chart))
    ink = f' color="{colour}"' if colour else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"{ink}>'
        f'<g fill="none" stroke="currentColor" stroke-width="2">{body}</g></svg>'
    )


def _lines(chart: Chart) -> Iterator[str]:
    yield from _levels(chart)
    days = [_day(point.day) for line in chart.lines for point in line.points]
    first, last = min(days), max(days)
    for place, line in enumerate(chart.lines):
        spots = list(_spots(chart, line, first, last))
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        yield f'<path d="M{path}"{_dash(place)}/>'
        if len(spots) <= _MANY:
            yield from (_mark(x, y, place) for x, y in spots)


def _spots(chart: Chart, line: Line, first: int, last: int) -> Iterator[tuple[float, float]]:
    for point in line.points:
        share = (_day(point.day) - first) / (last - first) if last > first else 0.5
        yield _LEFT + 8 + share * (_RIGHT - _LEFT - 16), _up(chart, point.value)


def _bars(chart: Chart) -> Iterator[str]:
    """The longest first, in the order of the table; each with its number."""
    bars = chart.bars[:_MOST_BARS]
    step = (_HEIGHT - 8) / max(len(bars), 1)
    most = max((bar.count for bar in bars), default=1)
    for place, bar in enumerate(bars):
        y = 4 + place * step
        width = (_RIGHT - _LEFT) * bar.count / most
        yield (
            f'<rect x="{_LEFT}" y="{y + step * 0.15:.1f}" width="{width:.1f}"'
            f' height="{step * 0.7:.1f}" fill="currentColor" stroke="none"/>'
        )
        yield from _number(str(bar.count), _LEFT - 8, y + step / 2, min(step / 16, 1))


def _spreads(chart: Chart) -> Iterator[str]:
    """From lowest to highest, with a mark at the middle, in the order of the table."""
    yield from _levels(chart)
    step = (_RIGHT - _LEFT) / max(len(chart.spreads), 1)
    for place, spread in enumerate(chart.spreads):
        x = _LEFT + step * (place + 0.5)
        low, middle, high = (_up(chart, one) for one in (spread.low, spread.middle, spread.high))
        yield f'<path d="M{x:.1f} {low:.1f}V{high:.1f}M{x - 6:.1f} {low:.1f}h12" />'
        yield f'<path d="M{x - 6:.1f} {high:.1f}h12"/>'
        yield _mark(x, middle, 0)


def _levels(chart: Chart) -> Iterator[str]:
    """A faint line at both ends of the scale and in the middle, each with its number."""
    for value in (chart.low, (chart.low + chart.high) / 2, chart.high):
        y = _up(chart, value)
        yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke-width="1" stroke-opacity="0.35"/>'
        if value == int(value):
            yield from _number(figure(value), _LEFT - 8, y, 0.9)


def _number(text: str, right: float, middle: float, size: float) -> Iterator[str]:
    """Digits that end at `right`, centred on a height."""
    left = right - (10 * len(text) - 4) * size
    for place, digit in enumerate(text):
        strokes = "".join(_STROKES[int(stroke)] for stroke in _DIGITS.get(digit, ""))
        x, y = left + 10 * place * size, middle - 6 * size
        yield (
            f'<path d="{strokes}" stroke-width="1.6"'
            f' transform="translate({x:.1f} {y:.1f}) scale({size:.2f})"/>'
        )


def _mark(x: float, y: float, place: int) -> str:
    if place % 2:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="currentColor"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="currentColor"/>'


def _dash(place: int) -> str:
    pattern = _DASHES[place % len(_DASHES)]
    return f' stroke-dasharray="{pattern}"' if pattern else ""


def _up(chart: Chart, value: float) -> float:
    share = (value - chart.low) / ((chart.high - chart.low) or 1)
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
