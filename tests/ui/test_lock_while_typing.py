"""Locking in the middle of a word loses none of it: the real worker, the real page, real keys."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import Replaced, unlock

ALPHABET = "abcdefghijklmnopqrstuvwxyz .,"
LOCKS = 5  # in one evening


def write_then_lock(
    qapp: QApplication, qtbot: QtBot, app: App, theme: ThemeKeeper, text: str
) -> None:
    """Once: unlock, open a blank page, type, and lock before any pause."""
    worker = VaultWorker()
    entrance = Entrance(app, theme, worker)
    replaced = Replaced()
    window = MainWindow(qapp, entrance, replaced)
    window.show()
    try:
        window.enter(UNLOCK)
        unlock(window)
        qtbot.waitUntil(lambda: window.open_journal is not None, timeout=60_000)
        assert window.open_journal is not None
        workspace = window.open_journal.workspace
        workspace.go("compose", WriteNew("free"))

        def page_of() -> QPlainTextEdit | None:
            front = workspace.front
            return front.findChild(QPlainTextEdit) if front is not None else None

        qtbot.waitUntil(lambda: page_of() is not None, timeout=60_000)
        box = page_of()
        assert box is not None
        box.setFocus()
        QTest.keyClicks(box, text)
        window.lock()
        assert not box.isVisible()
        qtbot.waitUntil(lambda: bool(replaced), timeout=60_000)
    finally:
        worker.stop()
        window.deleteLater()


def all_there(app: App, folder: Path, typed: list[str]) -> None:
    """Nothing typed is lost; then the pages go, as a long list on Today makes every start slow."""
    journal = app.vaults.unlock(folder, PASSPHRASE)
    try:
        drafts = journal.drafts.list()
        words = [str(value) for draft in drafts for value in draft.answers.values()]
        assert sorted(words) == sorted(typed)
        assert journal.integrity.verify().status == "clean"
        for draft in drafts:
            journal.drafts.discard(draft.id)
    finally:
        journal.close()


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("evenings", [1, pytest.param(40, marks=pytest.mark.long)])
def test_no_typed_letter_is_lost(
    evenings: int,
    qapp: QApplication,
    qtbot: QtBot,
    app: App,
    theme: ThemeKeeper,
    vault_folder: Path,
) -> None:
    chance = random.Random(20260312)
    for _ in range(evenings):
        typed = []
        for _ in range(LOCKS):
            letters = chance.choices(ALPHABET, k=chance.randint(1, 60))
            text = "".join(letters).strip() or "x"
            typed.append(text)
            write_then_lock(qapp, qtbot, app, theme, text)
        all_there(app, vault_folder, typed)
