"""A quick note on the lock screen: written, sealed, and read by nobody before the next unlock."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reflect_app.errors import ReflectError
from reflect_app.ui.entrance import Entrance
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, middle, row, stack
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr

_LINES = 8


class QuickNoteScreen(QWidget):
    """An editor that keeps nothing but what is sealed. `sealed` once it lies on the disk."""

    sealed = Signal()
    left = Signal()

    def __init__(self, entrance: Entrance, folder: Path, urgent: str) -> None:
        super().__init__()
        self._entrance = entrance
        self._folder = folder
        self._busy = False
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(self.editor.fontMetrics().lineSpacing() * _LINES)
        self.editor.textChanged.connect(self._typed)
        self.notice = Notice()
        self.notice.hide()
        self.seal = primary(tr("Seal and leave"), self._seal)
        self.back = button(tr("Back"), self._back)
        self._arrange(urgent)
        self._typed()

    def _arrange(self, urgent: str) -> None:
        card = Card()
        card.box.addWidget(title(tr("Quick note")))
        card.box.addWidget(Notice(urgent, kind=WARN))
        card.box.addWidget(
            muted(tr("It is sealed without unlocking. You cannot read it either before you do."))
        )
        card.box.addWidget(Field(tr("Your note"), self.editor))
        self.editor.setAccessibleDescription(urgent)
        card.box.addWidget(self.notice)
        card.box.addLayout(row(self.seal, None, self.back))
        self.setLayout(stack(middle(560, card)))

    def holding(self) -> bool:
        """Whether something is written that is not sealed. Says so where it is."""
        if self._busy:
            return True
        if not self.editor.toPlainText().strip():
            return False
        self._ask(tr("Your note is not sealed yet."))
        return True

    def _typed(self) -> None:
        self.seal.setEnabled(bool(self.editor.toPlainText().strip()) and not self._busy)

    def _seal(self) -> None:
        text, folder = self.editor.toPlainText(), self._folder
        self._busy = True
        self.editor.setReadOnly(True)
        self._typed()
        app = self._entrance.app
        # A save: it is done even if the program is asked to end meanwhile.
        self._entrance.tasks.save(
            lambda: app.quick_notes.leave(folder, text),
            done=lambda _: self._sealed(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _sealed(self) -> None:
        self.editor.clear()
        self.sealed.emit()

    def _failed(self, error: ReflectError) -> None:
        self._busy = False
        self.editor.setReadOnly(False)
        self._typed()
        self.notice.show_error(error)

    def _back(self) -> None:
        if self.editor.toPlainText().strip():
            self._ask(tr("Throw this note away?"))
        else:
            self.left.emit()

    def _ask(self, sentence: str) -> None:
        hint = tr("Seal it to keep it. Nothing of it is kept otherwise.")
        self.notice.tell(sentence, hint, WARN, tr("Throw it away"), self._thrown)
        self.editor.setFocus()

    def _thrown(self) -> None:
        self.editor.clear()
        self.left.emit()


def sealed_words() -> tuple[str, str]:
    """What the lock screen says after a note was sealed."""
    return tr("Sealed."), tr("Your note waits until the next unlock. Nobody can read it before.")
