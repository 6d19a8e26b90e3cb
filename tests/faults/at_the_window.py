"""The window as it is shipped, at no screen, with somebody typing into it.

`python -m tests.faults.at_the_window FOLDER`; the passphrase and what to type are the first lines
on stdin, so that they stand in no file and on no command line. Says `open` when the words are
typed and waits for a line; then it locks, as the window does, and is `python -m reflect_app` from
there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from reflect_app.app import App
from reflect_app.hardening import harden
from reflect_app.ui.app_window import Words, open_window
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.pages.unlock import UnlockPage
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.window import MainWindow

PATIENCE = 60_000  # milliseconds; the machine may be busy


def until(true: Callable[[], object]) -> None:
    """Let the window live until it is so."""
    loop, again = QEventLoop(), QTimer()
    again.timeout.connect(lambda: loop.exit(0) if true() else None)
    again.start(20)
    QTimer.singleShot(PATIENCE, loop, lambda: loop.exit(1))
    if not true() and loop.exec():
        raise TimeoutError


def unlocked(window: MainWindow, phrase: str) -> None:
    """Type the passphrase and press Unlock."""
    screen = window.stage()
    assert isinstance(screen, UnlockPage)
    QTest.keyClicks(screen.secret.lines[0], phrase)
    until(screen.unlock.isEnabled)
    screen.unlock.click()
    until(lambda: window.open_journal is not None)


def typed(window: MainWindow, *texts: str) -> None:
    """Type each text over the one before, so that all but the last are in the undo list only."""
    assert window.open_journal is not None
    workspace = window.open_journal.workspace
    workspace.go("compose", WriteNew("free"))

    def box() -> QPlainTextEdit | None:
        return workspace.front.findChild(QPlainTextEdit) if workspace.front is not None else None

    until(box)
    page = box()
    assert page is not None
    page.setFocus()
    for text in texts:
        page.selectAll()
        QTest.keyClicks(page, text)


def main(folder: Path) -> None:
    """Open, type, wait, lock."""
    harden()
    phrase, *texts = (sys.stdin.readline().rstrip("\n") for _ in range(3))
    app = QApplication(["Reflect"])
    window = open_window(app, App.of_system(), VaultWorker(), Words(vault=folder))
    until(lambda: isinstance(window.stage(), UnlockPage))
    unlocked(window, phrase)
    typed(window, *texts)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    sys.stdin.readline()
    window.lock()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
