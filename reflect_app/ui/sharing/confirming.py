"""Twelve words over the phone: how a card becomes a person's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.field import Field
from reflect_app.words import tr


class ConfirmBox(QWidget):
    """Asks for the words that the other person reads from their own screen."""

    confirmed = Signal(str)
    """The words as typed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.returnPressed.connect(self._say)
        self.field = Field(
            tr("The twelve words {name} reads to you").format(name=name),
            self.line,
            tr("Ring a number you know is theirs. Four letters of each word are enough."),
        )
        self.step = button(tr("Confirm"), self._say)
        self.cancel = button(tr("Not now"), self.hide, "quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.field)
        box.addLayout(flow(self.step, self.cancel))

    def refuse(self, sentence: str) -> None:
        """Say what was wrong under the line, and let it be typed again."""
        self.field.complain(sentence)
        self.line.setFocus()
        self.line.selectAll()

    def _say(self) -> None:
        self.field.complain()
        self.confirmed.emit(self.line.text())
