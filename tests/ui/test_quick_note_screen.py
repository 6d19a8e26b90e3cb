"""A quick note from the lock screen: sealed without unlocking, never lost unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.ui.app_window import parse
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.pages.unlock import UnlockPage
from reflect_app.ui.quick_note_screen import QuickNoteScreen
from reflect_app.ui.successor import Place, command
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import Replaced

Texts = Callable[[QWidget], str]


@pytest.fixture
def screen(window: MainWindow, vault_folder: Path) -> QuickNoteScreen:
    window.enter(UNLOCK)
    page = window.stage()
    assert isinstance(page, UnlockPage)
    page.note.click()
    assert page.note_screen is not None
    return page.note_screen


def test_sealed_and_replaced_by_a_fresh_process(
    window: MainWindow, screen: QuickNoteScreen, vault_folder: Path, app: App, replaced: Replaced
) -> None:
    assert not screen.seal.isEnabled()
    screen.editor.setPlainText("the boiler hums")
    screen.seal.click()
    assert [folder for _, folder in replaced] == [vault_folder]
    assert replaced.sealed
    assert screen.editor.toPlainText() == ""
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    assert [note.text for note in journal.notes.list()] == ["the boiler hums"]
    journal.close()


def test_it_works_while_the_journal_is_in_use_elsewhere(
    screen: QuickNoteScreen, vault_folder: Path, app: App, replaced: Replaced
) -> None:
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    screen.editor.setPlainText("left meanwhile")
    screen.seal.click()
    assert replaced.sealed
    assert [note.text for note in journal.notes.list()] == ["left meanwhile"]
    journal.close()


def test_it_says_what_urgent_things_need(screen: QuickNoteScreen, texts: Texts) -> None:
    line = "Urgent, or about someone's safety? Tell the person on duty now. This note waits unread."
    assert line in texts(screen)
    assert screen.editor.accessibleName() == "Your note"
    assert line in screen.editor.accessibleDescription()
    assert screen.editor.hasFocus()


def test_going_back_and_closing_ask_where_something_is_written(
    window: MainWindow, screen: QuickNoteScreen, texts: Texts
) -> None:
    screen.editor.setPlainText("half a thought")
    window.close()
    assert window.isVisible()
    assert "Your note is not sealed yet." in texts(screen)
    screen.back.click()
    assert "Throw this note away?" in texts(screen)
    screen.notice.action.click()
    page = window.stage()
    assert isinstance(page, UnlockPage)
    assert page.note_screen is None
    assert page.note.hasFocus()
    window.close()
    assert not window.isVisible()


def test_a_note_that_is_not_kept_stays_to_be_tried_again(
    screen: QuickNoteScreen, vault_folder: Path, replaced: Replaced
) -> None:
    (vault_folder / "envelope.json").unlink()
    screen.editor.setPlainText("still here")
    screen.seal.click()
    QApplication.processEvents()
    assert not replaced
    assert screen.editor.toPlainText() == "still here"
    assert not screen.editor.isReadOnly()
    assert screen.notice.message


def test_the_next_process_says_that_it_was_sealed(
    entrance: Entrance, vault_folder: Path, qtbot: QtBot, texts: Texts
) -> None:
    told = parse(command(Place(1, 2, 900, 640), vault_folder, sealed=True)[4:])
    assert told.sealed
    assert not told.locked
    page = UnlockPage(entrance, told.vault, sealed=told.sealed)
    qtbot.addWidget(page)
    page.show()
    assert "Sealed." in texts(page)
    assert "Nobody can read it before." in texts(page)
