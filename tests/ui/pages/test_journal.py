"""Finding and reading what was written, by keys and by clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput, Query, Shift
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import EditEntry
from reflect_app.ui.journal.targets import ShowEntry, ShowTag
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.journal import JournalPage
from tests.helpers.keys import bring_up, press
from tests.helpers.spoken import speaking

CTRL = Qt.KeyboardModifier.ControlModifier


def put(journal: Journal, title: str, page: str, day: int, **more: Any) -> str:
    given = EntryInput(
        "free", {"title": title, "page": page}, event=f"2026-03-{day:02}T08:00+00:00", **more
    )
    return journal.entries.write(given).id


@pytest.fixture
def entries(journal: Journal) -> dict[str, str]:
    night = Shift("2026-03-02T21:45", "night", "Europe/London")
    return {
        "toaster": put(journal, "Toaster", "the toaster set off zone 4", 1, tags=("nights",)),
        "door": put(journal, "Door", "he stood <b>in</b> the door\nand left", 2, shift=night),
        "onions": put(journal, "Onions", "pickled onions on the ledge", 3, marked=True),
    }


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, entries: dict[str, str]) -> JournalPage:
    made = JournalPage(desk)
    bring_up(qtbot, made)
    desk.changed.connect(made.refresh)
    made.shown()
    return made


def titles(page: JournalPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def test_under_welsh_the_list_says_the_prompts_in_welsh(
    page: JournalPage, desk: Desk, journal: Journal
) -> None:
    journal.entries.write(EntryInput("after-shift", {"heavy": 3}, event="2026-03-09T08:00+00:00"))
    desk.app.settings.change(language="cy")
    with speaking("cy"):
        page.model.reload()
        assert titles(page) == ["Ar ôl y sifft", "Onions", "Door", "Toaster"]
        page.list.setCurrentIndex(page.model.index(0, 0))
        assert read_title(page) == "Ar ôl y sifft"


def read_title(page: JournalPage) -> str:
    return page.pane.read.title if page.pane.read else ""


def type_and_wait(page: JournalPage, qtbot: QtBot, words: str) -> None:
    page.bar.line.setFocus()
    with qtbot.waitSignal(page.model.found):
        press(page, words)


def test_newest_first_and_nothing_is_opened_unasked(page: JournalPage) -> None:
    assert titles(page) == ["Onions", "Door", "Toaster"]
    assert page.count.text() == "3 entries"
    assert page.pane.read is None
    assert page.bar.line.hasFocus()


def test_search_as_one_types_then_arrow_down_reads(page: JournalPage, qtbot: QtBot) -> None:
    type_and_wait(page, qtbot, "doo")
    assert titles(page) == ["Door"]
    press(page, Qt.Key.Key_Down)
    assert page.pane.read is not None
    assert page.pane.read.title == "Door"
    shown = page.pane.view.toPlainText()
    assert "he stood <b>in</b> the door" in shown
    assert "Night shift that began Monday 2 March 2026, 21:45" in shown
    with qtbot.waitSignal(page.model.found):
        press(page, Qt.Key.Key_Up)
        press(page, Qt.Key.Key_Escape)
    assert len(titles(page)) == 3


def test_nothing_found_says_so(page: JournalPage, qtbot: QtBot) -> None:
    type_and_wait(page, qtbot, "zebra")
    assert page.nothing.isVisible()
    assert page.count.text() == ""


def test_a_screen_reader_opens_the_filters_as_a_click_does(page: JournalPage) -> None:
    bar = page.bar
    bar.toggle.toggle()  # what assistive technology is offered for a button that stays down
    assert bar.panel.isVisible()
    bar.toggle.toggle()
    assert bar.panel.isHidden()


def test_filters_narrow_and_let_go(page: JournalPage) -> None:
    bar = page.bar
    bar.toggle.click()
    bar.marked.click()
    assert titles(page) == ["Onions"]
    assert bar.toggle.text() == "Filters (1)"
    bar.clear.click()
    bar.shift.setCurrentIndex(bar.shift.findData("night"))
    assert titles(page) == ["Door"]
    bar.clear.click()
    bar.tag.setCurrentIndex(bar.tag.findData("nights"))
    assert titles(page) == ["Toaster"]
    bar.clear.click()
    bar.start.line.setFocus()
    press(page, "2/3")
    bar.end.line.setFocus()
    press(page, "2/3")
    assert titles(page) == ["Door"]
    bar.clear.click()
    assert len(titles(page)) == 3
    assert bar.toggle.text() == "Filters"


def test_a_feeling_and_what_was_shared(page: JournalPage, journal: Journal) -> None:
    journal.entries.write(EntryInput("after-shift", {"feelings": ["exhausted"]}))
    bar = page.bar
    bar.toggle.click()
    offered = [bar.feeling.itemText(row) for row in range(bar.feeling.count())]
    assert offered[0] == "Any feeling"
    assert offered[1:] == sorted(offered[1:], key=str.casefold)
    bar.feeling.setCurrentIndex(bar.feeling.findText("exhausted", Qt.MatchFlag.MatchFixedString))
    assert len(titles(page)) == 1
    assert bar.toggle.text() == "Filters (1)"
    bar.shared.click()
    assert titles(page) == []
    assert page.nothing.isVisible()
    bar.clear.click()
    assert len(titles(page)) == 4


def test_delete_by_key_and_undo(
    page: JournalPage, journal: Journal, desk: Desk, entries: dict[str, str]
) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert read_title(page) == "Door"
    press(page, Qt.Key.Key_Delete)
    assert titles(page) == ["Onions", "Toaster"]
    assert read_title(page) == ""
    undos[0].action()
    assert titles(page) == ["Onions", "Door", "Toaster"]
    assert journal.entries.show(entries["door"]).deleted is None


def test_the_bin_puts_back_and_erases_only_when_told_twice(
    page: JournalPage, desk: Desk, entries: dict[str, str]
) -> None:
    undos: list[Undo | None] = []
    desk.undoable.connect(undos.append)
    page._bin(entries["door"])
    page._bin(entries["toaster"])
    page.bar.binned.click()
    assert titles(page) == ["Door", "Toaster"]
    page._select(0)
    assert page.pane.edit_button.isHidden()
    page.pane.unbin_button.click()
    assert titles(page) == ["Toaster"]
    page._select(0)
    page.pane.purge_button.click()
    assert titles(page) == ["Toaster"]
    assert None not in undos
    page.pane.older.action.click()
    assert undos[-1] is None, "an offer to take it back would fail now"
    assert titles(page) == []
    assert page.nothing.text() == "The bin is empty."
    page.bar.clear.click()
    assert titles(page) == ["Onions", "Door"]


def test_delete_everywhere_replaces_the_backups_and_says_what_it_could_not_reach(
    page: JournalPage, journal: Journal, entries: dict[str, str], tmp_path: Path
) -> None:
    journal.backups.make()
    journal.settings.set("second_backup_place", str(tmp_path / "away"))
    page._bin(entries["door"])
    page.bar.binned.click()
    page._select(0)
    page.pane.everywhere_button.click()
    assert titles(page) == ["Door"]
    assert "the older backups within reach are deleted" in page.pane.older.accessibleName()
    page.pane.older.action.click()
    assert titles(page) == []
    assert len(journal.backups.within_reach()) == 1
    assert "1 older one went" in page.pane.older.message
    assert str(tmp_path / "away") in page.pane.older.accessibleName()
    assert page.pane.older.isVisible()


def test_mark_from_the_pane(page: JournalPage, journal: Journal, entries: dict[str, str]) -> None:
    page._select(2)
    page.pane.mark_button.click()
    assert journal.entries.show(entries["toaster"]).marked
    assert page.pane.mark_button.text() == "Marked to bring"
    assert "Marked for you to bring. Marking sends nothing." in page.pane.view.toPlainText()
    page.pane.mark_button.toggle()  # a screen reader's way
    assert not journal.entries.show(entries["toaster"]).marked


def test_history_is_read_and_brought_back(
    page: JournalPage, journal: Journal, entries: dict[str, str]
) -> None:
    journal.entries.edit(entries["door"], {"page": "second wording"})
    page.shown(ShowEntry(entries["door"]))
    pane = page.pane
    assert "second wording" in pane.view.toPlainText()
    pane.history_button.toggle()  # a screen reader's way
    assert pane.history.isVisible()
    pane.revision.emit(entries["door"], 1)
    assert "he stood <b>in</b> the door" in pane.view.toPlainText()
    assert pane.older.message == "This is how it read on Thursday 12 March 2026, 07:30."
    pane.older.action.click()
    assert journal.entries.show(entries["door"]).answers["page"] == (
        "he stood <b>in</b> the door\nand left"
    )
    assert pane.older.isHidden()


def test_edit_asks_for_the_form(
    page: JournalPage, desk: Desk, entries: dict[str, str], qtbot: QtBot
) -> None:
    page._select(0)
    with qtbot.waitSignal(desk.moved) as moved:
        page.pane.edit_button.click()
    assert moved.args == ["compose", EditEntry(entries["onions"])]


def test_next_and_previous_by_key(page: JournalPage) -> None:
    page._select(0)
    press(page, Qt.Key.Key_PageDown, held=CTRL)
    assert page.pane.read is not None
    assert page.pane.read.title == "Door"
    press(page, Qt.Key.Key_PageUp, held=CTRL)
    assert page.pane.read.title == "Onions"


def test_a_target_is_shown_and_selected(page: JournalPage, entries: dict[str, str]) -> None:
    page.shown(ShowEntry(entries["toaster"]))
    assert page.list.currentIndex().row() == 2
    assert page.pane.read is not None
    assert page.pane.read.title == "Toaster"
    page.shown(ShowTag("nights"))
    assert titles(page) == ["Toaster"]


def test_a_narrow_window_takes_turns(page: JournalPage) -> None:
    page.resize(560, 700)
    assert page.left.isVisible()
    assert page.pane.isHidden()
    page._select(0)
    press(page.list, Qt.Key.Key_Down)
    page._to_pane()
    assert page.left.isHidden()
    assert page.pane.isVisible()
    page.pane.back_button.click()
    assert page.left.isVisible()


def test_an_empty_journal_offers_the_first_step(desk: Desk, qtbot: QtBot) -> None:
    made = JournalPage(desk)
    bring_up(qtbot, made)
    made.shown()
    assert made.empty.isVisible()
    with qtbot.waitSignal(desk.moved) as moved:
        made.empty.step.click()
    assert moved.args is not None
    assert moved.args[0] == "compose"


def test_an_answer_that_points_at_an_entry_is_read_by_its_name(
    page: JournalPage, journal: Journal, entries: dict[str, str]
) -> None:
    saved = journal.entries.write(
        EntryInput(
            "supervision-preparation", {"bring": [{"entry": entries["door"], "why": "the end"}]}
        )
    )
    page.refresh(saved.changes)
    page.shown(ShowEntry(saved.id))
    shown = page.pane.view.toPlainText()
    assert "Free page, 2 March 2026" in shown
    assert entries["door"] not in shown
    assert journal.entries.page(Query()).total == 4
