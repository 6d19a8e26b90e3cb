"""Today: the one button, and everything that waits, told quietly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Answer, EntryInput, Shift
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import CarryOn, WriteNew
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.today import gather
from tests.helpers.keys import bring_up
from tests.helpers.spoken import speaking

Show = Callable[[], TodayPage]
AT_HANDOVER: dict[str, Answer] = {"record": True, "record_next": "at_handover"}


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
    QApplication.processEvents()  # a layout shows what was added to it in the next turn
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def step(page: TodayPage, name: str) -> QPushButton:
    QApplication.processEvents()
    found = [
        button
        for button in page.findChildren(QPushButton)
        if button.isVisible() and name in (button.text(), button.accessibleName())
    ]
    assert found, name
    return found[0]


def test_the_button_offers_the_night_that_began_yesterday(
    show: Show, desk: Desk, qtbot: QtBot
) -> None:
    page = show()
    assert page.finished.hasFocus()
    assert page.which.text() == "Night shift that began yesterday, 21:45 · about 3 minutes"
    with qtbot.waitSignal(desk.moved) as moved:
        page.finished.click()
    shift = Shift("2026-03-11T21:45", "night", "Europe/London")
    assert moved.args == ["compose", WriteNew("after-shift", shift)]


def test_a_page_that_was_left_open_offers_the_shift_that_is_over_by_now(
    show: Show, desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    page = show()
    clock.at = clock.at.replace(hour=15)
    with qtbot.waitSignal(desk.moved) as moved:
        page.finished.click()
    shift = Shift("2026-03-12T07:00", "early", "Europe/London")
    assert moved.args == ["compose", WriteNew("after-shift", shift)]


def test_other_prompts_stand_by_minutes(show: Show) -> None:
    page = show()
    said = words(page)
    assert [text for text in said if "minutes" in text and "·" not in text] == [
        "About 3 minutes",
        "5 to 10 minutes",
        "More than 10 minutes",
    ]
    names = [card.template.id for card in page.gallery.cards()]
    assert "emotional-impact" in names
    assert "after-shift" not in names


def test_an_empty_journal_has_no_empty_headings(show: Show) -> None:
    page = show()
    assert page.unfinished.isHidden()
    assert page.marked.isHidden()
    assert "Unfinished" not in words(page)


def test_an_unfinished_page_is_carried_on_or_deleted_with_undo(
    show: Show, journal: Journal, desk: Desk, qtbot: QtBot
) -> None:
    draft = replace(journal.drafts.start("free"), answers={"title": "half", "page": "a thought"})
    journal.drafts.save(draft)
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    page = show()
    assert "half" in words(page)
    assert "Kept today, 07:30" in words(page)
    with qtbot.waitSignal(desk.moved) as moved:
        step(page, "Carry on: half").click()
    assert moved.args == ["compose", CarryOn(draft.id)]
    step(page, "Delete: half").click()
    assert journal.drafts.list() == []
    assert page.unfinished.isHidden()
    undos[0].action()
    assert "half" in words(page)


def test_under_welsh_everything_that_waits_has_the_prompts_welsh_title(
    show: Show, journal: Journal, desk: Desk
) -> None:
    journal.drafts.save(replace(journal.drafts.start("free"), answers={"page": "hanner"}))
    journal.entries.write(EntryInput("after-shift", AT_HANDOVER, marked=True))
    desk.app.settings.change(language="cy")
    with speaking("cy"):
        told = words(show())
    assert {"Tudalen rydd", "Ar ôl y sifft"} <= set(told)
    assert any(line.startswith("Ar ôl y sifft, ") for line in told), "the reminder too"
    assert not {line for line in told if "After-shift" in line or "Free page" in line}


def test_more_unfinished_pages_than_are_listed_are_said_to_be_there(
    show: Show, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "MOST_DRAFTS", 2)
    held = [replace(journal.drafts.start("free"), answers={"title": f"page {n}"}) for n in range(3)]
    for draft in held:
        journal.drafts.save(draft)
    page = show()
    listed = [text for text in words(page) if text.startswith("page ")]
    assert len(listed) == 2
    assert "And 1 more." in words(page)
    journal.drafts.discard(held[0].id)
    page.shown()
    assert sum(text.startswith("page ") for text in words(page)) == 2
    assert "And 1 more." not in words(page)


def test_what_is_marked_waits_and_says_nothing_was_sent(
    show: Show, journal: Journal, desk: Desk, qtbot: QtBot
) -> None:
    saved = journal.entries.write(EntryInput("free", {"title": "Gate"}, marked=True))
    page = show()
    assert "Gate" in words(page)
    assert "Marked for you to bring. Nothing has been sent." in words(page)
    with qtbot.waitSignal(desk.moved) as moved:
        step(page, "Read: Gate").click()
    assert moved.args == ["journal", ShowEntry(saved.id)]
    with qtbot.waitSignal(desk.moved) as moved:
        step(page, "Make a pack").click()
    assert moved.args == ["pack", None]


def test_only_a_few_marked_ones_are_listed(show: Show, journal: Journal) -> None:
    for number in range(5):
        journal.entries.write(EntryInput("free", {"title": f"n{number}"}, marked=True))
    assert "and 2 more" in words(show())


@pytest.mark.parametrize(("answer", "left"), [("Done", "done"), ("Not needed after all", None)])
def test_a_record_reminder_is_settled(
    show: Show, journal: Journal, answer: str, left: str | None
) -> None:
    saved = journal.entries.write(EntryInput("after-shift", AT_HANDOVER))
    page = show()
    assert "You said something needed to go in the record." in words(page)
    step(page, answer).click()
    assert "You said something needed to go in the record." not in words(page)
    assert journal.entries.show(saved.id).answers.get("record_next") == left
    assert journal.record_reminders() == []


def test_not_yet_asks_again_at_the_next_unlock(show: Show, journal: Journal, desk: Desk) -> None:
    journal.entries.write(EntryInput("after-shift", AT_HANDOVER))
    page = show()
    step(page, "Not yet").click()
    assert "You said something needed to go in the record." not in words(page)
    page.shown()
    assert "You said something needed to go in the record." not in words(page)
    assert "You said something needed to go in the record." in words(show())


def test_what_somebody_wanted_to_come_back_to_stands_there_a_week_on(
    show: Show, journal: Journal, desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    saved = journal.entries.write(EntryInput("critical-incident", {"come_back": True}))
    page = show()
    assert "To come back to" not in words(page)
    clock.at += timedelta(days=7)
    page.shown()
    assert "To come back to" in words(page)
    with qtbot.waitSignal(desk.moved) as gone:
        step(page, "Read: Critical incident").click()
    assert gone.args == ["journal", ShowEntry(saved.id)]
    with qtbot.waitSignal(desk.undoable) as undo:
        step(page, "Leave it now: Critical incident").click()
    assert "To come back to" not in words(page)
    assert undo.args is not None
    undo.args[0].action()
    assert "To come back to" in words(page)


def test_support_opens_here_and_writes_nothing(show: Show, journal: Journal) -> None:
    page = show()
    before = journal.integrity.state_hash()
    assert page.support.isHidden()
    page.ask_support.click()
    assert "116 123" in words(page)
    page.ask_support.click()
    assert page.support.isHidden()
    assert journal.integrity.state_hash() == before


def test_quiet_lines_stay_until_they_are_seen_to(show: Show, journal: Journal) -> None:
    journal.settings.set("recovery_deferred", True)
    page = show()
    said = " ".join(words(page))
    assert "only on this computer" in said
    assert "nobody can open this" in said
    journal.settings.set("second_backup_place", "/somewhere")
    journal.settings.set("recovery_deferred", False)
    page.shown()
    said = " ".join(words(page))
    assert "only on this computer" not in said
    assert "The second place for backups, /somewhere, is not there." in said
    assert "nobody can open this" not in said


def test_once_a_year_it_asks_for_three_of_the_recovery_words(
    show: Show, clock: FixedClock, desk: Desk, qtbot: QtBot
) -> None:
    page = show()
    assert "Are your recovery words still where you put them?" not in " ".join(words(page))
    clock.at += timedelta(days=366)
    page.shown()
    assert "Are your recovery words still where you put them?" in " ".join(words(page))
    with qtbot.waitSignal(desk.moved) as moved:
        step(page, "Look at three of them").click()
    assert moved.args == ["settings", "recovery"]


def test_the_day_moves_on(show: Show, clock: FixedClock) -> None:
    page = show()
    assert page.day.text() == "Thursday 12 March 2026"
    clock.at = clock.at.replace(day=13, hour=16)
    page.shown()
    assert page.day.text() == "Friday 13 March 2026"
    assert "today" in page.which.text()
