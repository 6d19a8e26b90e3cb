"""A second place for sealed backups, or the plain sentence on going without one."""

from __future__ import annotations

from pathlib import Path

from reflect_app.errors import ReflectError
from reflect_app.ui.entrance import Entrance
from reflect_app.ui.files import choose_folder
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.places import is_synced, same_disk
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.ui.widgets.text import muted
from reflect_app.words import tr


def alone_sentence() -> str:
    """What is said to a person whose journal is in one place only."""
    return tr(
        "Your journal is only on this computer. If the computer is replaced or your profile is "
        "cleared, it is gone."
    )


class SecondPlaceStep(Step):
    """Chooses a folder and makes the first backup there, so that it is known to work."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("A second place for backups"),
            tr(
                "Reflect makes a sealed backup each day you write. Choose a place that survives "
                "this computer: a memory stick, a work drive, or a synced folder."
            ),
        )
        self.box.addWidget(
            muted(tr("A backup opens only with your passphrase, or with your recovery words."))
        )
        self.skip = button(tr("Skip"), self._skip)
        self.add_buttons(tr("Choose a folder…"), self.skip, can_go_back=False)
        self._said = False
        self._chosen = False

    def _skip(self) -> None:
        if not self._said:
            self._said = True
            self.notice.tell(alone_sentence(), "", WARN)
            self.skip.setText(tr("Go on without one"))
            self.skip.setAccessibleName(self.skip.text())
            self.skip.setFocus()
            return
        opened = self.setup.opened
        if opened is not None:
            settings = opened.journal.settings
            self.entrance.tasks.save(lambda: settings.set("second_backup_skipped", True))
        self.done.emit()

    def try_next(self) -> None:
        """Choose, and try the place with a first backup; then this button goes on."""
        if self._chosen:
            self.done.emit()
            return
        folder = choose_folder(self, tr("A folder for backups"))
        if folder is not None:
            self.use(folder)

    def use(self, folder: Path) -> None:
        """Make the first backup in this folder and keep it as the second place."""
        opened = self.setup.opened
        if opened is None:
            raise RuntimeError("a place for backups was asked for before there was a journal")
        journal = opened.journal

        def job() -> None:
            journal.backups.make(folder)
            journal.settings.set("second_backup_place", str(folder))

        self.set_busy(busy=True)
        self.entrance.tasks.save(job, done=lambda _: self._made(folder), failed=self.fail)

    def _made(self, folder: Path) -> None:
        self.set_busy(busy=False)
        self._chosen = True
        self.skip.hide()
        self.next.setText(tr("Next"))
        self.next.setFocus()
        if same_disk(folder, self.setup.folder) and not is_synced(folder):
            self.notice.tell(
                tr("The first backup is made and checked, but on the same disk as your journal."),
                tr("It helps if the journal is damaged, not if this computer is lost."),
                WARN,
            )
        else:
            self.notice.tell(
                tr("The first backup is made and checked."),
                tr("It is in {folder}.").format(folder=folder),
                GOOD,
            )

    def fail(self, error: ReflectError) -> None:
        """The place does not work: say so, and let another be chosen."""
        super().fail(error)
        self._chosen = False
