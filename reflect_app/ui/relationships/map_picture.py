"""The map: the writer in the middle, everybody else as near as the warmth the writer marked.

Read without colour: a thicker line is more entries, a dashed one too few for a pattern, and a
triangle stands where much wariness was marked.
"""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from reflect_app.core.relationships import RelationshipMap, Tie
from reflect_app.ui.charts.bars import more_in_table
from reflect_app.ui.charts.ink import Ink
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.words import tr

MOST_DRAWN = 14
_HIGH = 400
_NEAREST = 0.34
_SAVED = QSize(900, 640)
_SHARPNESS = 2
_EDGE = 20


class MapPicture(QWidget):
    """Draws a `RelationshipMap`; a screen reader is given its summary."""

    def __init__(self, theme: ThemeKeeper, shown: RelationshipMap) -> None:
        super().__init__()
        self._theme = theme
        self._ties = shown.ties[:MOST_DRAWN]
        self._more = more_line(shown)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(map_title())
        self.setAccessibleDescription(f"{key_line()} {shown.summary}")
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for names around the middle."""
        return QSize(520, self._theme.pixels(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Still legible."""
        return QSize(280, self._theme.pixels(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it, and a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QRectF(self.rect()))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def image(self) -> QImage:
        """The map for a file, with its title and how it is read: a file stands alone.

        At twice the sharpness of a screen."""
        ink = Ink.of(self._theme, self.font())
        words = "\n".join(filter(None, (map_title(), key_line(), self._more)))
        area = QRectF(_EDGE, _EDGE, _SAVED.width() - 2 * _EDGE, _SAVED.height())
        wrapped = Qt.TextFlag.TextWordWrap
        head = ink.metrics.boundingRect(area, wrapped, words).height()
        size = QSize(_SAVED.width(), round(_SAVED.height() + head + _EDGE))
        made = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(_SHARPNESS)
        made.fill(self._theme.colour("card"))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ink.font)
        painter.setPen(ink.text)
        painter.drawText(area, wrapped, words)
        self._draw(painter, QRectF(0, head + _EDGE, _SAVED.width(), _SAVED.height()))
        painter.end()
        return made

    def spot(self, place: int, area: QRectF) -> QPointF:
        """Where the person at a place of the map stands."""
        ink = Ink.of(self._theme, self.font())
        return self._spot(place, area, ink)

    def _spot(self, place: int, area: QRectF, ink: Ink) -> QPointF:
        tie = self._ties[place]
        # Nobody is put near or far where no warmth was marked: they stand on the outermost ring.
        away = 1.0 if tie.closeness is None else _NEAREST + (1 - _NEAREST) * (1 - tie.closeness)
        turn = -pi / 2 + 2 * pi * (place + 0.5) / len(self._ties)
        reach = self._reach(area, ink)
        return area.center() + QPointF(
            away * reach.width() * cos(turn), away * reach.height() * sin(turn)
        )

    def _reach(self, area: QRectF, ink: Ink) -> QRectF:
        """Half the width and height of the outermost ring."""
        wide = area.width() / 2 - 80 * ink.unit
        high = area.height() / 2 - 2.2 * ink.metrics.height() - 8 * ink.unit
        return QRectF(0, 0, max(wide, 60), max(high, 60))

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        ink = Ink.of(self._theme, self.font())
        painter.setFont(ink.font)
        middle, reach = area.center(), self._reach(area, ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink.line, 1))
        for share in (_NEAREST, (1 + _NEAREST) / 2, 1.0):
            painter.drawEllipse(middle, share * reach.width(), share * reach.height())
        spots = [self._spot(place, area, ink) for place in range(len(self._ties))]
        for tie, spot in zip(self._ties, spots, strict=True):
            _line(painter, ink, middle, spot, tie)
        _node(painter, ink, middle, tr("Me"), few=False, own=True)
        for tie, spot in zip(self._ties, spots, strict=True):
            _node(painter, ink, spot, tie.person, few=tie.few, own=False)
            if tie.wary:
                _sign(painter, ink, spot + QPointF(15 * ink.unit, -13 * ink.unit))


def _line(painter: QPainter, ink: Ink, start: QPointF, end: QPointF, tie: Tie) -> None:
    pen = QPen(ink.border, 1.6 * tie.thickness * ink.unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if tie.few:
        pen.setDashPattern([5 / tie.thickness, 4 / tie.thickness])
    painter.setPen(pen)
    painter.drawLine(start, end)


def _node(painter: QPainter, ink: Ink, at: QPointF, name: str, *, few: bool, own: bool) -> None:
    size = (16 if own else 10) * ink.unit
    pen = QPen(ink.tint(0), 2 * ink.unit)
    if few:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(ink.tint(0) if own else ink.fill if not few else ink.paper)
    painter.drawEllipse(at, size, size)
    letters = ink.metrics
    shown = letters.elidedText(name, Qt.TextElideMode.ElideRight, 150 * ink.unit)
    reach = letters.horizontalAdvance(shown)
    box = QRectF(at.x() - reach / 2 - 3, at.y() + size + 2, reach + 6, letters.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.paper)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(ink.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _sign(painter: QPainter, ink: Ink, at: QPointF) -> None:
    side = 9 * ink.unit
    corners = [QPointF(0, -side), QPointF(side, 0.8 * side), QPointF(-side, 0.8 * side)]
    painter.setPen(QPen(ink.text, 1.5 * ink.unit))
    painter.setBrush(ink.paper)
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.drawLine(at + QPointF(0, -0.35 * side), at + QPointF(0, 0.25 * side))
    painter.drawPoint(at + QPointF(0, 0.55 * side))


def map_title() -> str:
    """What the map is called."""
    return tr("Where I felt close and where I felt wary")


def more_line(shown: RelationshipMap) -> str:
    """What stands by a map that leaves some to the table; empty if it has them all."""
    return more_in_table(max(0, len(shown.ties) - MOST_DRAWN))


def key_line() -> str:
    """How the map is read."""
    return tr(
        "Nearer to the middle means more warmth, a thicker line more entries, and a triangle that "
        "much wariness was marked. A dashed line means too few entries for a pattern; somebody "
        "with no warmth marked stands on the outer ring."
    )
