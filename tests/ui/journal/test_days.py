"""The calendar of the Journal: dots, keys, and the way to a day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.ui.journal.days import DayButton
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.journal import JournalPage
from tests.helpers.keys import bring_up, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, journal: Journal) -> JournalPage:
    for day in ("2026-01-20", "2026-03-02", "2026-03-05"):
        journal.entries.write(EntryInput("free", {"page": day}, event=f"{day}T08:00+00:00"))
    made = JournalPage(desk)
    bring_up(qtbot, made)
    desk.changed.connect(made.refresh)
    made.shown()
    return made


def written(page: JournalPage) -> list[str]:
    return [each.day.day for each in days(page) if each.day.written]


def days(page: JournalPage) -> list[DayButton]:
    return [each for each in page.days.findChildren(DayButton) if not each.isHidden()]


def reading(page: JournalPage) -> str:
    return str(page.pane.read.entry.answers["page"]) if page.pane.read else ""


def test_it_begins_closed_and_has_dots_on_written_days(page: JournalPage) -> None:
    assert page.days.isHidden()
    page.calendar.toggle()  # a screen reader's way
    assert page.days.name.text() == "March 2026"
    assert written(page) == ["2026-03-02", "2026-03-05"]
    names = [each.accessibleName() for each in days(page)]
    assert "Monday 2 March 2026, written" in names
    assert "Thursday 12 March 2026, today" in names
    page.days.before.click()
    page.days.before.click()
    assert written(page) == ["2026-01-20"]


def test_arrows_move_and_enter_reads(page: JournalPage) -> None:
    page.calendar.click()
    press(page, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert reading(page) == "2026-03-05"
    press(page, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert page.days.name.text() == "January 2026"


def test_from_written_day_to_written_day(page: JournalPage) -> None:
    page.calendar.click()
    for expected in ("2026-03-05", "2026-03-02", "2026-01-20"):
        page.days.previous_written.click()
        assert reading(page) == expected
    page.days.previous_written.click()
    assert page.days.note.text() == "No written day lies that way."
    page.days.next_written.click()
    assert reading(page) == "2026-03-02"


def test_go_to_a_date(page: JournalPage) -> None:
    press(page, Qt.Key.Key_G, held=CTRL)
    assert page.days.go_to.line.hasFocus()
    press(page, "2/3", Qt.Key.Key_Return)
    assert reading(page) == "2026-03-02"
    page.days.go_to.line.selectAll()
    press(page, "20/2", Qt.Key.Key_Return)
    assert reading(page) == "2026-01-20"
    assert "Nothing is written on 20 February 2026." in page.days.note.text()
    page.days.go_to.line.selectAll()
    press(page, "whenever", Qt.Key.Key_Return)
    assert "no date" in page.days.note.text()


def test_a_deleted_day_loses_its_dot(page: JournalPage, desk: Desk, journal: Journal) -> None:
    page.calendar.click()
    page.days.previous_written.click()
    assert page.pane.read is not None
    entry = page.pane.read.entry.id
    desk.save(lambda journal: journal.entries.delete(entry))
    assert written(page) == ["2026-03-02"]


def test_go_to_date_keeps_the_keyboard_though_the_month_comes_later(
    live: Desk, qtbot: QtBot
) -> None:
    live.save(lambda journal: journal.entries.write(EntryInput("free", {"page": "tea"})))
    made = JournalPage(live)
    bring_up(qtbot, made)
    made.shown()
    qtbot.waitUntil(lambda: made.list.isVisible() and made.model.rowCount() == 1, timeout=20_000)
    press(made, Qt.Key.Key_G, held=CTRL)
    qtbot.waitUntil(lambda: bool(days(made)), timeout=20_000)
    assert made.days.go_to.line.hasFocus()
    press(made, "yesterday")
    assert made.days.go_to.line.text() == "yesterday"
