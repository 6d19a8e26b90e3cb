"""Another passphrase: the old one is asked first, and old copies are spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_app.core.changes import Changes
from reflect_app.errors import ReflectError, WrongPassphraseError
from reflect_app.services.keys import old_copies
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal

_ENOUGH = 3
"""The score below which a stranger would guess it; the same as for a new journal."""


class PassphraseSection(Section):
    """Security: change passphrase. What was typed is forgotten when the page goes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Security: change passphrase"),
            tr("Your entries and recovery words stay as they are."),
        )
        self.secret = SecretField(
            (tr("Passphrase now"), ""),
            (tr("New passphrase"), tr("Four ordinary words are strong, and easy to remember.")),
            (tr("The new one once more"), ""),
        )
        self.change = button(tr("Change passphrase"), self.try_change)
        self.secret.entered.connect(self.try_change)
        self.box.addWidget(self.secret)
        self.box.addLayout(row(self.change, None))

    def try_change(self) -> None:
        """Change it if the lines agree, it is no guess for a stranger, and the old one fits."""
        now, new, again = (self.secret.text(index) for index in range(3))
        if not now:
            self._complain(tr("Type the passphrase that opens the journal now."), 0)
        elif not new:
            self._complain(tr("Type a new passphrase."), 1)
        elif new != again:
            self._complain(tr("This is not the same as above."), 2)
        else:
            self._begin(now, new)

    def _begin(self, now: str, new: str) -> None:
        self._set_busy(busy=True)
        app = self.desk.app

        def job(journal: Journal) -> bool:
            journal.keys.check(now)
            if app.vaults.strength(new).score < _ENOUGH:
                return False
            journal.keys.change_passphrase(new)
            return True

        self.desk.ask(job, self._done, failed=self._failed, owner=self)

    def _done(self, changed: bool) -> None:
        self._set_busy(busy=False)
        if not changed:
            text = tr("This would be guessed too easily. Add another word or two.")
            self._complain(text, 1)
            return
        self.forget()
        self.desk.announce(Changes(settings=frozenset({"ways"})))
        self.notice.tell(tr("The passphrase is changed."), old_copies(), GOOD)
        self.change.setFocus()

    def _failed(self, error: ReflectError) -> None:
        self._set_busy(busy=False)
        if isinstance(error, WrongPassphraseError):
            self._complain(error.message, 0)
        else:
            self.notice.show_error(error)

    def _complain(self, text: str, line: int) -> None:
        self.notice.clear()
        self.secret.complain(text, line)
        self.secret.lines[line].setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self.secret.setEnabled(not busy)
        self.change.setEnabled(not busy)

    def forget(self) -> None:
        """Take what was typed off the screen and out of this widget."""
        self.secret.clear()
        self.secret.set_shown(shown=False)
