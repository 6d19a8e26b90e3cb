"""Locking in the middle of a word loses none of it: the real worker, the real page, real keys."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import Replaced, unlock

ALPHABET = "abcdefghijklmnopqrstuvwxyz .,"


def write_then_lock(
    qapp: QApplication, qtbot: QtBot, app: App, theme: ThemeKeeper, text: str
) -> None:
    """One evening: unlock, open a blank page, type, and lock before any pause."""
    worker = VaultWorker()
    entrance = Entrance(app, theme, worker)
    replaced = Replaced()
    window = MainWindow(qapp, entrance, replaced)
    window.show()
    try:
        window.enter(UNLOCK)
        unlock(window)
        qtbot.waitUntil(lambda: window.open_journal is not None, timeout=20_000)
        assert window.open_journal is not None
        workspace = window.open_journal.workspace
        workspace.go("compose", WriteNew("free"))

        def page_of() -> QPlainTextEdit | None:
            front = workspace.front
            return front.findChild(QPlainTextEdit) if front is not None else None

        qtbot.waitUntil(lambda: page_of() is not None, timeout=10_000)
        box = page_of()
        assert box is not None
        box.setFocus()
        QTest.keyClicks(box, text)
        window.lock()
        assert not box.isVisible()
        qtbot.waitUntil(lambda: bool(replaced), timeout=10_000)
    finally:
        worker.stop()
        window.deleteLater()


def words_in(journal: Journal) -> list[str]:
    drafts = journal.drafts.list()
    return [str(value) for draft in drafts for value in draft.answers.values()]


@pytest.mark.parametrize(
    "locks", [5, pytest.param(200, marks=[pytest.mark.long, pytest.mark.timeout(1200)])]
)
def test_no_typed_letter_is_lost(
    locks: int, qapp: QApplication, qtbot: QtBot, app: App, theme: ThemeKeeper, vault_folder: Path
) -> None:
    chance = random.Random(20260312)
    typed = []
    for _ in range(locks):
        text = "".join(chance.choice(ALPHABET) for _ in range(chance.randint(1, 60))).strip() or "x"
        typed.append(text)
        write_then_lock(qapp, qtbot, app, theme, text)
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    try:
        assert sorted(words_in(journal)) == sorted(typed)
        assert journal.integrity.verify().status == "clean"
    finally:
        journal.close()
