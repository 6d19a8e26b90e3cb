"""How long what others sent is kept, as Settings asks it."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from reflect_app.services.journal import Journal
from reflect_app.services.received_keeping import ReceivedKeeping
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.received import CHOICES, ReceivedSection


def opened(desk: Desk, qtbot: QtBot) -> ReceivedSection:
    section = ReceivedSection(desk)
    qtbot.addWidget(section)
    desk.changed.connect(lambda _: section.show_now())
    section.show_now()
    return section


def offered(section: ReceivedSection) -> set[int]:
    return {int(section.days.itemData(at)) for at in range(section.days.count())}


def test_a_choice_is_kept_and_can_be_taken_back(desk: Desk, journal: Journal, qtbot: QtBot) -> None:
    section, keeping = opened(desk, qtbot), journal.received_keeping
    assert offered(section) == set(CHOICES)
    assert section.days.currentData() == 0
    assert section.bound.isHidden()
    section.days.setCurrentIndex(section.days.findData(90))
    section.days.activated.emit(section.days.currentIndex())
    assert keeping.now().days == 90
    assert "erased 90 days after it came" in section.now.text()
    section.notice.action.click()
    assert keeping.now().days == 0
    assert section.days.currentData() == 0


def test_nothing_longer_than_the_organisation_s_is_offered(
    desk: Desk, journal: Journal, qtbot: QtBot
) -> None:
    journal.received_keeping = ReceivedKeeping(journal.settings, 90)
    section = opened(desk, qtbot)
    assert offered(section) == {0, 30, 90}
    assert "Your organisation lets you keep it 90 days at the longest." in section.bound.text()
    assert "erased 90 days after it came" in section.now.text()
    section.keep_for(30)
    assert journal.received_keeping.now() == replace(journal.received_keeping.now(), chosen=30)
    assert "erased 30 days after it came" in section.now.text()
