"""The list of people to turn to, changed in Settings and read without the passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reflect_app.services.journal import Journal
from reflect_app.services.support import NAME, SupportLine, save_support, support_lines
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.sections.support import SupportSection
from tests.helpers.keys import bring_up

HARD = SupportLine('Ann "Q" \\ Ŵyn', "0161 | ext 4", "days = nights # [[x]]")


@pytest.mark.parametrize(
    "lines", [(HARD, SupportLine("Duty manager")), (SupportLine("a", "", "b"),)]
)
def test_what_is_written_is_what_is_read(lines: tuple[SupportLine, ...], tmp_path: Path) -> None:
    save_support(tmp_path, lines)
    assert support_lines(tmp_path) == lines
    save_support(tmp_path, (SupportLine(" "),))
    assert support_lines(tmp_path) == support_lines(None)


def test_the_list_is_changed_with_a_way_back(desk: Desk, journal: Journal, qtbot: QtBot) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    section = SupportSection(desk)
    bring_up(qtbot, section)
    section.show_now()
    usual = support_lines(None)
    assert section.list.toPlainText().splitlines()[0].startswith(usual[0].name)
    section.list.setPlainText("Ann | 0161 496 0000 | days\n\nThe duty manager\nEAP | | free")
    section.list.document().setModified(True)
    section.show_now()  # something else changed: what is being typed stays
    section.save.click()
    assert desk.app.support(journal.folder) == (
        SupportLine("Ann", "0161 496 0000", "days"), SupportLine("The duty manager"),
        SupportLine("EAP", "", "free"),
    )  # fmt: skip
    assert (journal.folder / NAME).stat().st_size < 400
    section.usual.click()
    assert support_lines(journal.folder) == usual
    undos[-1].action()
    assert section.list.toPlainText().splitlines() == [
        "Ann | 0161 496 0000 | days", "The duty manager", "EAP |  | free",
    ]  # fmt: skip


def test_a_list_that_cannot_be_written_stands_and_offers_no_way_back(
    desk: Desk, journal: Journal, qtbot: QtBot
) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    section = SupportSection(desk)
    bring_up(qtbot, section)
    section.show_now()
    (journal.folder / NAME).mkdir()
    section.list.setPlainText("Ann | 0161 496 0000")
    section.save.click()
    assert undos == []
    assert section.notice.isVisible()
    assert section.list.document().isModified(), "what was typed is not given up"
