"""The activity log in Settings."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from reflect_app.core.clock import FixedClock
from reflect_app.services.journal import Journal
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.activity import ActivitySection


def lines(section: ActivitySection) -> list[str]:
    return [section.list.item(row).text() for row in range(section.list.count())]


def test_lines_are_read_and_old_ones_erased_on_demand(
    desk: Desk, journal: Journal, clock: FixedClock, qtbot: QtBot
) -> None:
    journal.activity.record("pack-saved", entries=2)
    clock.at += timedelta(days=400)
    section = ActivitySection(desk)
    qtbot.addWidget(section)
    section.show_now()
    assert lines(section) == [
        "Thursday 12 March 2026, 07:30 · A pack of 2 entries was saved as a file.",
        "Thursday 12 March 2026, 07:30 · The journal was made.",
    ]
    section.erase.click()
    assert section.notice.message == "1 line was erased."
    assert "pack" not in "".join(lines(section))
