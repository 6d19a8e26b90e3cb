"""A chart as a picture. It has no library behind it and no meaning without its words beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reflect_app.core.charts import Chart
from reflect_app.ui.charts import bars, lines
from reflect_app.ui.charts.ink import Ink
from reflect_app.ui.theme import ThemeKeeper

_EDGE = 6
_SAVED_WIDTH, _SHARPNESS = 900, 2


class ChartPicture(QWidget):
    """Lines, bars or spreads, as high as they need to be. A screen reader is given the summary;
    the table of the same figures is its owner's business."""

    def __init__(self, theme: ThemeKeeper, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chart = chart
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.summary)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def hasHeightForWidth(self) -> bool:
        """A narrow legend takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the picture needs."""
        return round(self._height(self._ink(), width - 2 * _EDGE)) + 2 * _EDGE

    def sizeHint(self) -> QSize:
        """A comfortable width."""
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        """Still legible."""
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it, and a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        self._draw(painter, self._ink(), area.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def image(self) -> QImage:
        """The picture with its title, for a file: at twice the sharpness of a screen."""
        ink = self._ink()
        head = ink.metrics.height() * 1.8
        high = round(self._height(ink, _SAVED_WIDTH - 40) + head + 40)
        made = QImage(_SAVED_WIDTH * _SHARPNESS, high * _SHARPNESS, QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(_SHARPNESS)
        made.fill(ink.paper)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ink.font)
        painter.setPen(ink.text)
        area = QRectF(20, 20, _SAVED_WIDTH - 40, high - 40)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, self.chart.title)
        self._draw(painter, ink, area.adjusted(0, head, 0, 0))
        painter.end()
        return made

    def _ink(self) -> Ink:
        return Ink.of(self._theme, self.font())

    def _height(self, ink: Ink, width: float) -> float:
        if self.chart.empty:
            return 0
        if self.chart.kind == "lines":
            return lines.height(self.chart, ink, width)
        return bars.height(self.chart, ink)

    def _draw(self, painter: QPainter, ink: Ink, area: QRectF) -> None:
        if self.chart.empty:
            return
        if self.chart.kind == "lines":
            lines.draw(painter, self.chart, ink, area)
        else:
            bars.draw(painter, self.chart, ink, area)
