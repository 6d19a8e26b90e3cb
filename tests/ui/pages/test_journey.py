"""The 07:30 journey in the whole window, by keys: write after a shift, find it, pack it, lock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reflect_app.ui.page import Page
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.pages.pack import PackPage
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.window import MainWindow
from reflect_app.ui.workspace import Workspace
from tests.helpers.keys import press
from tests.ui.conftest import Replaced

P = TypeVar("P", bound=Page)
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def workspace(window: MainWindow) -> Workspace:
    assert window.open_journal is not None
    return window.open_journal.workspace


def front(work: Workspace, kind: type[P]) -> P:
    """The page that is shown, which is of this kind."""
    assert isinstance(work.front, kind)
    return work.front


def test_after_a_night_by_keys_alone(
    opened: MainWindow, qtbot: QtBot, replaced: Replaced, tmp_path: Path
) -> None:
    with qtbot.waitActive(opened):
        opened.activateWindow()
    work = workspace(opened)
    work.go("today")
    front(work, TodayPage)

    press(opened, Key.Key_Space)
    front(work, ComposePage)
    press(opened, "4", Key.Key_Tab, Key.Key_Tab, "2", Key.Key_Tab, Key.Key_Tab)
    press(opened, "exh", Key.Key_Return, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    press(opened, "the toaster, zone 4", Key.Key_Tab, Key.Key_Tab)
    press(opened, Key.Key_Right, Key.Key_Space, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    press(opened, Key.Key_Space)
    press(opened, Key.Key_Return, held=CTRL)
    front(work, TodayPage)
    assert work.status.save.text() == "Saved 07:30"
    assert work.status.sentence.text() == "Saved."

    work.search()
    page = front(work, JournalPage)
    with qtbot.waitSignal(page.model.found):
        press(opened, "toas")
    press(opened, Key.Key_Down)
    assert page.pane.read is not None
    assert page.pane.read.entry.answers == {
        "shift": {"start": "2026-03-11T21:45", "kind": "night"},
        "heavy": 4,
        "energy": 2,
        "feelings": ["exhausted"],
        "leave_here": "the toaster, zone 4",
        "contact": "mixed",
        "to_supervision": True,
    }
    assert page.pane.read.entry.marked

    work.go("pack")
    pack = front(work, PackPage)
    qtbot.waitUntil(pack.saving.save.isEnabled)
    pack.saving.format.setCurrentIndex(pack.saving.format.findData("json"))
    pack.saving.write(tmp_path / "pack.json")
    assert "the toaster, zone 4" in json.dumps(json.loads((tmp_path / "pack.json").read_text()))

    opened.lock()
    qtbot.waitUntil(lambda: len(replaced) == 1)
