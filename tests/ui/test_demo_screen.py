"""The demonstration in the window: it opens by itself, says what it is, and leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.demo_screen import DemoScreen
from reflect_app.ui.entrance import DEMO
from reflect_app.ui.window import MainWindow
from tests.ui.conftest import Replaced, is_open


def test_it_opens_says_so_and_leaves_nothing(
    window: MainWindow, replaced: Replaced, texts: Callable[[QWidget], str], qtbot: QtBot
) -> None:
    window.enter(DEMO)
    assert window.open_journal is not None
    assert "Nothing here is kept." in texts(window)
    folder = window.open_journal.folder
    assert folder.is_dir()
    window.lock()
    assert not folder.exists()
    assert [where for _, where in replaced] == [None]
    assert list(Path.home().rglob("*.json")) == []


def test_after_a_lock_it_waits_to_be_asked(
    window: MainWindow, texts: Callable[[QWidget], str]
) -> None:
    window.enter(DEMO, locked=True)
    assert not is_open(window)
    assert "Nothing of the demonstration was kept." in texts(window)
    screen = window.stage()
    assert isinstance(screen, DemoScreen)
    screen.again.click()
    assert is_open(window)
