"""An open journal in the window: its desk, its workspace, what is said once, and its end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reflect_app.core import when
from reflect_app.errors import CancelledError, FileProblemError, ReflectError
from reflect_app.services.bin import ClockDoubt, Tidied
from reflect_app.services.journal import Journal
from reflect_app.ui.away import AwayWatch
from reflect_app.ui.clipboard import ClipboardGuard
from reflect_app.ui.entrance import Entrance, Opened
from reflect_app.ui.idle import IdleWatch, awake_seconds
from reflect_app.ui.keys import KeysFirst
from reflect_app.ui.leaving import Leaving
from reflect_app.ui.page import Desk
from reflect_app.ui.readying import Readying
from reflect_app.ui.registry import page_specs
from reflect_app.ui.workspace import Workspace
from reflect_app.words import tr


class OpenJournal(QObject):
    """Lives from unlock to lock. The window shows `workspace`, and `leaving` once it ends."""

    lock_asked = Signal()
    """By the person, or because nobody was there."""

    def __init__(
        self,
        app: QApplication,
        entrance: Entrance,
        opened: Opened,
        seconds: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self._entrance = entrance
        self.opened = opened
        entrance.tasks.interrupter = opened.journal.interrupt
        opened.journal.keep_pace(entrance.tasks.pace)
        self.desk = Desk(entrance.app, opened.journal, entrance.tasks, entrance.theme)
        entrance.tasks.on_error = self.desk.trouble
        self.workspace = Workspace(self.desk, page_specs())
        self.leaving = Leaving(entrance.tasks)
        self.keys = KeysFirst(app, self)
        self.idle = IdleWatch(app, self._minutes(), seconds or awake_seconds, self)
        self.idle.expired.connect(self.lock_asked)
        self.idle.warned.connect(self.workspace.idle.warn)
        self.idle.stirred.connect(self.workspace.idle.hide)
        # Below the workspace, so that it ends with the pages it would add to.
        self.readying = Readying(self.workspace.ready(), self.idle.quiet, self.workspace)
        self.away = AwayWatch(self)
        self.away.gone.connect(self.lock_asked)
        self.clipboard = ClipboardGuard(app.clipboard(), self)
        self.desk.lock_asked.connect(self.lock_asked)
        self.desk.idle_changed.connect(self.idle.set_minutes)
        self._say_what_is_unusual()

    def _minutes(self) -> int:
        return self._entrance.app.idle_minutes

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self.opened.folder

    def page_keys(self) -> list[tuple[str, str]]:
        """The keys that open a page, with the page's id."""
        return [(spec.key, spec.id) for spec in page_specs() if spec.key]

    def begin(self, page: str) -> None:
        """Show the first page, then look after the backup when nothing else is to be done."""
        self.idle.start()
        self.away.start()
        listed = [spec.id for spec in page_specs()]
        self.workspace.go(page if page in listed else listed[0])
        self.readying.start()
        if not (self.opened.read_only or self.opened.demo):
            self.desk.maintain(daily_backup, self._backed_up, failed=self._not_backed_up)

    def end(self, then: Callable[[], object]) -> None:
        """Save, close the vault, then call `then`."""
        self.idle.stop()
        self.readying.stop()
        self.clipboard.clear()
        self._entrance.tasks.interrupter = None
        self.leaving.begin(self.opened, self.workspace.pages(), then)

    def _say_what_is_unusual(self) -> None:
        if self.opened.demo:
            self.workspace.add_bar(
                tr("A demonstration with made-up entries. Nothing here is kept.")
            )
        rollback = self.opened.rollback
        if rollback is not None:
            older, newer = when.apart(rollback.vault_at, rollback.anchor_at)
            bar = self.workspace.add_bar(
                tr(
                    "This copy is from {older}. This computer last saw one from {newer}. "
                    "You can read it; nothing can be written until you choose to go on with it."
                ).format(older=older, newer=newer),
                tr("Go on with this copy"),
                lambda: self._accept(bar),
            )
        elif self.opened.read_only:
            self.workspace.add_bar(
                tr("Open to read only: this journal is being written somewhere else.")
            )

    def _accept(self, bar: QObject) -> None:
        def accepted(_result: None) -> None:
            bar.deleteLater()
            self.desk.say(tr("You can write in this copy now."))

        self.desk.ask(lambda journal: journal.integrity.accept(), accepted, owner=self)

    def _backed_up(self, where: int) -> None:
        if where:
            self.desk.say(tr("Today's backup is made and checked."))
        self._ask_the_date()

    def _not_backed_up(self, error: ReflectError) -> None:
        self.desk.say(error.message)
        self._ask_the_date()

    def _ask_the_date(self) -> None:
        """After some days away a computer's clock is not believed until a person says so, and
        nothing is erased for its age meanwhile."""
        self.desk.ask(lambda journal: journal.tidy().doubt, self._doubted, owner=self)

    def _doubted(self, doubt: ClockDoubt | None) -> None:
        if doubt is not None:
            bar = self.workspace.add_bar(
                tr(
                    "Is it {day} today? If it is, what has been in the bin, or kept from others, "
                    "for its full time goes for good."
                ).format(day=when.day(doubt.says)),
                tr("Yes, it is"),
                lambda: self._believe(bar),
            )

    def _believe(self, bar: QObject) -> None:
        def believed(_result: Tidied) -> None:
            bar.deleteLater()
            self.desk.say(tr("What had been kept its full time is erased."))

        self.desk.save(lambda journal: journal.tidy(clock_is_right=True), believed, owner=self)


def daily_backup(journal: Journal) -> Generator[None, None, int]:
    """One backup a day, in both places, then what has been in the bin for thirty days goes.

    Returns in how many places a backup was made. With a clock that is not believed, the bin
    keeps everything until somebody has answered for it.
    """
    made, problem = 0, ""
    if journal.backups.due():
        yield
        try:
            done = yield from journal.backups.daily()
        except CancelledError:
            raise
        except ReflectError as refusal:
            problem = refusal.message
        else:
            problem, made = done.problem, len(done.made)
    yield
    journal.tidy()  # whatever became of the backup: the bin's clock does not wait for a stick
    if problem:
        raise FileProblemError(problem)
    return made
