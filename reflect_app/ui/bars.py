"""Lasting sentences across the top of the page area."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.notice import alert
from reflect_app.ui.widgets.text import label
from reflect_app.words import tr, trn


class Bar(QWidget):
    """One sentence, and a button where something can be done about it."""

    def __init__(
        self, sentence: str, step: str = "", act: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = label(sentence)
        self.step = button(step, act)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 8, 16, 8)
        across.setSpacing(12)
        across.addWidget(self.words, 1)
        across.addWidget(self.step)
        self.step.setVisible(bool(step))  # once it has a parent, or it flashes up as a window


class IdleBar(Bar):
    """Says "Locking in 20 seconds": any key, or the button, starts the wait again."""

    def __init__(self) -> None:
        super().__init__("", tr("Stay"), self.hide)
        self.hide()

    def warn(self, seconds: int) -> None:
        """Say how long is left; a screen reader hears it once."""
        self.words.setText(
            trn(
                "Locking in {count} second. Press any key to stay.",
                "Locking in {count} seconds. Press any key to stay.",
                seconds,
            ).format(count=seconds)
        )
        if self.isHidden():
            self.setAccessibleName(self.words.text())
            self.show()
            alert(self)
