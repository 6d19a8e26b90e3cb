"""Versions of an entry: read, set side by side, and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.journal import JournalPage
from tests.helpers.keys import bring_up


@pytest.fixture
def entry(journal: Journal) -> str:
    id_ = journal.entries.write(EntryInput("free", {"page": "The <b>loud</b> toaster hums"})).id
    journal.entries.edit(id_, {"page": "The <b>quiet</b> toaster hums"})
    return id_


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, entry: str) -> JournalPage:
    made = JournalPage(desk)
    bring_up(qtbot, made)
    desk.changed.connect(made.refresh)
    made.shown(ShowEntry(entry))
    made.pane.history_button.click()
    return made


def press(page: JournalPage, name: str) -> None:
    found = [
        each
        for each in page.pane.history.findChildren(QPushButton)
        if each.accessibleName() == name
    ]
    found[-1].click()


def test_what_changed_is_shown_by_more_than_colour(page: JournalPage) -> None:
    press(page, "Compare version 1 with the newest")
    text = page.pane.view.toPlainText()
    assert "From version 1 to version 2." in text
    assert "[-loud-]{+quiet+}" in text
    cursor = page.pane.view.document().find("[-loud-]")
    assert cursor.charFormat().fontStrikeOut()
    cursor = page.pane.view.document().find("{+quiet+}")
    assert cursor.charFormat().fontUnderline()
    assert page.pane.view.hasFocus()


def test_the_earlier_wording_is_brought_back(
    page: JournalPage, journal: Journal, entry: str
) -> None:
    press(page, "Compare version 1 with the newest")
    assert page.pane.older.action.text() == "Bring version 1 back"
    page.pane.older.action.click()
    assert journal.entries.show(entry).answers == {"page": "The <b>loud</b> toaster hums"}
    assert "loud" in page.pane.view.toPlainText()
    assert "[-" not in page.pane.view.toPlainText()
    assert len(journal.entries.history(entry)) == 3
