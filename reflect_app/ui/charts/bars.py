"""Draws bars and spreads, one to a line: its name, its picture, its figure."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from reflect_app.core.charts import Bar, Chart, Spread, figure
from reflect_app.ui.charts.ink import Ink
from reflect_app.words import tr, trn

MOST_ROWS = 16
"""More than fit on a screen are left to the table."""


def rows(chart: Chart) -> tuple[Bar, ...] | tuple[Spread, ...]:
    """What is drawn: the commonest bars, or the latest spreads."""
    return chart.bars[:MOST_ROWS] if chart.kind == "bars" else chart.spreads[-MOST_ROWS:]


def more_line(chart: Chart) -> str:
    """What stands under a picture that leaves some to the table; empty if it has them all."""
    return more_in_table(max(len(chart.bars), len(chart.spreads)) - MOST_ROWS)


def more_in_table(more: int) -> str:
    """How a picture says that so many are in its table alone; empty where none is."""
    if more <= 0:
        return ""
    return trn("And {count} more in the table.", "And {count} more in the table.", more).format(
        count=more
    )


def height(chart: Chart, ink: Ink) -> float:
    """How high the picture is."""
    below = ink.metrics.height() * 1.4 if chart.kind == "spreads" else 0
    return len(rows(chart)) * ink.row + below + 4 * ink.unit


def draw(painter: QPainter, chart: Chart, ink: Ink, area: QRectF) -> None:
    """Draw it all inside `area`."""
    painter.setFont(ink.font)
    names = max(ink.metrics.horizontalAdvance(each.label) for each in rows(chart))
    names = min(names, area.width() * 0.36)
    told = max(ink.metrics.horizontalAdvance(_told(each)) for each in rows(chart))
    track = QRectF(
        area.left() + names + 12 * ink.unit, area.top(),
        max(area.width() - names - told - 30 * ink.unit, 40 * ink.unit), ink.row,
    )  # fmt: skip
    for each in rows(chart):
        _words(painter, ink, QRectF(area.left(), track.top(), names, ink.row), each.label)
        if isinstance(each, Bar):
            _bar(painter, ink, track, each, chart.high)
        else:
            _spread(painter, ink, track, each, chart)
        right = QRectF(track.right() + 10 * ink.unit, track.top(), told + 4, ink.row)
        _words(painter, ink, right, _told(each))
        track.translate(0, ink.row)
    if chart.kind == "spreads":
        _scale(painter, ink, track, chart)


def _told(each: Bar | Spread) -> str:
    """The figure at the end of a line."""
    if isinstance(each, Bar):
        return str(each.count)
    if each.few:
        return trn("{count} entry: few", "{count} entries: few", each.count).format(
            count=each.count
        )
    return tr("{low} – {middle} – {high}").format(
        low=figure(each.low), middle=figure(each.middle), high=figure(each.high)
    )


def _words(painter: QPainter, ink: Ink, box: QRectF, words: str) -> None:
    painter.setPen(ink.text)
    shown = ink.metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 1)
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box.adjusted(0, 0, 4, 0), middle, shown)


def _bar(painter: QPainter, ink: Ink, track: QRectF, bar: Bar, most: float) -> None:
    body = track.adjusted(0, 5 * ink.unit, 0, -5 * ink.unit)
    body.setWidth(max(track.width() * bar.count / (most or 1), 3 * ink.unit))
    painter.setPen(QPen(ink.tint(0), 1.5 * ink.unit))
    painter.setBrush(ink.fill)
    painter.drawRoundedRect(body, 3 * ink.unit, 3 * ink.unit)


def _spread(painter: QPainter, ink: Ink, track: QRectF, spread: Spread, chart: Chart) -> None:
    """From the lowest to the highest with a cap at both ends; the middle is a diamond, hollow
    where there are too few to say anything of."""
    y, cap = track.center().y(), 6 * ink.unit
    painter.setPen(QPen(ink.line, 1))
    painter.drawLine(QPointF(track.left(), y), QPointF(track.right(), y))
    ends = [_along(track, chart, value) for value in (spread.low, spread.high)]
    pen = QPen(ink.tint(0), 2 * ink.unit)
    if spread.few:
        pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.drawLine(QPointF(ends[0], y), QPointF(ends[1], y))
    pen.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    for x in ends:
        painter.drawLine(QPointF(x, y - cap), QPointF(x, y + cap))
    middle = QPointF(_along(track, chart, spread.middle), y)
    painter.save()
    painter.translate(middle)
    painter.rotate(45)
    painter.setPen(pen)
    painter.setBrush(ink.paper if spread.few else ink.tint(0))
    side = 5 * ink.unit
    painter.drawRect(QRectF(-side, -side, 2 * side, 2 * side))
    painter.restore()


def _scale(painter: QPainter, ink: Ink, track: QRectF, chart: Chart) -> None:
    """The ends of the scale, under the lines."""
    painter.setPen(ink.muted)
    low = f"{figure(chart.low)} {chart.low_label}".strip()
    high = f"{figure(chart.high)} {chart.high_label}".strip()
    painter.drawText(track, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, low)
    painter.drawText(track, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, high)


def _along(track: QRectF, chart: Chart, value: float) -> float:
    return track.left() + track.width() * (value - chart.low) / ((chart.high - chart.low) or 1)
