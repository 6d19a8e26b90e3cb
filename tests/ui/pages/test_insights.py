"""Insights: what is shown, how it is narrowed, and that it never judges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reflect_app.core.changes import Changes
from reflect_app.core.clock import FixedClock, stamp
from reflect_app.core.entries import Answer, EntryInput, Shift
from reflect_app.services.journal import Journal
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.insights import InsightsPage
from tests.helpers.keys import bring_up, press

Show = Callable[[], InsightsPage]


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    def made() -> InsightsPage:
        page = InsightsPage(desk)
        bring_up(qtbot, page)
        desk.changed.connect(page.refresh)
        page.shown()
        return page

    return made


def write(
    journal: Journal, clock: FixedClock, back: int, kind: str = "night", **answers: Answer
) -> None:
    at = clock.at - timedelta(days=back)
    shift = Shift(f"{at:%Y-%m-%d}T07:00", kind, "Europe/London")
    given = EntryInput("after-shift", {"heavy": 4, **answers}, event=stamp(at), shift=shift)
    journal.entries.write(given)


def words(page: InsightsPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def titles(page: InsightsPage) -> list[str]:
    return [card.chart.title for card in page.cards]


def test_an_empty_journal_says_what_the_page_is_for(
    show: Show, journal: Journal, clock: FixedClock, desk: Desk
) -> None:
    page = show()
    assert page.stack.currentWidget() is page.empty
    write(journal, clock, 1)
    desk.announce(Changes(entries=frozenset({"new"})))
    assert page.stack.currentWidget() is page.column
    assert page.filters.period.box.currentText() == "The last three months"


def test_few_entries_are_said_to_be_few(show: Show, journal: Journal, clock: FixedClock) -> None:
    for back in range(3):
        write(journal, clock, back)
    said = words(show())
    assert "3 entries: too few for a pattern." in said
    assert "Only you see this." in said


def test_each_view_has_its_charts(show: Show, journal: Journal, clock: FixedClock) -> None:
    for back in range(6):
        write(journal, clock, back, energy=back, feelings=["calm"])
    page = show()
    assert titles(page)[0] == "How heavy it felt"
    page.filters.views.press("feelings")
    assert titles(page) == ["Feelings", "Feelings by month"]
    page.filters.views.press("months")
    assert titles(page) == []
    page.filters.views.press("months")
    assert page.filters.views.chosen() == ["months"]
    assert "Nothing to show for this time." in words(page)


def test_narrowed_to_a_shift_and_a_time(show: Show, journal: Journal, clock: FixedClock) -> None:
    write(journal, clock, 1, "night")
    write(journal, clock, 2, "day")
    write(journal, clock, 200, "day")
    page = show()
    assert "2 entries with something to draw." in words(page)
    page.filters.shift.pick("day")
    assert "1 entry with something to draw." in words(page)
    page.filters.period.box.setCurrentIndex(page.filters.period.box.count() - 2)
    assert "2 entries with something to draw." in words(page)
    page.filters.shift.pick("sleep-in")
    assert "Nothing to show for this time." in words(page)
    assert page.stack.currentWidget() is page.column


def test_days_of_ones_own(show: Show, journal: Journal, clock: FixedClock) -> None:
    for back in (1, 20, 40):
        write(journal, clock, back)
    page = show()
    pick = page.filters.period
    assert pick.days.isHidden()
    pick.box.setCurrentIndex(pick.box.count() - 1)
    assert not pick.days.isHidden()
    assert "3 entries with something to draw." in words(page)
    assert pick.first.line.hasFocus()
    press(page, "1/2", Qt.Key.Key_Tab)
    pick.last.line.setFocus()
    pick.last.line.selectAll()
    press(page, "20/2", Qt.Key.Key_Tab)
    assert pick.box.currentText() == "Days of your choice…"
    assert "1 entry with something to draw." in words(page)
    pick.first.line.setFocus()
    pick.first.line.selectAll()
    press(page, "11/3", Qt.Key.Key_Tab)
    assert "2 entries with something to draw." in words(page), "two days in any order"
    pick.box.setCurrentIndex(0)
    assert pick.days.isHidden()


def test_an_old_journal_opens_on_all_of_it(show: Show, journal: Journal, clock: FixedClock) -> None:
    write(journal, clock, 400)
    page = show()
    assert page.filters.period.box.currentText() == "All of it"


def test_the_door_is_never_judged(show: Show, journal: Journal, clock: FixedClock) -> None:
    given = EntryInput("relationship-dynamics", {"door": "open"})
    journal.entries.write(given)
    page = show()
    page.filters.views.press("door")
    assert "No place of the door is right or wrong in itself." in words(page)
