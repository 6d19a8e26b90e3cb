"""Relationships: closed until it is opened, about the writer, and nothing there is for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import Answer, EntryInput
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.relationships import RelationshipsPage
from tests.helpers.keys import bring_up

Show = Callable[[], RelationshipsPage]
LAW = "This page is about you. It may still count in law as information about the other person"


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    def made() -> RelationshipsPage:
        page = RelationshipsPage(desk)
        bring_up(qtbot, page)
        desk.changed.connect(page.refresh)
        page.shown()
        return page

    return made


@pytest.fixture
def heron(journal: Journal) -> str:
    journal.people.add("Lantern")
    id_ = journal.people.add("Heron").id
    for warmth in (3, 6, 7, 5, 8):
        about(journal, "Heron", warmth=warmth, wariness=8, pulls=["rescue"], door="ajar")
    return id_


def about(journal: Journal, *people: str, **more: Answer) -> str:
    answers: dict[str, Answer] = {"people": list(people), "repair": "a cup of tea", **more}
    return journal.entries.write(EntryInput("relationship-dynamics", answers)).id


def words(page: RelationshipsPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_opens_on_a_click_and_closes_by_itself(show: Show, heron: str) -> None:
    page = show()
    assert LAW in words(page)
    assert "Heron" not in words(page)
    assert page.open.hasFocus()
    page.open.click()
    assert "Heron" in words(page)
    page.hidden()
    assert "Heron" not in words(page)
    assert page.map is None


def test_more_people_than_the_map_has_room_for_are_said(show: Show, journal: Journal) -> None:
    for number in range(15):
        journal.people.add(f"Moss-{number}")
        about(journal, f"Moss-{number}", warmth=5)
    page = show()
    page.open.click()
    assert "And 1 more in the table." in words(page)


def test_the_map_with_its_table_and_words(show: Show, heron: str) -> None:
    page = show()
    page.open.click()
    assert page.map is not None
    assert "Heron: 5 entries, Warmth 6, Wariness 8." in words(page)
    page.map.show_table.click()
    assert page.map.table is not None
    assert page.map.table.model().index(0, 0).data() == "Heron"


def test_an_empty_journal(show: Show) -> None:
    page = show()
    page.open.click()
    assert "shows here" in words(page)
    page.people.line.setText("Heron")
    page.people.add.click()
    assert "Heron" in words(page)
    assert page.people.line.text() == ""
    page.people.line.setText("Heron")
    page.people.add.click()
    assert "That pseudonym is in use already." in words(page)


def test_one_person(show: Show, desk: Desk, heron: str, qtbot: QtBot) -> None:
    page = show()
    page.open.click()
    page.people.opened.emit(heron)
    said = words(page)
    assert LAW in said
    assert "Heron: 5 entries from" in said
    assert "a cup of tea" in said
    assert "No place of the door is right or wrong in itself." in said
    assert page.view is not None
    assert [card.chart.id for card in page.view.cards] == ["relationship", "pull", "door"]
    with qtbot.waitSignal(desk.moved) as moved:
        page.view.read.emit("someid")
    assert moved.args == ["journal", ShowEntry("someid")]
    page.back.click()
    assert page.map is not None


def test_rename_and_take_it_back(show: Show, desk: Desk, journal: Journal, heron: str) -> None:
    undone: list[Undo] = []
    desk.undoable.connect(undone.append)
    page = show()
    page.open.click()
    page.people.opened.emit(heron)
    assert page.view is not None
    page.view.managing.line.setText("Kestrel")
    page.view.managing.rename.click()
    assert journal.people.find(heron).pseudonym == "Kestrel"
    assert "Kestrel: 5 entries" in words(page)
    undone[0].action()
    assert journal.people.find(heron).pseudonym == "Heron"
    page.view.managing.line.setText("Lantern")
    page.view.managing.rename.click()
    assert "That pseudonym is in use already." in words(page)


def test_retire_and_offer_again(show: Show, journal: Journal, heron: str) -> None:
    page = show()
    page.open.click()
    page.people.opened.emit(heron)
    assert page.view is not None
    page.view.managing.retire.click()
    assert journal.people.find(heron).retired
    page.view.managing.retire.click()
    assert not journal.people.find(heron).retired


def test_merge_asks_first(show: Show, journal: Journal, heron: str) -> None:
    page = show()
    page.open.click()
    page.people.opened.emit(heron)
    assert page.view is not None
    managing = page.view.managing
    managing.into.pick(journal.people.find("Lantern").id)
    managing.merge.click()
    assert "cannot be undone" in managing.notice.message
    managing.notice.action.click()
    assert [each.pseudonym for each in journal.people.list()] == ["Lantern"]
    assert "Lantern: 5 entries" in words(page)


def test_forgetting_says_what_stays(show: Show, desk: Desk, journal: Journal, heron: str) -> None:
    refused: list[ReflectError] = []
    desk.troubled.connect(refused.append)
    page = show()
    page.open.click()
    page.people.opened.emit(heron)
    assert page.view is not None
    managing = page.view.managing
    managing.forget.click()
    said = words(page)
    assert "Forget Heron? This cannot be undone." in said
    assert "It stands in 5 entries and 0 unfinished." in said
    assert "Your scores and your other words stay." in said
    assert journal.people.list()[0].pseudonym == "Heron"
    managing.notice.action.click()
    assert [each.pseudonym for each in journal.people.list()] == ["Lantern"]
    assert "Heron" not in words(page)
    assert not refused
