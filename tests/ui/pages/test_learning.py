"""Learning by the window: choose a body, copy an entry, count neutrally, take accounts out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import CarryOn, EditEntry
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.pages.learning import LearningPage
from reflect_app.ui.window import MainWindow
from tests.helpers.keys import bring_up

Show = Callable[[], LearningPage]


@pytest.fixture
def moved(desk: Desk) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    desk.moved.connect(lambda page, target: found.append((page, target)))
    return found


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    def made() -> LearningPage:
        page = LearningPage(desk)
        bring_up(qtbot, page)
        desk.changed.connect(page.refresh)
        page.shown()
        return page

    return made


def account(journal: Journal, **answers: Any) -> str:
    return journal.entries.write(EntryInput("cpd-account", answers)).id


def words(page: LearningPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def choose(page: LearningPage, body: str) -> None:
    page.counting.body.setCurrentIndex(page.counting.body.findData(body))


def test_an_empty_page_offers_the_first_step(
    show: Show, journal: Journal, moved: list[tuple[str, object]]
) -> None:
    page = show()
    assert page.empty.isVisible()
    assert not page.see.isVisible()
    choose(page, "swe")
    assert journal.settings.get("learning_body") == "swe"
    page.new.click()
    (draft,) = journal.drafts.list()
    assert draft.answers == {"body": "swe"}
    assert moved == [("compose", CarryOn(draft.id))]
    assert not page.empty.isVisible()
    assert "Not finished" in words(page)


def test_counts_are_neutral_and_say_where_they_come_from(show: Show, journal: Journal) -> None:
    for hours in (2.5, 7, 0.5):
        account(journal, hours=hours, what="w")
    page = show()
    choose(page, "nmc")
    said = words(page)
    assert "3 of 5 accounts written" in said
    assert "10 of 35 hours" in said
    assert said.count("check it with your body") == 4
    assert "The NMC asks for each account on its approved form" in said
    for pressing in ("overdue", "missing", "only", "deadline", "behind", "!"):
        assert pressing not in said
    choose(page, "none")
    assert "3 accounts written" in words(page)


def test_numbers_and_the_day_are_settings(show: Show, journal: Journal) -> None:
    account(journal, hours=4, what="w", activity_date="2026-01-02")
    page = show()
    choose(page, "nmc")
    page.counting.change.toggle()  # a screen reader's way
    assert page.counting.numbers.isVisible()
    line = page.counting.fields["hours"]
    line.setText("40")
    line.setModified(True)
    line.editingFinished.emit()
    assert "4 of 40 hours" in words(page)
    assert "You set this number yourself." in words(page)
    line = page.counting.fields["hours"]
    line.clear()
    line.setModified(True)
    line.editingFinished.emit()
    assert "4 of 35 hours" in words(page)
    page.counting.since.line.setText("1/2/2026")
    page.counting.since.line.textEdited.emit("1/2/2026")
    assert journal.settings.get("learning_since") == "2026-02-01"
    assert "0 of 5 accounts written" in words(page)
    assert "Not counted" in words(page)


def test_what_is_ticked_leaves_and_nothing_else(
    show: Show, journal: Journal, tmp_path: Path
) -> None:
    kept = [account(journal, what=f"what {n}", hours=n, activity_date=f"2026-01-0{n}")
            for n in (1, 2, 3)]  # fmt: skip
    page = show()
    line = next(line for line in page.accounts.lines if line.account.id == kept[1])
    line.tick.click()
    journal.settings.set("display_name", "Sam")
    page.refresh(journal.learning.choose("hcpc").changes)
    assert page.accounts.ticked() == (kept[0], kept[2])
    page.see.click()
    leaving = page.leaving
    assert page.stack.currentWidget() is leaving
    text = leaving.look.view.toPlainText()
    assert "what 1" in text
    assert "what 2" not in text
    assert "Sam" not in text
    leaving.writer.click()
    assert "From: Sam" in leaving.look.view.toPlainText()
    out = tmp_path / "accounts.csv"
    leaving.saving.format.setCurrentIndex(leaving.saving.format.findData("csv"))
    leaving.saving.write(out)
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert [row["What I did"] for row in rows] == ["what 1", "what 3"]
    assert sum(float(row["Hours"]) for row in rows) == 4
    leaving.back_button.click()
    assert page.stack.currentWidget() is page.column


def test_somebody_recognisable_goes_back_to_the_check(
    show: Show, journal: Journal, moved: list[tuple[str, object]]
) -> None:
    one = account(journal, what="w", recognisable=True)
    page = show()
    (line,) = page.accounts.lines
    assert not line.tick.isEnabled()
    assert page.accounts.ticked() == ()
    assert "It waits for another look." in words(page)
    page.accounts.edit.emit(one)
    assert moved == [("compose", EditEntry(one))]
    page.see.click()
    assert page.stack.currentWidget() is page.column


def test_names_are_looked_at_before_anything_leaves(
    show: Show, journal: Journal, tmp_path: Path
) -> None:
    one = account(journal, what="NHS number 943 476 5919 again", learned="a lot")
    page = show()
    page.see.click()
    pointed = page.leaving.look.pointed
    assert pointed.list.count() == 1
    pointed.word.setEditText("a number")
    pointed.replace.click()
    assert "a number again" in page.leaving.look.view.toPlainText()
    assert "943 476 5919" in str(journal.entries.show(one).answers["what"])
    out = tmp_path / "accounts.md"
    page.leaving.saving.format.setCurrentIndex(page.leaving.saving.format.findData("md"))
    page.leaving.saving.write(out)
    assert "943" not in out.read_text(encoding="utf-8")
    pointed.look_again.click()
    assert pointed.list.count() == 1
    pointed.leave.click()
    assert pointed.list.count() == 0


def test_an_entry_found_on_the_page_is_copied(
    show: Show, journal: Journal, moved: list[tuple[str, object]]
) -> None:
    entry = journal.entries.write(EntryInput("free", {"page": "a quiet hour"})).id
    page = show()
    page.copy.toggle()  # a screen reader's way
    assert page.adder.list.count() == 1
    page.adder.chosen.emit(entry)
    (draft,) = journal.drafts.list()
    assert draft.answers["what"] == "a quiet hour"
    assert moved == [("compose", CarryOn(draft.id))]


def test_from_the_journal_to_a_finished_account(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.open_journal is not None
    desk = opened.open_journal.desk
    made: list[str] = []

    def write(journal: Journal) -> Any:
        saved = journal.entries.write(
            EntryInput("what-so-what", {"what": "a night", "so_what": "ask"})
        )
        made.append(saved.id)
        return saved

    desk.save(write)
    desk.go("journal", ShowEntry(made[0]))
    pane = opened.findChildren(JournalPage)[0].pane
    assert pane.promote_button.isVisible()
    pane.promote_button.click()
    sheet = opened.findChildren(ComposePage)[0].sheet
    assert sheet is not None
    assert sheet.draft().answers["what"] == "a night"
    assert sheet.draft().answers["learned"] == "ask"
    sheet.finished.emit(False)
    page = opened.findChildren(LearningPage)[0]
    assert page.isVisible(), "Done leads to where accounts are"
    assert "1 account written" in words(page)
    kept: list[Any] = []
    desk.ask(lambda journal: journal.entries.show(made[0]), kept.append, owner=page)
    assert (kept[0].revision, kept[0].answers) == (1, {"what": "a night", "so_what": "ask"})
    desk.go("journal", ShowEntry(page.accounts.lines[0].account.id))
    assert not pane.promote_button.isVisible()
