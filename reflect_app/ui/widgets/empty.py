"""An empty page says what it is for and offers the first step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import primary
from reflect_app.ui.widgets.text import heading, muted


class EmptyState(QWidget):
    """A heading, what the page is for, and one button (`step`, or none)."""

    def __init__(
        self, title: str, purpose: str, step: str = "", act: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.title = heading(title)
        self.purpose = muted(purpose)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 40, 24, 40)
        box.setSpacing(12)
        for part in (self.title, self.purpose):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        self.step = primary(step, act)
        box.addWidget(self.step, 0, Qt.AlignmentFlag.AlignHCenter)
        self.step.setVisible(bool(step))  # once it has a parent, or it flashes up as a window
        box.addStretch(1)
