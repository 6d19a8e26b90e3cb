"""Whether the recovery words were written down, and the way to new ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.changes import Saved
from reflect_app.errors import ReflectError
from reflect_app.ui.page import Desk
from reflect_app.ui.recovery_words import TypeBack, WordsPanel
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.ui.widgets.text import body
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


class RecoverySection(Section):
    """Says what stands between the writer and a forgotten passphrase, and makes new words.

    Words are shown when they are made and never again, so both "do it now" and "I lost them"
    come to the same: new words, written down, three typed back.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, tr("Recovery words"), tr("They open the journal if you forget the passphrase.")
        )
        self._words: tuple[str, ...] = ()
        self._put_off = False
        self.state = body("")
        self.start = button("", self._ask)
        self._slot = QVBoxLayout()
        self.box.insertWidget(0, self.state)
        self.box.addLayout(self._slot)
        self.box.addLayout(row(self.start, None))

    def show_now(self) -> None:
        """Read whether they were typed back."""

        def read(journal: Journal) -> tuple[bool, str]:
            kept = journal.settings.all()
            return bool(kept["recovery_deferred"]), str(kept["recovery_checked"])

        self.desk.ask(read, self._shown, owner=self)

    def _shown(self, read: tuple[bool, str]) -> None:
        self._put_off, checked = read
        if self._put_off:
            text = tr("Not written down yet. If you forget the passphrase, nobody can open this.")
        elif checked:
            day = date.fromisoformat(checked).strftime("%d %B %Y").lstrip("0")
            text = tr("Written down and checked on {day}.").format(day=day)
        else:
            text = tr("Made with the journal.")
        self.state.setText(text)
        step = tr("Write them down now") if self._put_off else tr("Make new recovery words…")
        self.start.setText(step)
        self.start.setAccessibleName(step)

    def _ask(self) -> None:
        if self._put_off:
            self._make()
            return
        self.notice.tell(
            tr("The words you have now will stop working."),
            tr("Backups that you made before still open with them."),
            WARN,
            tr("Make new words"),
            self._make,
        )
        self.notice.action.setFocus()

    def _make(self) -> None:
        self.start.setEnabled(False)
        self.desk.ask(
            lambda journal: journal.renew_recovery_words(),
            self._made,
            failed=self._failed,
            owner=self,
        )

    def _failed(self, error: ReflectError) -> None:
        self.start.setEnabled(True)
        self.notice.show_error(error)

    def _made(self, words: str) -> None:
        self._words = tuple(words.split())
        self.notice.clear()
        self.show_now()
        self.start.hide()
        go_on = primary(tr("I have written them down"), self._type_back)
        self._show(WordsPanel(self.desk.theme, self._words, self.notice), go_on)
        go_on.setFocus()

    def _type_back(self) -> None:
        asked = TypeBack(self._words)
        self.notice.clear()

        def check() -> None:
            if asked.right():
                self.desk.save(self._keep, self._kept, failed=self._failed, owner=self)

        asked.entered.connect(check)
        self._show(asked, primary(tr("Check three of them"), check))
        asked.begin()

    def _keep(self, journal: Journal) -> Saved:
        today = self.desk.clock.now().date().isoformat()
        journal.settings.set("recovery_checked", today)
        return journal.settings.set("recovery_deferred", False)

    def _kept(self, _saved: Saved) -> None:
        self.forget()
        self.notice.tell(tr("Written down and checked."), "", GOOD)
        self.start.setFocus()

    def _show(self, *parts: QWidget) -> None:
        self._clear()
        for part in parts:
            self._slot.addWidget(part)
            part.show()

    def _clear(self) -> None:
        while (item := self._slot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def forget(self) -> None:
        """Take the words off the screen and out of this widget."""
        self._words = ()
        self._clear()
        self.start.show()
        self.start.setEnabled(True)
