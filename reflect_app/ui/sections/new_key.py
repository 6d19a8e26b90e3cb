"""A new key for the whole journal, step by step: why, the passphrase, new words, a backup."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_app.core.changes import Changes
from reflect_app.errors import CancelledError, ReflectError, WrongPassphraseError
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.backups import back_up_everywhere
from reflect_app.ui.sections.new_words import NewWords, Slot
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.going import Going
from reflect_app.ui.widgets.notice import ERROR, GOOD, WARN
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import muted
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal
    from reflect_app.services.vaults import Rotated


class NewKeySection(Section):
    """The journal stays open all the while. A lock that comes meanwhile stops it, as Stop does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Security: a new key"),
            tr(
                "Worth it when somebody may have a copy of this journal and know what opens it."
                " If that is the passphrase, change it first."
            ),
        )
        self.why = muted(
            tr(
                "Every page is written anew under a new key. What you wrote and your passphrase"
                " stay. You get new recovery words to write down: the ones you have now stop"
                " working, and so does quick unlock. Copies and backups made before still open"
                " with what opens them now."
            )
        )
        self.secret = SecretField((tr("Passphrase"), ""))
        self.start = button(tr("Give the journal a new key…"), self.ask)
        self.going = Going(
            tr(
                "Writing every page anew and checking it. Other pages wait until this is done. If"
                " you stop it or Reflect locks, the journal keeps the key it has."
            ),
            tr("A new key is being made"),
        )
        self.after = muted("")
        self._slot = Slot()
        self.secret.entered.connect(self.ask)
        self.secret.changed.connect(self._typed)
        for part in (self.why, self.secret, self.going):
            self.box.addWidget(part)
        self.box.addLayout(row(self.start, None))
        self.box.addLayout(self._slot)
        self.box.addWidget(self.after)
        self.after.hide()
        self._busy(on=False)

    def ask(self) -> None:
        """Ask once more: what hangs on a wall or lies in a drawer stops working."""
        if not self.secret.text():
            self.secret.complain(tr("Type the passphrase that opens the journal now."))
            self.secret.setFocus()
            return
        self.notice.tell(
            tr("Have pen and paper at hand. The recovery words you have now will stop working."),
            tr("The new ones are shown once, right after this."),
            WARN,
            tr("Make the new key"),
            self.begin,
        )
        self.notice.action.setFocus()

    def begin(self) -> None:
        """Write the journal anew, once everything that was asked before is done."""
        app, phrase = self.desk.app, self.secret.text()
        self.forget()
        self._busy(on=True)

        def job(journal: Journal) -> Generator[None, None, Rotated]:
            yield  # what was typed is saved first
            return app.vaults.renew_key(journal, phrase)

        self.going.follow(
            self.desk.maintain(
                job, self._made, pace=self.going.pace, failed=self._failed, owner=self
            )
        )

    def _made(self, rotated: Rotated) -> None:
        self._busy(on=False)
        self._hide_first_step(hidden=True)
        self.desk.announce(Changes(settings=frozenset({"recovery_deferred"})))
        self.desk.say(tr("The journal has a new key. Its new recovery words are in Settings."))
        self.notice.tell(
            tr("The journal has a new key. The passphrase stays the same."),
            tr("Write these words down now, in order. They are shown this once."),
            GOOD,
        )
        steps = NewWords(self.desk, rotated.recovery_words, self.notice)
        steps.kept.connect(self._kept)
        steps.later.connect(self._end)
        self._slot.show_parts(steps)
        steps.go_on.setFocus()
        self._tell_older(rotated.older, "")
        self.desk.maintain(
            back_up_everywhere,
            lambda places: self._tell_older(
                rotated.older,
                tr("A backup under the new key is in {places}.").format(
                    places=tr(" and in ").join(places)
                ),
            ),
            failed=lambda error: self._tell_older(rotated.older, error.message),
            owner=self,
        )

    def _tell_older(self, older: tuple[Path, ...], backup: str) -> None:
        said = [backup] if backup else []
        if older:
            said.append(tr("These still open with what opened the journal before:"))
            said += [str(path) for path in older]
        said.append(tr("So do copies that Reflect cannot see. Delete those you can reach."))
        self.after.setText("\n".join(said))
        self.after.show()

    def _kept(self) -> None:
        self._end()
        self.notice.tell(tr("Written down and checked."), "", GOOD)

    def _end(self) -> None:
        self._slot.clear()
        self._hide_first_step(hidden=False)
        self.start.setFocus()

    def _failed(self, error: ReflectError) -> None:
        self._busy(on=False)
        if isinstance(error, WrongPassphraseError):
            self.secret.complain(error.message)
            self.secret.setFocus()
        elif error.name == "closed-by-refusal":
            self.notice.tell(error.message, error.hint, ERROR, tr("Lock now"), self.desk.lock)
            self.notice.action.setFocus()
        elif isinstance(error, CancelledError):
            self.notice.tell(
                tr("Stopped. The journal keeps the key it has."),
                tr("Nothing has changed. Your recovery words are the ones you had."),
            )
            self.start.setFocus()
        else:
            self.notice.show_error(error)
            self.start.setFocus()

    def _typed(self) -> None:
        if self.secret.text():
            self.after.hide()

    def _busy(self, *, on: bool) -> None:
        if on:
            self.going.begin()
        else:
            self.going.end()
        self._hide_first_step(hidden=on)

    def _hide_first_step(self, *, hidden: bool) -> None:
        self.why.setHidden(hidden)
        self.secret.setHidden(hidden)
        self.start.setHidden(hidden)

    def forget(self) -> None:
        """Take passphrase and words off the screen. Words that come later are shown then."""
        self.secret.clear()
        self.secret.set_shown(shown=False)
        self.notice.clear()
        self.after.hide()
        if self._slot.count():
            self._slot.clear()
            self._hide_first_step(hidden=False)
