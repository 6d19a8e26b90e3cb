"""A password on the PDF, for who wants one: how strong it is, and what it means to forget it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import show_text, small
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.crypto.strength import Strength


class LockPart(QWidget):
    """Off unless it is ticked. `changed` when it is ticked or not any more."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.on = QCheckBox(tr("Lock the PDF with a password"))
        self.on.setMinimumHeight(MIN_TARGET)
        self.on.toggled.connect(self._toggled)
        self.secret = SecretField((tr("Password for this file"), ""))
        self.secret.changed.connect(self._typed)
        self.strength = small("")
        self.forgotten = small(
            tr(
                "If it is forgotten, nobody can open the file: make it again from your journal."
                " Tell your reader the password another way than you send the file."
            )
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self.on, self.secret, self.strength, self.forgotten):
            box.addWidget(part)
        self._toggled(False)

    def show_for(self, format_name: str) -> None:
        """No other kind of file can be locked."""
        self.setVisible(format_name == "pdf")

    def locks(self) -> bool:
        """Whether the file is to be locked."""
        return not self.isHidden() and self.on.isChecked()

    def password(self) -> str | None:
        """The password; None where the file is not to be locked."""
        return self.secret.text() if self.locks() else None

    def refuses(self) -> bool:
        """Whether a password is still missing; says so, and leads there."""
        if self.password() != "":
            return False
        self.secret.complain(tr("Type a password, or take the tick away."))
        self.secret.setFocus()
        return True

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.secret.clear()
        self.secret.set_shown(shown=False)

    def _toggled(self, on: bool) -> None:
        self.forget()
        self.secret.setVisible(on)
        self.forgotten.setVisible(on)
        if on:
            self.secret.setFocus()
        self.changed.emit()

    def _typed(self) -> None:
        text = self.secret.text()
        if not text:
            self._show(None)
            return

        def shown(found: Strength) -> None:
            if text == self.secret.text():
                self._show(found)

        app = self._desk.app
        self._desk.work(lambda: app.vaults.strength(text), shown, owner=self)

    def _show(self, found: Strength | None) -> None:
        words = ""
        if found is not None:
            words = found.sentence
            if found.score == 0:  # its own sentence speaks of this computer; the file may travel
                words = tr("Very easy to guess. It would keep nobody out.")
        show_text(self.strength, words)
        self.secret.lines[0].setAccessibleDescription(words)
