"""One name, before there is anything else: whom an agreement is with, or what a group is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.words import tr

AGREEMENT, GROUP = "agreement", "group"


class NameForm(QWidget):
    """Hidden until it is asked for. Begins nothing itself."""

    named = Signal(str, str)
    """What for, `AGREEMENT` or `GROUP`, and the name as it was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._what = ""
        self.name = QLineEdit()
        self.name.setMinimumHeight(MIN_TARGET + 8)
        self.name.setMaxLength(120)
        self.name.returnPressed.connect(self._named)
        self.begin = button(tr("Begin"), self._named)
        self.setLayout(row(self.name, self.begin))
        self.hide()

    def ask(self, what: str) -> None:
        """Ask for the name of one."""
        self._what = what
        words = tr("Agree with whom?") if what == AGREEMENT else tr("What is it called?")
        self.name.setPlaceholderText(words)
        self.name.setAccessibleName(words)
        self.name.clear()
        self.show()
        self.name.setFocus()

    def _named(self) -> None:
        self.named.emit(self._what, self.name.text())
