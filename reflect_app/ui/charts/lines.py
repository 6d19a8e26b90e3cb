"""Draws lines over time: a legend, a few days along the bottom, the ends of the scale in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from reflect_app.core import when
from reflect_app.core.charts import Chart, figure
from reflect_app.ui.charts.ink import Ink

_PLOT = 170
_MANY = 60
"""With more points than this the marks get small, with four times as many they go."""


def height(chart: Chart, ink: Ink, width: float) -> float:
    """How high the picture is at a width."""
    legend = _legend(None, chart, ink, QRectF(0, 0, width, 0))
    ends = 4.8 if chart.low_label else 3.6
    return legend + _PLOT * ink.unit + ends * ink.metrics.height()


def draw(painter: QPainter, chart: Chart, ink: Ink, area: QRectF) -> None:
    """Draw it all inside `area`."""
    painter.setFont(ink.font)
    letters = ink.metrics
    top = area.top() + _legend(painter, chart, ink, area)
    left = max(letters.horizontalAdvance(figure(value)) for value in _steps(chart)) + 10 * ink.unit
    plot = QRectF(
        area.left() + left, top + 1.6 * letters.height(),
        area.width() - left - 10 * ink.unit,
        area.bottom() - top - (4.4 if chart.low_label else 3.2) * letters.height(),
    )  # fmt: skip
    _frame(painter, chart, ink, plot)
    first, last = _ends(chart)
    _days(painter, ink, plot, first, last, 1.2 * letters.height() if chart.low_label else 0)
    for place, line in enumerate(chart.lines):
        spots = [
            QPointF(_across(plot, point.day, first, last), _up(plot, chart, point.value))
            for point in line.points
        ]
        painter.setPen(ink.pen(place))
        painter.drawPolyline(QPolygonF(spots))
        if len(spots) <= 4 * _MANY:
            size = (4 if len(spots) <= _MANY else 2) * ink.unit
            for spot in spots:
                ink.mark(painter, spot, place, size)


def _legend(painter: QPainter | None, chart: Chart, ink: Ink, area: QRectF) -> float:
    """The lines by name, each with its mark and its pattern; returns the height it takes."""
    if len(chart.lines) < 2:
        return 0
    letters, sample, gap = ink.metrics, 34 * ink.unit, 8 * ink.unit
    x, y = area.left(), area.top()
    for place, line in enumerate(chart.lines):
        wide = sample + gap + letters.horizontalAdvance(line.label) + 2 * gap
        if x > area.left() and x + wide > area.right():
            x, y = area.left(), y + 1.3 * letters.height()
        if painter is not None:
            middle = y + letters.height() / 2
            painter.setPen(ink.pen(place))
            painter.drawLine(QPointF(x, middle), QPointF(x + sample, middle))
            ink.mark(painter, QPointF(x + sample / 2, middle), place, 4 * ink.unit)
            painter.setPen(ink.text)
            painter.drawText(QPointF(x + sample + gap, y + letters.ascent()), line.label)
        x += wide
    return y - area.top() + 1.5 * letters.height()


def _steps(chart: Chart) -> list[float]:
    """Where the level lines are: both ends and the middle, in whole numbers where it counts."""
    middle = (chart.low + chart.high) / 2
    whole = [chart.low, chart.high]
    return [chart.low, middle, chart.high] if middle == int(middle) else whole


def _frame(painter: QPainter, chart: Chart, ink: Ink, plot: QRectF) -> None:
    letters = ink.metrics
    for value in _steps(chart):
        y = _up(plot, chart, value)
        painter.setPen(QPen(ink.line, 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(ink.muted)
        words = figure(value)
        x = plot.left() - letters.horizontalAdvance(words) - 6 * ink.unit
        painter.drawText(QPointF(x, y + letters.ascent() / 2 - 1), words)
    painter.setPen(ink.muted)
    # Clear of the lines, which may run along either end.
    if chart.high_label:
        painter.drawText(QPointF(plot.left(), plot.top() - 9 * ink.unit), chart.high_label)
    if chart.low_label:
        y = plot.bottom() + letters.ascent() + 5 * ink.unit
        painter.drawText(QPointF(plot.left(), y), chart.low_label)


def _days(painter: QPainter, ink: Ink, plot: QRectF, first: int, last: int, below: float) -> None:
    """As many days as fit without touching, the first and the last among them; so far below."""
    painter.setPen(ink.muted)
    letters = ink.metrics
    wide = max(letters.horizontalAdvance(_day(day)) for day in range(first, first + 31)) + 12
    # The outer two are pushed inwards by half their width, so a gap must hold one and a half.
    count = min(max(int(plot.width() / (1.5 * wide)) + 1, 2), 6, last - first + 1)
    days = [first + round((last - first) * n / max(count - 1, 1)) for n in range(count)]
    for day in dict.fromkeys(days):
        words = _day(day)
        reach = letters.horizontalAdvance(words)
        x = _across(plot, date.fromordinal(day).isoformat(), first, last) - reach / 2
        x = min(max(x, plot.left() - 4), plot.right() - reach + 8 * ink.unit)
        box = QRectF(x, plot.bottom() + below + 4 * ink.unit, reach + 2, letters.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)


def _day(ordinal: int) -> str:
    return when.day(date.fromordinal(ordinal).isoformat())


def _ends(chart: Chart) -> tuple[int, int]:
    days = [
        date.fromisoformat(point.day).toordinal()
        for line in chart.lines
        for point in (line.points[0], line.points[-1])
    ]
    return min(days), max(days)


def _across(plot: QRectF, day: str, first: int, last: int) -> float:
    if first == last:
        return plot.center().x()
    share = (date.fromisoformat(day).toordinal() - first) / (last - first)
    return plot.left() + share * plot.width()


def _up(plot: QRectF, chart: Chart, value: float) -> float:
    share = (value - chart.low) / ((chart.high - chart.low) or 1)
    return plot.bottom() - share * plot.height()
