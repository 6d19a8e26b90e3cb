"""“They agreed it in person”: a typed name, for a record and for an agreement alike."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row, stack
from reflect_app.ui.widgets.text import label, small
from reflect_app.words import tr


class InPersonBox(QWidget):
    """Asks who agreed, and says what a typed name is worth. Signs nothing itself.

    `about` sets the step apart from others of its kind on the page, for a screen reader.
    """

    agreed = Signal(str)
    """The name that was typed, never empty."""

    def __init__(self, about: str = "") -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setMinimumHeight(MIN_TARGET + 8)
        self.name.setMaxLength(120)
        self.name.setAccessibleName(tr("The name of the person who agreed"))
        self.name.setPlaceholderText(tr("Their name"))
        words = tr("Sign, agreed in person")
        named = tr("{step}: {action}").format(step=words, action=about) if about else ""
        self.step = button(words, self._agreed, name=named)
        box = stack(spacing=6)
        box.addWidget(label(tr("Did they agree it in person?"), "subheading"))
        box.addWidget(small(tr("A typed name is not a signature, and Reflect says which it was.")))
        box.addLayout(row(self.name, self.step))
        self.setLayout(box)

    def _agreed(self) -> None:
        if self.name.text().strip():
            self.agreed.emit(self.name.text())
        else:
            self.name.setFocus()
