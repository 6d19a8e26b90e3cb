"""The window: what it shows, how it hides, locks and closes, and that nothing is lost by it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import DiskFullError
from reflect_app.services.journal import Journal
from reflect_app.ui.bars import Bar
from reflect_app.ui.entrance import UNLOCK, Opened
from reflect_app.ui.leaving import Leaving
from reflect_app.ui.open_journal import OpenJournal
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.registry import page_specs
from reflect_app.ui.successor import Place
from reflect_app.ui.window import TITLE, MainWindow
from reflect_app.ui.workspace import Workspace
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import Replaced, Seconds, unlock


class WritingPage(Page):
    """A page with one box of text, which it saves as an entry when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box = QPlainTextEdit()
        self.full = False
        self.seen: list[object] = []
        QVBoxLayout(self).addWidget(self.box)

    def shown(self, target: object = None) -> None:
        self.seen.append(("shown", target))

    def hidden(self) -> None:
        self.seen.append("hidden")

    def refresh(self, changes: Changes) -> None:
        self.seen.append(changes)

    def leave(self) -> None:
        text = self.box.toPlainText()
        if text and not self.full:
            self.desk.save(
                lambda journal: journal.entries.write(EntryInput("free", {"page": text})),
                lambda _: self.box.clear(),
            )

    def unsaved(self) -> bool:
        return bool(self.box.toPlainText())


SPECS = (
    PageSpec("one", "One", "today", 1, WritingPage),
    PageSpec("two", "Two", "write", 2, WritingPage),
    PageSpec("hidden", "Unlisted", "help", 3, WritingPage, listed=False),
)


@pytest.fixture
def workspace(desk: Desk, qtbot: QtBot) -> Workspace:
    made = Workspace(desk, SPECS)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.go("one")
    return made


def writing(workspace: Workspace) -> WritingPage:
    page = workspace.front
    assert isinstance(page, WritingPage)
    return page


def front(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def the(window: MainWindow) -> OpenJournal:
    assert window.open_journal is not None
    return window.open_journal


def test_moving_saves_what_the_page_holds_and_tells_the_others(workspace: Workspace) -> None:
    one = writing(workspace)
    workspace.go("two", "a target")
    two = writing(workspace)
    two.box.setPlainText("said at the door")
    workspace.go("one")
    assert two.box.toPlainText() == ""
    assert two.seen[0] == ("shown", "a target")
    assert two.seen[-1] == "hidden"
    changes = [each for each in one.seen if isinstance(each, Changes)]
    assert len(changes) == 1
    assert len(changes[0].entries) == 1


def test_a_page_that_is_not_listed_opens_and_marks_none(workspace: Workspace) -> None:
    workspace.go("hidden")
    assert workspace.front is not None
    assert workspace.front.seen == [("shown", None)]  # type: ignore[attr-defined]
    workspace.go("no such page")
    assert workspace.front.seen == [("shown", None)]  # type: ignore[attr-defined]


def test_the_focus_follows_to_the_page(workspace: Workspace, qtbot: QtBot) -> None:
    front(qtbot, workspace)
    workspace.go("two")
    assert writing(workspace).box.hasFocus()


def test_errors_and_undo_are_shown_over_the_page(
    workspace: Workspace, texts: Callable[[QWidget], str]
) -> None:
    workspace.desk.trouble(DiskFullError())
    assert "no room left" in texts(workspace)
    undone: list[bool] = []
    workspace.desk.offer_undo("The entry is in the bin.", lambda: undone.append(True))
    assert "The entry is in the bin." in texts(workspace)
    workspace.notice.action.click()
    assert undone == [True]
    workspace.desk.offer_undo("The entry is in the bin.", lambda: undone.append(True))
    workspace.desk.end_undo()
    assert workspace.notice.isHidden()
    workspace.desk.trouble(DiskFullError())
    workspace.desk.end_undo()
    assert not workspace.notice.isHidden(), "an error is no offer"


def test_saves_show_their_time(workspace: Workspace) -> None:
    writing(workspace).box.setPlainText("x")
    workspace.go("two")
    assert workspace.status.save.text() == "Saved 07:30"


def test_a_narrow_window_keeps_the_names_of_its_pages(workspace: Workspace) -> None:
    workspace.resize(640, 500)
    names = {b.accessibleName() for b in workspace.sidebar.findChildren(QWidget)}
    assert {"One", "Two", "Lock"} <= names
    assert workspace.sidebar.width() < 100
    workspace.resize(1000, 700)
    assert workspace.sidebar.width() > 150
    workspace.desk.theme.choose(scale=150)
    assert workspace.sidebar.width() < 150, "larger text makes it narrow, too"


def test_conceal_blanks_at_once_and_keeps_the_caret(workspace: Workspace, qtbot: QtBot) -> None:
    front(qtbot, workspace)
    box = writing(workspace).box
    box.setPlainText("what the night was like")
    cursor = box.textCursor()
    cursor.setPosition(9)
    box.setTextCursor(cursor)
    box.setFocus()
    workspace.conceal()
    assert not box.isVisible()
    QTest.keyClick(workspace.cover, Qt.Key.Key_Shift)
    assert workspace.concealed()
    QTest.keyClick(workspace.cover, Qt.Key.Key_X)
    assert box.isVisible()
    assert box.hasFocus()
    assert box.textCursor().position() == 9
    assert box.toPlainText() == "what the night was like"
    workspace.conceal()
    QTest.mouseClick(workspace.cover, Qt.MouseButton.LeftButton)
    assert not workspace.concealed()


def test_going_to_a_page_lifts_the_cover(workspace: Workspace) -> None:
    workspace.conceal()
    workspace.go("two")
    assert not workspace.concealed()


def test_unlocking_shows_the_first_page_and_the_title_says_nothing(
    opened: MainWindow, qtbot: QtBot
) -> None:
    for spec in page_specs():
        the(opened).workspace.go(spec.id)
        assert opened.windowTitle() == TITLE


def test_esc_is_harmless_everywhere(opened: MainWindow, qtbot: QtBot) -> None:
    for spec in page_specs():
        workspace = the(opened).workspace
        workspace.go(spec.id)
        page = workspace.front
        QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Escape)
        assert workspace.front is page
        assert opened.isVisible()


