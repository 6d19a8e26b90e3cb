"""The window: one top-level window whose title never says more than "Reflect".

It shows a screen of the entrance while locked and the workspace while open, and owns what must
work everywhere: lock, conceal, the idle lock, and the keys that open pages.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from reflect_app.errors import ReflectError
from reflect_app.ui.entrance import DEMO, FIRST_RUN, RESTORE, Entrance, Opened, Screen
from reflect_app.ui.focus import FocusInSight
from reflect_app.ui.successor import Place

if TYPE_CHECKING:
    from reflect_app.ui.open_journal import OpenJournal

TITLE = "Reflect"
_SMALLEST = QSize(560, 420)
_FRAME = QSize(8, 44)
"""Room for the frame that a window manager adds; Qt cannot know it before the window is shown."""


Replace = Callable[[Place, Path | None, bool], object]
"""Ends this process for a fresh one at this place, with this journal; None is the demonstration.
The last says that a quick note was sealed, and nothing was open."""


class MainWindow(QMainWindow):
    """Locked or open. `replace` ends this process and starts a fresh one at the lock screen."""

    opened = Signal()
    """A journal is in the window."""

    def __init__(
        self,
        app: QApplication,
        entrance: Entrance,
        replace: Replace,
        seconds: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._entrance = entrance
        self._settings = entrance.app.settings
        self._replace = replace
        self._open: OpenJournal | None = None
        self._leaving = False
        self._may_close = False
        self.setWindowTitle(TITLE)
        self.setMinimumSize(_SMALLEST)
        self._stages = QStackedWidget()
        self.setCentralWidget(self._stages)
        self._seconds = seconds
        FocusInSight(app, self)
        entrance.opened.connect(self._opened)
        entrance.moved.connect(self.enter)
        entrance.noted.connect(lambda folder: self._replace(self.place(), folder, True))

    def stage(self) -> QWidget | None:
        """What fills the window now."""
        return self._stages.currentWidget()

    @property
    def open_journal(self) -> OpenJournal | None:
        """The journal in the window, None while locked."""
        return self._open

    def place_at(self, place: Place | None) -> None:
        """Take the size of last time, and the position where one is given."""
        kept = self._settings.value
        room = self._app.primaryScreen().availableGeometry().size() - _FRAME
        wanted = QSize(kept.width, kept.height)
        if place is not None:
            wanted = QSize(place.width, place.height)
        self.resize(wanted.boundedTo(room).expandedTo(_SMALLEST))
        if place is not None:
            self.move(place.x, place.y)
            if place.maximised:
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def enter(
        self, screen: str, folder: Path | None = None, *, locked: bool = False, sealed: bool = False
    ) -> None:
        """Show a screen of the entrance; `locked` says that it follows a lock, `sealed` a note."""
        made = self._screen(screen, folder, locked, sealed)
        self._show(made)
        made.begin()

    def _screen(self, screen: str, folder: Path | None, locked: bool, sealed: bool) -> Screen:
        if screen == DEMO:
            from reflect_app.ui.demo_screen import DemoScreen

            return DemoScreen(self._entrance, locked=locked)
        if screen in (FIRST_RUN, RESTORE):
            from reflect_app.ui.pages.first_run import FirstRunPage

            if screen == RESTORE:
                return FirstRunPage(self._entrance, restoring=True, backup=folder)
            return FirstRunPage(self._entrance, folder)
        from reflect_app.ui.pages.unlock import UnlockPage

        return UnlockPage(self._entrance, folder, locked=locked, sealed=sealed)

    def _show(self, stage: QWidget) -> None:
        before = self._stages.currentWidget()
        self._stages.addWidget(stage)
        self._stages.setCurrentWidget(stage)
        if before is not None:
            self._stages.removeWidget(before)
            before.deleteLater()

    def _opened(self, opened: Opened, page: str) -> None:
        # Imported here: this brings every page and the services, and the lock screen must not wait.
        from reflect_app.ui.open_journal import OpenJournal

        made = OpenJournal(self._app, self._entrance, opened, self._seconds)
        self._open = made
        made.lock_asked.connect(self.lock)
        self._add_key("Ctrl+L", self.lock)
        self._add_key("F9", self.conceal)
        self._add_key("Ctrl+F", self._search)
        for key, name in made.page_keys():
            self._add_key(key, partial(self._go, name))
        self._show(made.workspace)
        made.begin(page)
        self.opened.emit()

    def lock(self) -> None:
        """Hide the content at once, save, close the vault, and be replaced by a fresh process."""
        self._end(self._be_replaced)

    def conceal(self) -> None:
        """Blank the page, or bring it back."""
        if self._open is not None:
            self._open.workspace.conceal()

    def _go(self, page: str) -> None:
        if self._open is not None and not self._leaving:
            self._open.workspace.go(page)

    def _search(self) -> None:
        if self._open is not None and not self._leaving:
            self._open.workspace.search()

    def _end(self, then: Callable[[], object]) -> None:
        if self._open is None or self._leaving:
            return
        self._leaving = True
        sheet = self._open.leaving
        self._stages.addWidget(sheet)
        self._stages.setCurrentWidget(sheet)
        self._stages.repaint()
        for other in self._app.topLevelWidgets():
            if other is not self and other.isVisible():
                other.close()
        self._open.end(then)

    def _be_replaced(self) -> None:
        self._keep_size()
        if self._open is not None:
            demo = self._open.opened.demo
            self._replace(self.place(), None if demo else self._open.folder, False)

    def place(self) -> Place:
        """Where the window stands and how big it is when not maximised."""
        normal = self.normalGeometry() if self.isMaximized() else self.geometry()
        at = self.frameGeometry().topLeft() if not self.isMaximized() else normal.topLeft()
        return Place(at.x(), at.y(), normal.width(), normal.height(), self.isMaximized())

    def _keep_size(self) -> None:
        if self._open is not None and self._open.opened.demo:
            return
        place = self.place()
        # A full disk must not stand in the way of a lock.
        with suppress(ReflectError):
            self._settings.change(width=place.width, height=place.height)

    def _quit(self) -> None:
        self._may_close = True
        self._keep_size()
        QTimer.singleShot(0, self.close)  # never inside the closeEvent that asked for it

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing saves and closes the vault first, as a lock does, then ends the program."""
        stage = self.stage()
        if isinstance(stage, Screen) and stage.holding():
            event.ignore()
            return
        if self._open is None or self._may_close:
            event.accept()
            return
        event.ignore()
        self._end(self._quit)

    def last_call(self) -> None:
        """The program ends without having been asked (log-off): queue every save and the close."""
        opened = self._entrance.held
        if self._open is not None and not self._leaving:
            for page in self._open.workspace.pages():
                page.leave()
            opened = self._open.opened
        if opened is not None and not self._leaving:
            self._entrance.tasks.save(opened.close)

    def changeEvent(self, event: QEvent) -> None:
        """Conceal when another program comes to the front, where that was chosen."""
        super().changeEvent(event)
        if (
            event.type() == QEvent.Type.ActivationChange
            and self._open is not None
            and self._settings.value.conceal_when_inactive
            and self._app.activeWindow() is None
            and not self._open.workspace.concealed()
        ):
            self._open.workspace.conceal()

    def _add_key(self, key: str, run: Callable[[], object]) -> None:
        if self._open is not None:
            self._open.keys.add(key)
        action = QAction(self)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False: run())
        self.addAction(action)
