"""Recovery words that were just made: written down, three typed back, and that remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.core.changes import Saved
from reflect_app.ui.page import Desk
from reflect_app.ui.recovery_words import TypeBack, WordsPanel
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


class Slot(QVBoxLayout):
    """A place for the parts of one step at a time."""

    def show_parts(self, *parts: QWidget) -> None:
        """Put these in place of what is there."""
        self.clear()
        for part in parts:
            self.addWidget(part)
            if isinstance(part, QPushButton):  # as wide as its words, not as the page
                self.setAlignment(part, Qt.AlignmentFlag.AlignLeading)
            part.show()

    def clear(self) -> None:
        """Take everything away."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class NewWords(QWidget):
    """Shown once. Whoever does not type three of them back is told that they count as not
    written down; the page that holds this shows `notice`.
    """

    kept = Signal()
    """Three were typed back."""
    later = Signal()
    """They were put off, knowingly."""

    def __init__(self, desk: Desk, words: str, notice: Notice) -> None:
        super().__init__()
        self._desk = desk
        self._words = tuple(words.split())
        self._notice = notice
        self._slot = Slot(self)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self.go_on = primary(tr("I have written them down"), self.type_back)
        put_off = button(tr("Ask me later"), self._put_off, "quiet")
        self._slot.show_parts(WordsPanel(desk.theme, self._words, notice))
        buttons = QWidget()
        buttons.setLayout(flow(self.go_on, put_off))
        self._slot.addWidget(buttons)

    def type_back(self) -> None:
        """Take them off the screen and ask for three."""
        asked = TypeBack(self._words)
        self._notice.clear()

        def check() -> None:
            if asked.right():
                self._desk.save(
                    self._keep, self._kept, failed=self._notice.show_error, owner=self
                )  # fmt: skip

        asked.entered.connect(check)
        self._slot.show_parts(asked, primary(tr("Check three of them"), check))
        asked.begin()

    def _keep(self, journal: Journal) -> Saved:
        today = self._desk.clock.now().date().isoformat()
        journal.settings.set("recovery_checked", today)
        return journal.settings.set("recovery_deferred", False)

    def _kept(self, _saved: Saved) -> None:
        self._words = ()
        self.kept.emit()

    def _put_off(self) -> None:
        self._notice.tell(
            tr("If you forget the passphrase before then, nobody can open this."),
            tr("These words are shown this once. Later, Settings makes new ones."),
            WARN,
            tr("Ask me later"),
            self.later.emit,
        )
        self._notice.action.setFocus()
