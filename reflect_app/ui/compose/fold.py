"""A part of the page that waits behind a word."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import button
from reflect_app.words import tr


class Fold(QWidget):
    """A button that opens and closes what is in `box`. Screen readers hear which it is."""

    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.button = button(title, self._toggle, "fold")
        self.body = QWidget(self)
        self.box = QVBoxLayout(self.body)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(24)
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        across.addWidget(self.body)
        self.open(False)

    def open(self, on: bool) -> None:
        """Show or hide what is inside."""
        self.body.setVisible(on)
        self.button.setText(("▾  " if on else "▸  ") + self._title)
        self.button.setAccessibleName(self._title)
        self.button.setAccessibleDescription(tr("Unfolded") if on else tr("Closed"))

    def is_open(self) -> bool:
        """Whether the inside shows."""
        return not self.body.isHidden()

    def _toggle(self) -> None:
        self.open(not self.is_open())
        self.opened.emit(self.is_open())
