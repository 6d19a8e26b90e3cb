"""Screen lock, sleep and user switch, on a real bus of the test's own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.away import session_path, tells_of_leaving
from reflect_app.ui.away_windows import WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, is_leaving
from reflect_app.ui.idle import IdleWatch
from reflect_app.ui.window import MainWindow
from tests.helpers.sources import ROOT
from tests.ui.conftest import Replaced, Seconds

#: Stands in for the desktop and for logind, listens with the real thing, and says who was heard.
BUS = """
import json, os, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from reflect_app.ui.away import SCREENS, AwayWatch, LOGIND, SESSION, session_path
app = QCoreApplication([])
bus = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "desktop")
assert bus.registerService(LOGIND)
watch, heard = AwayWatch(), []
mine = session_path(os.environ["XDG_SESSION_ID"])
manager = "/org/freedesktop/login1", LOGIND + ".Manager"
properties = "org.freedesktop.DBus.Properties"
signals = [
    *((name, "/", name, "ActiveChanged", [True]) for name in SCREENS),
    ("unlocked", "/", SCREENS[0], "ActiveChanged", [False]),
    ("odd", "/", SCREENS[0], "ActiveChanged", ["yes"]),
    ("sleep", *manager, "PrepareForSleep", [True]),
    ("woke", *manager, "PrepareForSleep", [False]),
    ("lock", mine, SESSION, "Lock", []),
    ("another's lock", mine + "9", SESSION, "Lock", []),
    ("switched", mine, properties, "PropertiesChanged", [SESSION, {"Active": False}, []]),
    ("came back", mine, properties, "PropertiesChanged", [SESSION, {"Active": True}, []]),
    ("last", "/", SCREENS[0], "ActiveChanged", [True]),
]
sent = iter(signals)
now = [""]
def heard_it():
    heard.append(now[0])
    if now[0] == "last":
        print(json.dumps(heard))
        app.quit()
def send():
    name, path, interface, member, arguments = next(sent, ("", "", "", "", None))
    if arguments is None:
        return
    now[0] = name
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments(arguments)
    bus.send(message)
    QTimer.singleShot(50, send)
watch.gone.connect(heard_it)
watch.start()
QTimer.singleShot(0, send)
QTimer.singleShot(20000, app.quit)
app.exec()
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs Debian's dbus")
def test_what_the_desktop_and_logind_say_is_heard() -> None:
    bus = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" XDG_SESSION_ID=12 exec "$@"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", bus, "sh", sys.executable, "-c", BUS],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    screens = [f"org.{who}.ScreenSaver" for who in ("freedesktop", "gnome", "cinnamon", "mate")]
    assert json.loads(done.stdout) == [*screens, "sleep", "lock", "switched", "last"]


@pytest.mark.parametrize(
    ("number", "path"), [("c1", "c1"), ("2", "_32"), ("12", "_312"), ("a-b", "a_2db")]
)
def test_a_session_has_the_path_that_systemd_gives_it(number: str, path: str) -> None:
    assert session_path(number) == f"/org/freedesktop/login1/session/{path}"


@pytest.mark.parametrize(
    ("changes", "leaving"),
    [
        ({"Active": False}, True),
        ({"LockedHint": True}, True),
        ({"Active": True, "LockedHint": False}, False),
        ({"IdleHint": True}, False),
        ({}, False),
    ],
)
def test_a_seat_that_is_left_or_locked_counts(changes: dict[str, object], leaving: bool) -> None:
    assert tells_of_leaving(changes) is leaving


@pytest.mark.parametrize(
    ("message", "reason", "leaving"),
    [
        (WM_WTSSESSION_CHANGE, 0x7, True),
        (WM_WTSSESSION_CHANGE, 0x2, True),
        (WM_WTSSESSION_CHANGE, 0x8, False),
        (WM_POWERBROADCAST, 0x4, True),
        (WM_POWERBROADCAST, 0x7, False),
        (0x0010, 0x7, False),
    ],
)
def test_what_windows_says_is_read(message: int, reason: int, leaving: bool) -> None:
    assert is_leaving(message, reason) is leaving


def test_the_journal_locks_once_however_often_it_is_told(
    opened: MainWindow, replaced: Replaced
) -> None:
    assert opened.open_journal is not None
    opened.open_journal.away.gone.emit()
    opened.open_journal.away.gone.emit()
    assert len(replaced) == 1


class Sheet(QWidget):
    """Counts how often it was painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1


@pytest.fixture
def slept() -> Seconds:
    """How long the computer has slept."""
    return Seconds()


@pytest.fixture
def watch(qapp: QApplication, seconds: Seconds, slept: Seconds) -> Iterator[IdleWatch]:
    """An idle lock of five minutes that has not begun."""
    made = IdleWatch(qapp, 5, seconds, slept=slept)
    yield made
    made.stop()


def test_after_a_sleep_what_locks_is_painted_and_no_page(
    watch: IdleWatch, slept: Seconds, qtbot: QtBot
) -> None:
    window, page, lock = QStackedWidget(), Sheet(), Sheet()
    qtbot.addWidget(window)
    window.addWidget(page)
    window.addWidget(lock)
    window.show()
    watch.start()
    watch.expired.connect(lambda: window.setCurrentWidget(lock))
    page.update()
    qtbot.waitUntil(lambda: page.painted > 0)
    before = page.painted
    slept.now += 30
    page.update()
    qtbot.waitUntil(lambda: lock.painted > 0)
    assert page.painted == before


def test_another_window_is_watched_as_well(
    watch: IdleWatch, seconds: Seconds, qtbot: QtBot
) -> None:
    watch.start()
    for without_focus in (False, True):  # as a dialog, and as a menu
        made = QWidget()
        made.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, without_focus)
        qtbot.addWidget(made)
        made.show()
        watch.look()
        seconds.now += 60
        QTest.mouseClick(made.windowHandle(), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: watch.quiet() == 0)


def test_what_an_input_method_writes_is_a_sign_of_life(
    watch: IdleWatch, seconds: Seconds, qtbot: QtBot
) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    watch.start()
    with qtbot.waitExposed(line):
        line.show()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusObject() is line)
    seconds.now += 60
    written = QInputMethodEvent()
    written.setCommitString("ŵ")
    QApplication.sendEvent(line, written)
    assert line.text() == "ŵ"
    assert watch.quiet() == 0
    seconds.now += 5 * 60
    assert QApplication.sendEvent(line, written)
    assert line.text() == "ŵ"