def test_every_page_has_names_for_all_it_can_focus(opened: MainWindow) -> None:
    nameless = []
    for spec in page_specs():
        workspace = the(opened).workspace
        workspace.go(spec.id)
        assert workspace.front is not None
        for widget in workspace.front.findChildren(QWidget):
            tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            inner = widget.objectName().startswith("qt_")
            if tabs and widget.isVisible() and not inner and not spoken(widget):
                nameless.append(f"{spec.id}: {widget!r}")
    assert nameless == []


def spoken(widget: QWidget) -> str:
    from PySide6.QtGui import QAccessible

    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def test_keys_open_pages(opened: MainWindow, qtbot: QtBot) -> None:
    front(qtbot, opened)
    QTest.keyClick(opened, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    workspace = the(opened).workspace
    assert type(workspace.front).__name__ == "SettingsPage"
    QTest.keyClick(opened, Qt.Key.Key_F1)
    assert type(workspace.front).__name__ == "HelpPage"
    QTest.keyClick(opened, Qt.Key.Key_F9)
    assert workspace.concealed()
    QTest.keyClick(workspace.cover, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert not workspace.concealed()
    assert type(workspace.front).__name__ == "HelpPage"


def test_a_text_field_does_not_take_the_windows_keys(opened: MainWindow, qtbot: QtBot) -> None:
    front(qtbot, opened)
    workspace = the(opened).workspace
    workspace.go("settings")
    line = QLineEdit("some text", workspace.front)
    line.show()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert type(workspace.front).__name__ == "PackPage"


def test_lock_hides_closes_and_is_replaced(
    opened: MainWindow, app: App, vault_folder: Path, replaced: Replaced, qtbot: QtBot
) -> None:
    front(qtbot, opened)
    opened.resize(900, 640)
    page = the(opened).workspace.front
    QTest.keyClick(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page is not None
    assert not page.isVisible()
    place, folder = replaced[0]
    assert (place.width, place.height) == (900, 640)
    assert folder == vault_folder
    assert (app.settings.value.width, app.settings.value.height) == (900, 640)
    app.vaults.unlock(vault_folder, PASSPHRASE).close()  # the lease is free


def test_lock_puts_drafts_into_history(
    opened: MainWindow, app: App, vault_folder: Path, replaced: Replaced
) -> None:
    def begin(journal: Journal) -> Saved:
        draft = journal.drafts.start("free")
        return journal.drafts.save(replace(draft, answers={"page": "half a thought"}))

    the(opened).desk.save(begin)
    opened.lock()
    assert len(replaced) == 1
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    try:
        page = journal.entries.page(Query(), 0, 10)
        assert [entry.snippet for entry in page.entries] == ["half a thought"]
        assert len(journal.drafts.list()) == 1
    finally:
        journal.close()


def test_a_lock_that_cannot_save_waits_and_loses_nothing(
    window: MainWindow, desk: Desk, qtbot: QtBot, texts: Callable[[QWidget], str]
) -> None:
    page = WritingPage(desk)
    qtbot.addWidget(page)
    page.box.setPlainText("not yet on disk")
    page.full = True
    sheet = Leaving(desk.tasks)
    qtbot.addWidget(sheet)
    sheet.show()
    went: list[bool] = []
    sheet.begin(Opened.of(desk._journal), [page], lambda: went.append(True))
    assert went == []
    assert "could not be saved yet" in texts(sheet)
    assert "not yet on disk" not in texts(sheet)
    page.full = False
    sheet.again.click()
    assert went == [True]
    assert page.box.toPlainText() == ""


def test_going_on_without_the_last_words_is_a_choice(desk: Desk, qtbot: QtBot) -> None:
    page = WritingPage(desk)
    qtbot.addWidget(page)
    page.box.setPlainText("let go")
    page.full = True
    sheet = Leaving(desk.tasks)
    qtbot.addWidget(sheet)
    sheet.show()
    went: list[bool] = []
    sheet.begin(Opened.of(desk._journal), [page], lambda: went.append(True))
    sheet.anyway.click()
    assert went == [True]


def test_the_idle_lock_warns_then_locks(
    opened: MainWindow, seconds: Seconds, replaced: Replaced, texts: Callable[[QWidget], str]
) -> None:
    seconds.now += 5 * 60 - 20
    the(opened).idle.look()
    assert "Locking in 20 seconds" in texts(opened)
    seconds.now += 19.9
    the(opened).idle.look()
    assert replaced == []
    seconds.now += 0.2
    the(opened).idle.look()
    assert len(replaced) == 1


def test_any_key_stays(
    opened: MainWindow, seconds: Seconds, replaced: Replaced, qtbot: QtBot
) -> None:
    bar = the(opened).workspace.idle
    seconds.now += 5 * 60 - 5
    the(opened).idle.look()
    assert bar.isVisible()
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: not bar.isVisible())
    seconds.now += 5 * 60 - 1
    the(opened).idle.look()
    assert replaced == []


def test_waking_after_the_deadline_locks_before_a_key_arrives(
    opened: MainWindow, seconds: Seconds, replaced: Replaced, qtbot: QtBot
) -> None:
    line = QLineEdit(opened)
    line.show()
    opened.activateWindow()
    line.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusObject() is line)
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_A)
    qtbot.waitUntil(lambda: line.text() == "a")
    line.clear()
    seconds.now += 8 * 3600
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_A)
    assert line.text() == ""
    assert len(replaced) == 1


