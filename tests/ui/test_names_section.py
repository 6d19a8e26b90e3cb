"""The own list in Settings: folded until asked for, and every row can be taken off or forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reflect_app.services.journal import Journal
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.sections.names import NamesSection
from tests.helpers.keys import bring_up, press


@pytest.fixture
def section(desk: Desk, journal: Journal, qtbot: QtBot) -> Iterator[NamesSection]:
    journal.names.confirm("Ngozi", variants=("Goz",))
    journal.names.confirm("The Bunker", "PREMISES")
    journal.names.not_a_name("Delius")
    page = SettingsPage(desk)
    desk.changed.connect(page.refresh)
    bring_up(qtbot, page, 900, 700)
    page.shown("names")
    yield page.names
    page.close()


def rows(section: NamesSection) -> list[str]:
    found = section.list
    return [found.item(at).text() for at in range(found.count())]


def test_no_name_is_shown_before_it_is_asked_for_or_after(section: NamesSection) -> None:
    assert section.inside.isHidden()
    assert rows(section) == []
    section.fold.click()
    assert rows(section) == [
        "Ngozi, also Goz · a name",
        "The Bunker · the name of a building",
        "Delius · not a name",
    ]
    section.fold.click()
    assert rows(section) == []
    assert section.inside.isHidden()


def test_adding_by_keyboard(section: NamesSection, journal: Journal) -> None:
    section.fold.click()
    section.line.setFocus()
    press(section, "Snozzle")
    press(section, Qt.Key.Key_Return)
    assert "Snozzle · a name" in rows(section)
    assert section.line.text() == ""
    assert [own.text for own in journal.names.list().known][-1] == "Snozzle"
    press(section, "!!")
    press(section, Qt.Key.Key_Return)
    assert section.notice.message == "That cannot be kept as a name."


def test_taking_off_and_forgetting(section: NamesSection, journal: Journal) -> None:
    section.fold.click()
    section.list.setCurrentRow(0)
    section.forget.click()
    assert "Ngozi" not in str(rows(section))
    assert section.forgotten.text() == "2 more words are pointed out without being kept."
    section.list.setCurrentRow(1)
    section.take_off.click()
    assert rows(section) == ["The Bunker · the name of a building"]
    assert journal.names.list().allowed == ()
