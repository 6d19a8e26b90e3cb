"""Quick unlock: this device's keychain for the hours of a shift. Off until somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from reflect_app.core.changes import Changes
from reflect_app.errors import ReflectError, WrongPassphraseError
from reflect_app.ui.page import Desk
from reflect_app.ui.quick_way import clock_time
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import body, muted
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


class QuickUnlockSection(Section):
    """Asks for the passphrase each time, or a device that was left open could go on for ever."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Security: quick unlock"),
            tr("For the next twelve hours, one button opens the journal on this computer."),
        )
        self.state = body("")
        self.mine = QCheckBox(tr("This sign-in is mine alone"))
        self.why = muted(
            tr(
                "Whoever uses your sign-in on this computer could open the journal too. On a shared"
                " sign-in, leave this off."
            )
        )
        self.secret = SecretField((tr("Passphrase"), ""))
        self.on = button(tr("Switch on for twelve hours"), self.switch_on)
        self.off = button(tr("Switch off"), self.switch_off)
        self.secret.entered.connect(self.switch_on)
        self.secret.changed.connect(self._ready)
        self.mine.toggled.connect(self._ready)
        for part in (self.state, self.mine, self.why, self.secret):
            self.box.addWidget(part)
        self.box.addLayout(row(self.on, self.off, None))
        self._ready()
        if not desk.app.organisation.quick_unlock:
            self.hide()

    def show_now(self) -> None:
        """Read whether it is on."""
        app = self.desk.app

        def read(journal: Journal) -> str:
            return app.vaults.quick_until(journal.folder)

        self.desk.ask(read, self._shown, owner=self)

    def _shown(self, until: str) -> None:
        if until:
            text = tr(
                "On until {time}, or until the computer starts anew or five tries fail."
            ).format(time=clock_time(until))
        else:
            text = tr("Off. The passphrase or the recovery words open the journal.")
        self.state.setText(text)
        self.off.setVisible(bool(until))

    def _ready(self) -> None:
        """Nothing is offered before the person says that nobody else uses this sign-in."""
        mine = self.mine.isChecked()
        self.secret.setVisible(mine)
        self.on.setVisible(mine)
        self.on.setEnabled(mine and bool(self.secret.text()))

    def switch_on(self) -> None:
        """Keep a secret in the keychain, once the passphrase was found right."""
        if not self.on.isEnabled():
            return
        app, phrase = self.desk.app, self.secret.text()

        def job(journal: Journal) -> str:
            journal.keys.check(phrase)
            return app.vaults.quick.turn_on(journal.vault)

        self.on.setEnabled(False)
        self.desk.ask(job, self._switched_on, failed=self._failed, owner=self)

    def _switched_on(self, until: str) -> None:
        self.forget()
        self._shown(until)
        self.desk.announce(Changes(settings=frozenset({"ways"})))
        text = tr("Quick unlock is on until {time}.").format(time=clock_time(until))
        self.notice.tell(text, tr("The lock screen now has a button for it."), GOOD)

    def switch_off(self) -> None:
        """Take the secret out of the keychain, and its slot out of the journal."""
        quick = self.desk.app.vaults.quick
        self.desk.ask(
            lambda journal: quick.turn_off(journal.vault),
            self._switched_off,
            failed=self._failed,
            owner=self,
        )

    def _switched_off(self, _done: None) -> None:
        self._shown("")
        self.desk.announce(Changes(settings=frozenset({"ways"})))
        self.notice.tell(tr("Quick unlock is off, and its key is gone."), "", GOOD)
        self.mine.setFocus()

    def _failed(self, error: ReflectError) -> None:
        self._ready()
        if isinstance(error, WrongPassphraseError):
            self.notice.clear()
            self.secret.complain(error.message)
            self.secret.lines[0].setFocus()
        else:
            self.notice.show_error(error)

    def forget(self) -> None:
        """Take what was typed off the screen and out of this widget."""
        self.secret.clear()
        self.secret.set_shown(shown=False)
        self.mine.setChecked(False)
