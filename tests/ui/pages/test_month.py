"""A month looked back on: its writer's own words, read by keyboard, with nobody judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reflect_app.core.changes import Changes
from reflect_app.core.entries import Answer, EntryInput
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.month import MonthPage
from tests.helpers.keys import bring_up, press

Show = Callable[[], MonthPage]


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    def made() -> MonthPage:
        page = MonthPage(desk)
        bring_up(qtbot, page)
        desk.changed.connect(page.refresh)
        page.shown()
        return page

    return made


def write(journal: Journal, template: str, day: str, **answers: Answer) -> str:
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00").isoformat()
    return journal.entries.write(EntryInput(template, answers, event=at)).id


def words(page: MonthPage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def test_what_was_said_is_put_together_strengths_first(show: Show, journal: Journal) -> None:
    write(journal, "after-shift", "2026-03-02", leave_here="the kettle", heavy=4)
    write(journal, "strengths", "2026-03-05", moment="a laugh at breakfast")
    write(journal, "strengths", "2026-02-05", moment="of another month")
    page = show()
    said = words(page)
    order = [said.index(part) for part in (
        "March 2026", "What went well", "a laugh at breakfast", "What you put down", "the kettle",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "of another month" not in said
    assert any("too few for a pattern" in part for part in said)


def test_months_by_key_and_no_further_than_there_is_anything(show: Show, journal: Journal) -> None:
    write(journal, "strengths", "2026-01-05", moment="in January")
    write(journal, "strengths", "2026-03-05", moment="in March")
    page = show()
    assert not page.after.isEnabled()
    press(page, Qt.Key.Key_PageUp, held=Qt.KeyboardModifier.ControlModifier)
    assert "February 2026" in words(page)
    assert "Nothing is written in this month that could be put together." in words(page)
    press(page, Qt.Key.Key_PageUp, held=Qt.KeyboardModifier.ControlModifier)
    assert "in January" in words(page)
    assert not page.before.isEnabled()
    press(page, Qt.Key.Key_PageUp, held=Qt.KeyboardModifier.ControlModifier)
    assert "January 2026" in words(page)


def test_a_quiet_new_month_opens_on_the_newest_with_words(show: Show, journal: Journal) -> None:
    write(journal, "strengths", "2025-11-05", moment="in November")
    page = show()
    assert "November 2025" in words(page)
    assert "in November" in words(page)


def test_it_leads_to_the_entry_and_to_writing(show: Show, journal: Journal, desk: Desk) -> None:
    entry = write(journal, "strengths", "2026-03-05", moment="a laugh at breakfast")
    page = show()
    went: list[tuple[str, object]] = []
    desk.moved.connect(lambda name, target: went.append((name, target)))
    read = [each for each in page.findChildren(QPushButton) if each.text() == "Read"]
    assert read[0].accessibleName() == "Read: Thursday 5 March 2026"
    read[0].click()
    page.write.click()
    assert went == [("journal", ShowEntry(entry)), ("compose", WriteNew("month-review"))]


def test_it_follows_what_is_written(show: Show, journal: Journal, desk: Desk) -> None:
    page = show()
    entry = write(journal, "strengths", "2026-03-05", moment="just now")
    desk.announce(Changes(entries=frozenset({entry})))
    assert words(page).count("just now") == 1
    desk.announce(Changes(entries=frozenset({entry})))
    assert words(page).count("just now") == 1
