"""Whether the recovery words were written down, and the way to new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reflect_app.core import when
from reflect_app.core.changes import Changes
from reflect_app.errors import ReflectError
from reflect_app.ui.page import Desk
from reflect_app.ui.recovery_words import SomeWords
from reflect_app.ui.sections.new_words import NewWords, Slot
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.ui.widgets.secret import SecretField
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
        self._put_off = self._none = False
        self.state = body("")
        self.start = button("", self._ask)
        self.again = button(tr("Look at three of them again"), self.look_again)
        self._slot = Slot()
        self.box.insertWidget(0, self.state)
        self.box.addLayout(self._slot)
        self.box.addLayout(row(self.again, self.start, None))

    def show_now(self) -> None:
        """Read whether they were typed back."""

        def read(journal: Journal) -> tuple[bool, bool, str]:
            kept = journal.settings.all()
            there = journal.recovering.has_words()
            return there, bool(kept["recovery_deferred"]), str(kept["recovery_checked"])

        self.desk.ask(read, self._shown, owner=self)

    def _shown(self, read: tuple[bool, bool, str]) -> None:
        there, self._put_off, checked = read
        self._none = not there
        if self._none:
            text = tr("There are none. If you forget the passphrase, nobody can open this.")
        elif self._put_off:
            text = tr("Not written down yet. If you forget the passphrase, nobody can open this.")
        elif checked:
            text = tr("Written down and checked on {day}.").format(day=when.day(checked))
        else:
            text = tr("Made with the journal.")
        self.state.setText(text)
        step = tr("Write them down now") if self._put_off else tr("Make new recovery words…")
        self.start.setText(step)
        self.again.setVisible(self._can_look() and not self._slot.count())
        self.start.setAccessibleName(step)

    def _can_look(self) -> bool:
        return not (self._put_off or self._none)

    def look_again(self) -> None:
        """Ask for three words from the paper; for all of them where the journal knows none."""
        self.notice.clear()
        self.desk.ask(lambda journal: journal.recovering.asks(), self._look_at, owner=self)

    def _look_at(self, places: tuple[int, ...]) -> None:
        self.again.hide()
        self.start.hide()
        if not places:
            secret = SecretField((tr("Recovery words"), tr("Four letters of each are enough.")))
            check = primary(tr("Check them"), lambda: self._check_all(secret))
            secret.entered.connect(check.click)
            self._show(secret, check)
            secret.setFocus()
            return
        asked = SomeWords([place - 1 for place in places])
        check = primary(tr("Check three of them"), lambda: self._check(asked))
        asked.entered.connect(check.click)
        self._show(asked, check)
        asked.begin()

    def _check(self, asked: SomeWords) -> None:
        typed = {number + 1: text for number, text in asked.typed().items()}

        def done(wrong: tuple[int, ...]) -> None:
            if wrong:
                asked.complain([place - 1 for place in wrong])
            else:
                self._found()

        self.desk.ask(
            lambda journal: journal.recovering.check(typed), done, failed=self._failed, owner=self
        )

    def _check_all(self, secret: SecretField) -> None:
        words = secret.text()

        def failed(error: ReflectError) -> None:
            secret.complain(error.message)
            secret.setFocus()

        self.desk.ask(
            lambda journal: journal.recovering.check_all(words), lambda _: self._found(),
            failed=failed, owner=self,
        )  # fmt: skip

    def _found(self) -> None:
        self.desk.announce(Changes(settings=frozenset({"recovery_checked"})))
        self.forget()
        self.notice.tell(tr("They are the right ones. Put them back where they were."), "", GOOD)
        self.show_now()

    def _ask(self) -> None:
        if not self._can_look():  # nothing that is on paper stops working
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
        self.desk.announce(Changes(settings=frozenset({"recovery_deferred"})))
        self.notice.clear()
        self.start.hide()
        self.again.hide()
        steps = NewWords(self.desk, words, self.notice)
        steps.kept.connect(self._kept)
        steps.later.connect(self.forget)
        self._show(steps)
        steps.go_on.setFocus()

    def _kept(self) -> None:
        self.forget()
        self.notice.tell(tr("Written down and checked."), "", GOOD)
        self.start.setFocus()

    def _show(self, *parts: QWidget) -> None:
        self._slot.show_parts(*parts)

    def forget(self) -> None:
        """Take the words off the screen and out of this widget."""
        self._slot.clear()
        self.start.show()
        self.again.setVisible(self._can_look())
        self.start.setEnabled(True)
