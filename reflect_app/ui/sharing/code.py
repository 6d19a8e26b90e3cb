"""A fingerprint as a square picture for another person's camera, with its words beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reflect_app.words import tr

_SIDE = 168


class CodePicture(QWidget):
    """Draws the squares black on white in every theme: a camera needs it so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Your twelve words as a QR code"))

    def show_code(self, rows: tuple[tuple[bool, ...], ...]) -> None:
        """Rows of dark and light squares, the white border included."""
        self._rows = rows
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Whole pixels for every square."""
        count = len(self._rows) or 1
        side = max(_SIDE // count, 3) * count
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """One filled square for each dark one."""
        if not self._rows:
            return
        painter = QPainter(self)
        side = max(min(self.width(), self.height()) // len(self._rows), 1)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    painter.fillRect(
                        QRect(across * side, down * side, side, side), Qt.GlobalColor.black
                    )
        painter.end()
