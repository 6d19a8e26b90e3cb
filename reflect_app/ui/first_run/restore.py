"""Putting a backup back as a journal, on this computer or a new one."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reflect_app.errors import CancelledError, ReflectError, WrongPassphraseError
from reflect_app.ui.entrance import Entrance, Opened
from reflect_app.ui.files import choose_folder, choose_to_open
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.patience import Patience
from reflect_app.ui.places import free_folder
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.going import Going
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import small, subheading
from reflect_app.words import tr


class RestoreStep(Step):
    """Which backup, into which folder, with the passphrase of the backup's day."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Restore a backup"),
            tr("The backup becomes a journal in a new folder. The backup itself stays as it is."),
        )
        self.backup: Path | None = None
        self.folder = free_folder(setup.folder)
        self.which = small(tr("No backup chosen yet"))
        self.where = small(str(self.folder))
        self.secret = SecretField(
            (tr("Passphrase"), tr("The one that opened the journal when the backup was made."))
        )
        self.patience = Patience(self)
        self.patience.left.connect(lambda left: self.next.setEnabled(not left))
        self.box.addWidget(subheading(tr("Backup")))
        self.choose = button(tr("Choose a backup…"), self._choose)
        self.box.addLayout(_beside(self.choose, self.which))
        self.box.addWidget(subheading(tr("New folder")))
        elsewhere = button(tr("Another folder…"), self._choose_folder)
        self.box.addLayout(_beside(elsewhere, self.where))
        self.box.addWidget(self.secret)
        self.going = Going(
            tr("Reading the backup, checking every page, and making a journal of it."),
            tr("Progress"),
        )
        self.box.addWidget(self.going)
        self.add_buttons(tr("Restore"))
        self.secret.entered.connect(self.try_next)

    def begin(self) -> None:
        """The backup comes first."""
        if self.backup is None:
            self.choose.setFocus()
        else:
            self.secret.setFocus()

    def _choose(self) -> None:
        kinds = tr("Reflect backups (*.reflect-backup)")
        chosen = choose_to_open(self, tr("Choose a backup"), kinds)
        if chosen is not None:
            self.use(chosen)

    def use(self, backup: Path) -> None:
        """Take this backup."""
        self.backup = backup
        self.which.setText(str(backup))
        self.secret.setFocus()

    def _choose_folder(self) -> None:
        chosen = choose_folder(self, tr("A folder for the journal"))
        if chosen is not None:
            self.folder = free_folder(chosen)
            self.where.setText(str(self.folder))

    def try_next(self) -> None:
        """Restore, if everything that is needed was given."""
        if self.patience.remaining:
            return
        if self.backup is None:
            self.notice.tell(tr("Choose a backup first."))
            self.choose.setFocus()
        elif not self.secret.text():
            self.secret.complain(tr("Type the passphrase."))
            self.secret.setFocus()
        else:
            self._restore(self.backup, self.folder, self.secret.text())

    def _restore(self, backup: Path, folder: Path, phrase: str) -> None:
        app, tasks = self.entrance.app, self.entrance.tasks

        def job() -> Generator[None, None, Opened]:
            yield
            return Opened.of(app.vaults.restore(backup, folder, phrase, tasks.pace))

        self.set_busy(busy=True)
        self.notice.clear()
        self.going.begin()
        self.going.follow(
            tasks.maintain(
                job, pace=self.going.pace, done=self._restored, failed=self.fail, owner=self
            )
        )

    def _restored(self, opened: Opened) -> None:
        self.going.end()
        self.setup.opened = opened
        self.entrance.hold(opened)
        self.secret.clear()
        self.done.emit()

    def fail(self, error: ReflectError) -> None:
        """Say what went wrong; a wrong passphrase counts as one on the lock screen does."""
        self.going.end()
        super().fail(error)
        if isinstance(error, CancelledError):
            self.notice.tell(tr("Stopped. Nothing was written."))
            self.next.setFocus()
        if isinstance(error, WrongPassphraseError):
            self.secret.setFocus()
            self.patience.wrong()


def _beside(step: QWidget, words: QLabel) -> QHBoxLayout:
    """A button as wide as it is, and the words that it changes in all the room there is."""
    made = row(step, words)
    made.setStretchFactor(words, 1)
    return made
