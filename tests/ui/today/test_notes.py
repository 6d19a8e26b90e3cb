"""Notes waiting on Today: opened with their label, made into a page, deleted, or said broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import CarryOn
from reflect_app.ui.journal.filters import PickBox
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.pages.today import TodayPage
from tests.helpers.keys import bring_up

Show = Callable[[], TodayPage]
LABEL = "Left without unlocking: anyone at this computer could have written it"


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    def made() -> TodayPage:
        page = TodayPage(desk)
        bring_up(qtbot, page)
        desk.changed.connect(page.refresh)
        page.shown()
        return page

    return made


def words(page: TodayPage) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in page.notes.findChildren(QLabel) if each.isVisible()]


def press(page: TodayPage, name: str) -> None:
    QApplication.processEvents()
    found = [
        each
        for each in page.notes.findChildren(QPushButton)
        if each.isVisible() and each.text() == name
    ]
    found[0].click()
    QApplication.processEvents()


def test_nothing_is_said_where_none_waits(show: Show) -> None:
    assert show().notes.isHidden()


def test_a_note_is_closed_until_it_is_opened(show: Show, app: App, journal: Journal) -> None:
    app.quick_notes.leave(journal.folder, "the boiler hums")
    page = show()
    assert "Notes waiting" in words(page)
    assert "the boiler hums" not in words(page)
    press(page, "Open")
    assert {LABEL, "the boiler hums"} <= set(words(page))


def test_it_becomes_a_page_of_the_chosen_prompt(
    show: Show, desk: Desk, app: App, journal: Journal, qtbot: QtBot
) -> None:
    app.quick_notes.leave(journal.folder, "the boiler hums")
    page = show()
    press(page, "Open")
    (pick,) = page.notes.findChildren(PickBox)
    pick.pick("after-shift")
    with qtbot.waitSignal(desk.moved) as moved:
        press(page, "Make a page of it")
    (draft,) = journal.drafts.list()
    assert moved.args == ["compose", CarryOn(draft.id)]
    assert (draft.template, draft.answers) == ("after-shift", {"leave_here": "the boiler hums"})
    assert page.notes.isHidden()


def test_its_page_keeps_the_label(desk: Desk, app: App, journal: Journal, qtbot: QtBot) -> None:
    app.quick_notes.leave(journal.folder, "the boiler hums")
    draft = journal.notes.take(1, "free")
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(CarryOn(draft.id))
    QApplication.processEvents()
    assert LABEL in [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_deleted_and_put_back(show: Show, desk: Desk, app: App, journal: Journal) -> None:
    undone: list[Undo] = []
    desk.undoable.connect(undone.append)
    app.quick_notes.leave(journal.folder, "the boiler hums")
    page = show()
    press(page, "Open")
    press(page, "Delete")
    assert journal.notes.list() == []
    assert journal.drafts.list() == []
    undone[0].action()
    assert journal.drafts.list()[0].answers == {"page": "the boiler hums"}


def test_a_damaged_note_says_so_and_the_others_are_not_touched(
    show: Show, app: App, journal: Journal
) -> None:
    left = app.quick_notes.leave(journal.folder, "broken")
    app.quick_notes.leave(journal.folder, "whole")
    place = journal.folder / "notes" / f"{left.id}.note"
    data = bytearray(place.read_bytes())
    data[-5] ^= 1
    place.write_bytes(data)
    page = show()
    assert any("damaged" in line for line in words(page))
    press(page, "Take it off the list")
    assert [note.text for note in journal.notes.list()] == ["whole"]
    assert not any("damaged" in line for line in words(page))


def test_very_many_are_counted(show: Show, app: App, journal: Journal) -> None:
    for number in range(13):
        app.quick_notes.leave(journal.folder, f"note {number}")
    assert "And 3 more." in words(show())
