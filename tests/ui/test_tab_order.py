"""Tab goes through every page as it reads, reaches all that can be used, and comes round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reflect_app.assets import root
from reflect_app.services.journal import Journal
from reflect_app.ui.order import focus_first
from reflect_app.ui.page import Desk
from reflect_app.ui.registry import page_specs
from reflect_app.ui.sidebar import Sidebar
from reflect_app.ui.tasks import InlineTasks
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.workspace import Workspace
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers import company, longest
from tests.helpers.doors import Doors
from tests.helpers.keys import bring_up, press
from tests.helpers.stops import Tour, settle
from tests.helpers.tabbing import faults
from tests.helpers.toggling import only_clicked


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Workspace, Journal]]:
    """A workspace on a full journal."""
    look = (qapp.styleSheet(), qapp.palette(), qapp.font())
    app = make_app(tmp_path)
    theme = ThemeKeeper(root(), "light", 100)
    theme.attach(qapp)
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    longest.fill(journal)
    company.keep(journal, tmp_path / "others")
    work = Workspace(Desk(app, journal, InlineTasks(), theme), page_specs())
    qtbot.addWidget(work)
    work.resize(1280, 800)
    with qtbot.waitActive(work):
        work.show()
    yield work, journal
    journal.close()
    sheet, palette, font = look
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_a_screen_reader_turns_to_a_page_by_toggling_its_button(qtbot: QtBot) -> None:
    side = Sidebar(ThemeKeeper(root(), "light", 100), page_specs())
    qtbot.addWidget(side)
    side.mark("today")
    words = {each.accessibleName(): each for each in side.findChildren(QPushButton)}
    acts = QAccessible.queryAccessibleInterface(words["Help"]).actionInterface()
    with qtbot.waitSignal(side.chosen) as told:
        acts.doAction("Toggle")
    assert told.args == ["help"]


def test_arrows_go_along_the_pages_and_open_none(qtbot: QtBot) -> None:
    side = Sidebar(ThemeKeeper(root(), "light", 100), page_specs())
    bring_up(qtbot, side)
    side.mark("today")
    buttons = [each for each in side.findChildren(QPushButton) if each.isCheckable()]
    buttons[0].setFocus()
    with qtbot.assertNotEmitted(side.chosen):
        for key, at in (
            (Qt.Key.Key_Down, 1), (Qt.Key.Key_End, -1), (Qt.Key.Key_Down, -1),
            (Qt.Key.Key_Up, -2), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Right, 1),
        ):  # fmt: skip
            press(buttons[0], key)
            assert side.focusWidget() is buttons[at]
    with qtbot.waitSignal(side.chosen) as told:
        press(buttons[1], Qt.Key.Key_Space)
    side.mark(told.args[0])
    side.lock.setFocus()
    press(side.lock, Qt.Key.Key_Backtab, held=Qt.KeyboardModifier.ShiftModifier)
    assert side.focusWidget() is buttons[1], "Tab comes to the page in front"


def test_a_button_that_hears_clicks_alone_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    deaf, hearing = QPushButton("Deaf", page), QPushButton("Hearing", page)
    for each in (deaf, hearing):
        each.setCheckable(True)
        each.clicked.connect(page.update)
    hearing.toggled.connect(page.update)
    assert only_clicked(page) == ["Deaf"]


def test_tab_goes_as_the_page_reads(qapp: QApplication, opened: tuple[Workspace, Journal]) -> None:
    """And whatever stays down on the way can be toggled: the tour is the dear part."""
    work, journal = opened
    found, deaf = [], set()
    for name, go in Tour(work, journal).stops():
        go()
        settle()
        page = work.front
        assert page is not None
        work.activateWindow()
        settle()
        focus_first(page)
        found += [f"{name}: {told}" for told in faults(work, page)]
        deaf.update(only_clicked(work))
    assert found == []
    assert deaf == set()


def test_tab_goes_as_the_doors_read(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    doors = Doors(qapp, make_app(tmp_path), ThemeKeeper(root(), "light", 100))
    qtbot.addWidget(doors.window)
    doors.window.resize(1280, 800)
    with qtbot.waitActive(doors.window):
        doors.window.show()
    found = []
    for name, go in doors.stops():
        go()
        settle()
        stage = doors.window.stage()
        assert stage is not None
        doors.window.activateWindow()
        settle()
        if name != "concealed":  # any key there brings the page back, Tab too
            focus_first(stage)
            found += [f"{name}: {told}" for told in faults(doors.window, stage)]
    doors.close()
    assert found == []


class Onwards(QObject):
    """Hands the focus on as soon as it comes."""

    def __init__(self, parent: QObject, to: QWidget) -> None:
        super().__init__(parent)
        self._to = to

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass it on."""
        if event.type() == QEvent.Type.FocusIn:
            self._to.setFocus()
            return True
        return super().eventFilter(watched, event)


def _form(qtbot: QtBot, places: list[tuple[int, int]]) -> tuple[QWidget, QWidget]:
    """Fields built in this order at these rows and columns, in a page in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    page = QWidget(window)
    grid = QGridLayout(page)
    for row, column in places:
        field = QLineEdit()
        field.setAccessibleName(f"{row}.{column}")
        grid.addWidget(field, row, column)
    page.resize(300, 200)
    with qtbot.waitActive(window):
        window.show()
    focus_first(page)
    return window, page


def test_down_one_column_then_the_next_is_right(qtbot: QtBot) -> None:
    window, page = _form(qtbot, [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)])
    assert faults(window, page) == []


def test_going_up_or_back_along_a_row_is_wrong(qtbot: QtBot) -> None:
    window, page = _form(qtbot, [(1, 0), (0, 0), (2, 1), (2, 0)])
    assert faults(window, page) == [
        "QLineEdit “1.0” goes back to QLineEdit “0.0”",
        "QLineEdit “2.1” goes back to QLineEdit “2.0”",
    ]


def test_an_editor_that_keeps_tab_is_found(qtbot: QtBot) -> None:
    window, page = _form(qtbot, [(0, 0), (1, 0)])
    layout = page.layout()
    assert layout is not None
    editor = QPlainTextEdit()
    layout.addWidget(editor)
    qtbot.waitUntil(editor.isVisible)
    assert faults(window, page) == ["Tab gets no further than QPlainTextEdit “”"]


def test_a_field_that_is_passed_over_is_found(qtbot: QtBot) -> None:
    window, page = _form(qtbot, [(0, 0), (1, 0), (2, 0)])
    _, passed, last = page.findChildren(QLineEdit)
    passed.installEventFilter(Onwards(passed, last))
    assert faults(window, page) == ["QLineEdit “1.0” is never reached"]
