"""Somebody who types on the real page until they are killed, and writes down what they saw.

Takes the orders of `driver`. Each copy opens the newest draft where it was left, or a new page,
and presses a key about sixty times a second: letters, line breaks, emoji, Backspace, arrows. The
ledger gets `[seconds, text, caret]` of the page on the screen, first as it was opened and then
after every key; the clock is the system's monotonic one, the caret counts code points.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reflect_app import assets
from reflect_app.core.entries import Draft
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.sheet import Sheet
from reflect_app.ui.compose.targets import CarryOn, WriteNew
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.registry import page_specs
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.workspace import Workspace
from tests.faults import driver
from tests.fixtures import PASSPHRASE, make_app

BETWEEN = 15
"""Milliseconds from key to key: far quicker than anybody types."""
_KEYS = (
    Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return,
)  # fmt: skip


class Typist:
    """Presses the keys."""

    def __init__(self, workspace: Workspace, ledger: Path, seed: int) -> None:
        self._workspace = workspace
        self._ledger = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._chance = random.Random(seed)
        self._arrows = 0
        self._timer = QTimer(workspace)
        self._timer.timeout.connect(self._wait)
        self._timer.start(5)

    def _wait(self) -> None:
        """Begin once the page is whole and has the keyboard."""
        sheet = self._workspace.findChild(Sheet)
        if sheet is None or not sheet._whole or not self._workspace.isActiveWindow():
            return
        field = sheet.form.blocks["page"].field
        assert isinstance(field, LongTextField)
        self._editor = field.editor
        if sheet.opened.draft.caret is None:
            self._editor.setFocus()
        elif not self._editor.hasFocus():
            return
        self._tell()
        os.write(1, b"ready\n")
        self._timer.timeout.disconnect(self._wait)
        self._timer.timeout.connect(self._press)
        self._timer.start(BETWEEN)

    def _press(self) -> None:
        what = self._chance.random()
        if self._arrows or what < 0.01:  # now and then they only look around, for a second or so
            self._arrows = (self._arrows or 90) - 1
            QTest.keyClick(self._editor, self._chance.choice(_KEYS[1:4]))
        elif what < 0.03:
            composed = QInputMethodEvent()
            composed.setCommitString(self._chance.choice(("\U0001f319", "\u0175", "\u00e9")))
            QApplication.sendEvent(self._editor, composed)
        elif what < 0.15:
            QTest.keyClick(self._editor, self._chance.choice(_KEYS))
        else:
            QTest.keyClicks(self._editor, self._chance.choice("abcdefghij ."))
        self._tell()

    def _tell(self) -> None:
        before = self._editor.textCursor().position()
        units = self._editor.plain().encode("utf-16-le")
        line = [
            time.monotonic(),
            self._editor.plain(),
            len(units[: 2 * before].decode("utf-16-le")),
        ]
        os.write(self._ledger, json.dumps(line).encode() + b"\n")


def child(order: dict[str, Any]) -> None:
    """Open the page and type until killed."""
    root = Path(order["root"])
    core = make_app(root / "home")
    app = QApplication(["typist"])
    theme = ThemeKeeper(assets.root())
    theme.attach(app)
    worker = VaultWorker()
    held = []

    def unlock() -> tuple[Journal, list[Draft]]:  # in the thread that owns the vault
        journal = core.vaults.unlock(root / "v", PASSPHRASE)
        return journal, journal.drafts.list()

    def begin(opened: tuple[Journal, list[Draft]]) -> None:
        journal, drafts = opened
        workspace = Workspace(Desk(core, journal, worker, theme), page_specs())
        workspace.resize(1024, 700)
        workspace.show()
        workspace.activateWindow()
        workspace.go("compose", CarryOn(drafts[0].id) if drafts else WriteNew("free"))
        held.append(Typist(workspace, Path(order["ledger"]), order["seed"]))

    worker.run(unlock, done=begin)
    app.exec()


if __name__ == "__main__":
    driver.main(child)
