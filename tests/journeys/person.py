"""A person at the window inside this process: real windows, real worker, real vault.

Keys travel the way of a real one, through the window system to whatever has the focus, so that
a shortcut, a dialog or a widget that steals the focus shows up here.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt import exceptions
from pytestqt.qtbot import QtBot

from reflect_app.core.clock import FixedClock
from reflect_app.errors import ReflectError
from reflect_app.ui import app_window, tasks
from reflect_app.ui.app_window import open_window, parse
from reflect_app.ui.jobs import as_reflect_error
from reflect_app.ui.leaving import Leaving
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.window import MainWindow
from tests.fixtures import make_app
from tests.journeys.somebody import Somebody

_PATIENCE = 60_000  # milliseconds; a slow machine is no reason to fail


class StrayWindows(QObject):
    """Remembers everything shown as a window of its own that is neither window, dialog nor menu.

    A part that is made visible before it has a parent flashes up like that and takes the keyboard.
    """

    _FINE = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            known = isinstance(watched, MainWindow | QDialog) or watched.windowType() in self._FINE
            if not known:
                self.seen.append(repr(watched))
        return False

    def stop(self) -> None:
        """Look away."""
        self._app.removeEventFilter(self)


class Person(Somebody):
    """One person, one account on one computer (`folder`), one clock. Processes come and go."""

    def __init__(
        self, qapp: QApplication, qtbot: QtBot, folder: Path, clock: FixedClock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        super().__init__()
        self.folder = folder
        self.clock = clock
        self.successor: list[str] = []
        self._qapp = qapp
        self._qtbot = qtbot
        self._window: MainWindow | None = None
        self._worker: VaultWorker | None = None
        self.stray = StrayWindows(qapp)
        self._look = (qapp.styleSheet(), qapp.palette(), qapp.font(), qapp.style().name())
        monkeypatch.setattr(app_window, "replace_process", self.successor.extend)
        self.faults: list[str] = []
        self.unseen: list[str] = []
        monkeypatch.setattr(tasks, "as_reflect_error", self._told)

    # The program, process by process.

    def start(self, *words: str) -> None:
        """Start `reflect-app` with these words, as shipped but for the price of a key."""
        self.app = make_app(self.folder, self.clock)
        self._worker = VaultWorker()
        self.window = open_window(self._qapp, self.app, self._worker, parse(words))
        with self._qtbot.waitActive(self.window, timeout=_PATIENCE):
            self.window.activateWindow()

    def follow(self) -> None:
        """Go on in the process that takes this one's place, with the words it was given."""
        assert self.until(lambda: bool(self.successor))
        words = self.successor[self.successor.index("reflect_app") + 1 :]
        self.successor.clear()
        self._end()
        self.start(*words)

    def close(self) -> None:
        """Close the window as its frame's button does, and wait until the journal is closed."""
        window = self.window
        window.close()
        assert self.until(lambda: not window.isVisible())
        self._end()

    def leave(self) -> None:
        """Clear up whatever is still there."""
        if self._window is not None:
            self.window.last_call()
            if self.window.open_journal is not None:
                self.window.open_journal.idle.stop()
                self.window.open_journal.leaving.deleteLater()
        self._end()
        self.stray.stop()
        sheet, palette, font, style = self._look
        self._qapp.setStyle(style)
        self._qapp.setStyleSheet(sheet)
        self._qapp.setPalette(palette)
        self._qapp.setFont(font)

    @property
    def window(self) -> MainWindow:
        """The window of the process that runs."""
        assert self._window is not None
        return self._window

    @window.setter
    def window(self, window: MainWindow) -> None:
        self._window = window

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.stop()
        window, self._window = self._window, None
        if window is not None:
            window.hide()
            window.deleteLater()
        QApplication.processEvents()

    def _told(self, error: BaseException) -> ReflectError:
        """Remember a mistake of ours in full; the window shows a scrubbed one."""
        if not isinstance(error, ReflectError):
            self.faults.append("".join(traceback.format_exception(error)))
        return as_reflect_error(error)

    # Hands.

    def press(self, *chords: str) -> None:
        """Press keys one after the other."""
        for chord in chords:
            both = QKeySequence(chord)[0]  # type: ignore[index]  # the stubs do not know of it
            self._strike(both.key(), both.keyboardModifiers())
        QApplication.processEvents()
        self._watch_focus()

    def _watch_focus(self) -> None:
        """Whoever has no mouse must see where they are: remember what has the focus unseen."""
        focused = QApplication.focusWidget()
        window = self._window
        if window is None or focused is None or not window.isAncestorOf(focused):
            return

        def settled() -> bool:
            moved = focused is not QApplication.focusWidget()
            going = isinstance(window.stage(), Leaving) or not window.isVisible()
            return moved or going or not focused.visibleRegion().isEmpty()

        if not self.until(settled):
            self.unseen.append(f"{type(focused).__name__} “{focused.accessibleName()}”")

    def write(self, text: str) -> None:
        """Type a text; ASCII, as on a plain keyboard."""
        for letter in text:
            self._strike(letter)
        QApplication.processEvents()

    def _strike(
        self, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        at = QGuiApplication.focusWindow()
        assert at is not None, "no window has the keyboard"
        self.keys += 1
        QTest.keyClick(at, key, held)  # type: ignore[arg-type]  # a letter will do

    def answer_dialog(self, path: Path, opens: Callable[[], object]) -> None:
        """Do what opens a file dialog, type a path into it and press Enter."""

        def type_it() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and dialog.isActiveWindow():
                poll.stop()
                self.write(str(path))
                self.press("Return")

        poll = QTimer()
        poll.setInterval(20)
        poll.timeout.connect(type_it)
        poll.start()
        opens()
        poll.stop()
        with self._qtbot.waitActive(self.window, timeout=_PATIENCE):
            self.window.activateWindow()  # as a window manager does; offscreen there is none

    # Eyes.

    def until(self, seen: Callable[[], bool]) -> bool:
        """Wait until something is so; False where it never was."""
        try:
            self._qtbot.waitUntil(seen, timeout=_PATIENCE)
        except exceptions.TimeoutError:
            return False
        return True

    def screen(self) -> str:
        """Everything that can be read in the window now."""
        shown = [each for each in self.window.findChildren(QWidget) if each.isVisible()]
        return "\n".join(filter(None, map(_words, shown)))

    def focus(self) -> str:
        """What a screen reader calls the thing that has the focus."""
        focused = QApplication.focusWidget()
        return _spoken(focused) if focused is not None else ""

    def row(self) -> str:
        """The row of the list or tree that has the focus, as it is spoken."""
        focused = QApplication.focusWidget()
        if not isinstance(focused, QAbstractItemView):
            return ""
        at = focused.currentIndex()
        return str(at.data(Qt.ItemDataRole.AccessibleTextRole) or at.data() or "")

    def text_of(self, name: str) -> str:
        """What can be read in the part of the window that a screen reader calls this."""
        found = [each for each in self.window.findChildren(QWidget) if _spoken(each) == name]
        return "\n".join(_words(each) for each in found if each.isVisible())

    def is_blank(self) -> bool:
        """Whether nothing of a journal is in the window: it is leaving, or locked."""
        return isinstance(self.window.stage(), Leaving) or self.window.open_journal is None

    def lock(self) -> None:
        """Ctrl+L, and on into the next process, which shows the lock screen."""
        self.press("Ctrl+L")
        assert self.is_blank()
        self.follow()
        self.sees("Saved and locked.")


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text() or widget.accessibleName()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QAbstractItemView):
        return _rows(widget)
    return ""


def _rows(view: QAbstractItemView) -> str:
    """The rows of a list or tree that are in view, as they are spoken."""
    model = view.model()
    said = []
    index = view.indexAt(view.viewport().rect().topLeft())
    for row in range(max(index.row(), 0), model.rowCount()):
        at = model.index(row, 0)
        if not view.visualRect(at).intersects(view.viewport().rect()):
            break
        spoken = at.data(Qt.ItemDataRole.AccessibleTextRole) or at.data()
        said.append(str(spoken or ""))
    return "\n".join(said)


def _spoken(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return str(told.text(QAccessible.Text.Name)) if told is not None else widget.accessibleName()
