"""The line at the foot of the window: what was just done, and when the last save was."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reflect_app.ui.widgets.text import small
from reflect_app.words import tr


class StatusLine(QWidget):
    """Two quiet places: a sentence on the left, "Saved 07:34" on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentence = self._place(Qt.AlignmentFlag.AlignLeft)
        self.save = self._place(Qt.AlignmentFlag.AlignRight)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 6, 16, 6)
        across.addWidget(self.sentence, 1)
        across.addWidget(self.save)

    @staticmethod
    def _place(side: Qt.AlignmentFlag) -> QLabel:
        made = small("")
        made.setWordWrap(False)
        made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if side == Qt.AlignmentFlag.AlignRight:
            made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        return made

    def say(self, sentence: str) -> None:
        """Show a sentence and tell a screen reader without moving the focus."""
        self.sentence.setText(sentence)
        if sentence:
            event = QAccessibleEvent(self.sentence, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)

    def saved(self, at: str) -> None:
        """Show when the last save was, on the clock of the instant's own offset."""
        if at:
            when = datetime.fromisoformat(at).strftime("%H:%M")
            self.save.setText(tr("Saved {time}").format(time=when))