def test_idle_minutes_can_be_changed_while_open(
    opened: MainWindow, seconds: Seconds, replaced: Replaced
) -> None:
    the(opened).desk.idle_changed.emit(1)
    seconds.now += 61
    the(opened).idle.look()
    assert len(replaced) == 1


def test_closing_saves_and_closes_the_vault_first(
    opened: MainWindow, app: App, vault_folder: Path, replaced: Replaced, qtbot: QtBot
) -> None:
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    assert replaced == []
    app.vaults.unlock(vault_folder, PASSPHRASE).close()


def test_log_off_saves_too(opened: MainWindow, app: App, vault_folder: Path) -> None:
    opened.last_call()
    app.vaults.unlock(vault_folder, PASSPHRASE).close()


def test_the_window_takes_the_size_of_last_time(window: MainWindow, app: App) -> None:
    app.settings.change(width=700, height=500)
    window.place_at(None)
    assert (window.width(), window.height()) == (700, 500)
    window.place_at(Place(10, 20, 640, 480))
    assert (window.width(), window.height()) == (640, 480)
    window.enter(UNLOCK)
    assert window.windowTitle() == TITLE


def test_an_older_copy_is_read_only_until_accepted(
    window: MainWindow, app: App, vault_folder: Path, tmp_path: Path,
    texts: Callable[[QWidget], str],
) -> None:  # fmt: skip
    older = tmp_path / "older"
    shutil.copytree(vault_folder, older)
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    journal.entries.write(EntryInput("free", {"page": "newer"}))
    journal.close()
    shutil.rmtree(vault_folder)
    shutil.copytree(older, vault_folder)
    window.enter(UNLOCK)
    unlock(window)
    assert "nothing can be written until you choose" in texts(window)
    workspace = the(window).workspace
    rolled = next(bar for bar in workspace.findChildren(Bar) if bar.step.text().startswith("Go on"))
    rolled.step.click()
    the(window).desk.save(lambda j: j.entries.write(EntryInput("free", {"page": "again"})))
    assert workspace.status.save.text()
