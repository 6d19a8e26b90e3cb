"""Every screen that somebody may stand at while no journal is open, and what lies across the page
of an open one: a first run from end to end, the lock screen on its good and bad days.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from reflect_app.app import App
from reflect_app.settings import KnownVault
from reflect_app.ui.damaged_screen import DamagedScreen
from reflect_app.ui.demo_screen import DemoScreen
from reflect_app.ui.entrance import FIRST_RUN, RESTORE, UNLOCK, Entrance
from reflect_app.ui.first_run.passphrase import PassphraseStep
from reflect_app.ui.first_run.place import PlaceStep
from reflect_app.ui.first_run.privacy import PrivacyStep
from reflect_app.ui.first_run.recovery import TypeBackStep, WordsStep
from reflect_app.ui.first_run.second_place import SecondPlaceStep
from reflect_app.ui.jobs import InlineTasks
from reflect_app.ui.pages.first_run import FirstRunPage
from reflect_app.ui.pages.unlock import UnlockPage
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.window import MainWindow
from reflect_app.ui.workspace import Workspace
from tests.fixtures import PASSPHRASE
from tests.helpers import longest
from tests.helpers.panes import Going

W = TypeVar("W", bound=QWidget)


class Doors:
    """A window of its own, on an account where nobody has a journal yet. Close it."""

    def __init__(self, qt: QApplication, app: App, theme: ThemeKeeper) -> None:
        self._app = app
        self._entrance = Entrance(app, theme, InlineTasks())
        self.window = MainWindow(qt, self._entrance, lambda *_: None, lambda: 0.0)
        self._folder = app.paths.default_vault
        self._other = self._folder.with_name("other")

    def close(self) -> None:
        """Close the journal that the window holds, if it holds one."""
        if self.window.open_journal is not None:
            self.window.open_journal.idle.stop()
        self.window.last_call()
        self.window.hide()

    def stops(self) -> Iterator[Going]:
        """In the order in which somebody meets them."""
        yield from self._first_run()
        yield from self._locked()
        yield from self._bad_days()
        yield from self._across()

    def _stage(self, kind: type[W]) -> W:
        stage = self.window.stage()
        assert isinstance(stage, kind)
        return stage

    def _step(self, kind: type[W]) -> W:
        step = self._stage(FirstRunPage).step
        assert isinstance(step, kind)
        return step

    def _first_run(self) -> Iterator[Going]:
        yield "first-place", partial(self.window.enter, FIRST_RUN)
        yield "first-restore", self._stage(FirstRunPage).restore
        self.window.enter(FIRST_RUN)
        yield "first-passphrase", self._step(PlaceStep).next.click
        choose = self._step(PassphraseStep)
        yield "first-suggested", choose.suggest.click
        for line in choose.secret.lines:
            line.setText(PASSPHRASE)
        yield "first-words", choose.next.click
        words = self._step(WordsStep)
        yield "first-printing", words.panel.print.click
        yield "first-put-off", words.later.click
        yield "first-hidden", words._nobody_there
        words._known(None)
        yield "first-type-back", words.next.click
        asked = self._step(TypeBackStep).asked
        asked.fields[0].complain("W" * 20)
        self._stage(FirstRunPage)._second()
        yield "first-second-place", lambda: None
        yield "first-no-second", self._step(SecondPlaceStep).skip.click
        self._stage(FirstRunPage)._privacy()
        yield "first-privacy", lambda: None
        self._step(PrivacyStep)
        opened = self._stage(FirstRunPage).setup.opened
        assert opened is not None
        opened.close()
        self._entrance.held = None

    def _locked(self) -> Iterator[Going]:
        yield "lock", partial(self.window.enter, UNLOCK, locked=True)
        screen = self._stage(UnlockPage)
        yield "lock-words", screen.other_way.click
        screen.other_way.click()
        yield "lock-wrong", partial(self._try, "wrong")
        yield "lock-waits", partial(screen.patience.left.emit, 30)
        screen.patience.left.emit(0)
        yield "lock-support", screen.show_support
        screen._back(screen.support)
        yield "lock-note", screen.show_note
        note = screen.note_screen
        assert note is not None
        note.editor.setPlainText(longest.text(60))
        yield "lock-note-kept", note.back.click
        note._thrown()
        yield "demo-locked", self._demo
        self._app.vaults.create(self._other, PASSPHRASE).journal.close()
        self._app.settings.change(vaults=(KnownVault(str(self._other), longest.TITLE),))
        yield "lock-two", partial(self.window.enter, UNLOCK)

    def _demo(self) -> None:
        made = DemoScreen(self._entrance, locked=True)
        self.window._show(made)
        made.begin()

    def _try(self, phrase: str) -> None:
        screen = self._stage(UnlockPage)
        screen.secret.lines[0].setText(phrase)
        screen.unlock.click()

    def _bad_days(self) -> Iterator[Going]:
        journal = self._app.vaults.unlock(self._folder, PASSPHRASE)
        yield "lock-in-use", partial(self._try, PASSPHRASE)
        journal.backups.make()
        journal.close()
        whole = _bytes(self._folder)
        _spoil(self._folder)
        yield "lock-damaged", partial(self._try, PASSPHRASE)
        yield "damaged", self._stage(UnlockPage).notice.action.click
        damaged = self.window.findChild(DamagedScreen)
        assert damaged is not None
        yield "damaged-busy", partial(damaged._busy, on=True)
        damaged._busy(on=False)
        (self._folder / "vault.db").write_bytes(whole)
        yield "restoring", partial(self.window.enter, RESTORE, damaged.backup)

    def _across(self) -> Iterator[Going]:
        """An older copy of the journal, and what lies over its page."""
        before = self._folder.with_name("before")
        shutil.copytree(self._folder, before)
        journal = self._app.vaults.unlock(self._folder, PASSPHRASE)
        longest.fill(journal)
        journal.close()
        shutil.rmtree(self._folder)
        shutil.copytree(before, self._folder)
        self.window.enter(UNLOCK)
        yield "rolled-back", partial(self._try, PASSPHRASE)
        work, opened = self._stage(Workspace), self.window.open_journal
        assert opened is not None
        yield "idle-warned", partial(work.idle.warn, 20)
        work.idle.hide()
        yield "concealed", self.window.conceal
        self.window.conceal()
        yield "not-saved", partial(self._stuck, opened.leaving)

    def _stuck(self, sheet: QWidget) -> None:
        opened = self.window.open_journal
        assert opened is not None
        self.window._stages.addWidget(sheet)
        self.window._stages.setCurrentWidget(sheet)
        opened.leaving._stuck(None)


def _bytes(folder: Path) -> bytes:
    return (folder / "vault.db").read_bytes()


def _spoil(folder: Path) -> None:
    """One bit of the first page, as a bad disk would."""
    data = _bytes(folder)
    (folder / "vault.db").write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
