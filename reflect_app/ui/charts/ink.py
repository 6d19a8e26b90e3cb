"""What a chart is drawn with: the theme's colours, letters that grow with the text, and shapes.

Lines differ by shape and dashes before they differ by colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from reflect_app.ui.theme import ThemeKeeper

_DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (1.5, 2.5), (9, 3, 1.5, 3), (3, 3))
_COLOURS = ("accent", "warn", "focus", "danger", "good")
_CORNERS = (0, 4, 3, -4, 5)
"""How many corners a mark has: none for a circle, less than none for a diamond."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Everything a drawing needs of the theme. `unit` is a pixel at normal text size."""

    text: QColor
    muted: QColor
    line: QColor
    border: QColor
    paper: QColor
    fill: QColor
    tints: tuple[QColor, ...]
    font: QFont
    unit: float

    @staticmethod
    def of(theme: ThemeKeeper, font: QFont) -> Ink:
        """The ink of the present theme and text size, in a widget's own face."""
        letters = QFont(font)
        letters.setPointSizeF(theme.points("small"))
        return Ink(
            text=theme.colour("text"), muted=theme.colour("muted"), line=theme.colour("line"),
            border=theme.colour("border"), paper=theme.colour("card"),
            fill=theme.colour("soft"), tints=tuple(theme.colour(name) for name in _COLOURS),
            font=letters, unit=theme.pixels(100) / 100,
        )  # fmt: skip

    @property
    def metrics(self) -> QFontMetricsF:
        """How wide and high its letters are."""
        return QFontMetricsF(self.font)

    @property
    def row(self) -> float:
        """The height of one line of a list of bars."""
        return self.metrics.height() + 12 * self.unit

    def pen(self, place: int) -> QPen:
        """The pen of the line at a place: another colour and another pattern for each."""
        made = QPen(self.tint(place), 2 * self.unit)
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        dashes = _DASHES[place % len(_DASHES)]
        if dashes:
            made.setDashPattern(list(dashes))
        return made

    def tint(self, place: int) -> QColor:
        """The colour of the line at a place."""
        return self.tints[place % len(self.tints)]

    def mark(
        self, painter: QPainter, at: QPointF, place: int, size: float, *, hollow: bool = False
    ) -> None:
        """One mark in the shape of the line at a place."""
        painter.setPen(QPen(self.tint(place), 1.5 * self.unit))
        painter.setBrush(self.paper if hollow else self.tint(place))
        corners = _CORNERS[place % len(_CORNERS)]
        if corners == 0:
            painter.drawEllipse(at, size, size)
        else:
            painter.drawPolygon(_shape(at, corners, size))


def _shape(at: QPointF, corners: int, size: float) -> QPolygonF:
    """A square and a triangle stand on a side; a diamond on its corner."""
    count = abs(corners)
    turn = -pi / 2 + (pi / 4 if corners == 4 else 0)
    reach = size * (1.3 if count < 5 else 1.2)
    angles = [turn + 2 * pi * number / count for number in range(count)]
    return QPolygonF([at + QPointF(reach * cos(each), reach * sin(each)) for each in angles])
