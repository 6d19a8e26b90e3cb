"""Evaluation in Settings: off until yes, each line seen, one file for one evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.sharing.evaluation import open_row
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.sections.evaluation import EvaluationSection
from reflect_app.vault.own_keys import private_keys
from tests.fixtures import make_app

Texts = Callable[[QWidget], str]


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[EvaluationSection]:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    desk.changed.connect(page.refresh)
    page.show()
    page.shown()
    found = page.sections["evaluation"]
    assert isinstance(found, EvaluationSection)
    yield found
    page.hide()


@pytest.fixture
def evaluator(tmp_path: Path, clock: FixedClock) -> Iterator[Journal]:
    theirs = make_app(tmp_path / "evaluator", clock)
    made = theirs.vaults.create(theirs.paths.default_vault, "otter lantern gravel").journal
    made.settings.set("display_name", "Dr Rowan")
    made.contacts.export_card(tmp_path / "rowan.card")
    yield made
    made.close()


def test_it_is_off_and_says_what_it_needs(section: EvaluationSection, texts: Texts) -> None:
    said = texts(section)
    assert "You have not said yes. Nothing leaves." in said
    assert "Add the card they gave you first." in said
    for part in (section.agree, section.stop, section.row, section.save, section.back):
        assert not part.isVisibleTo(section)


def test_from_yes_to_a_file_and_back_to_no(
    section: EvaluationSection, journal: Journal, evaluator: Journal, tmp_path: Path, texts: Texts
) -> None:
    journal.entries.write(
        EntryInput("group-member", {"useful": 8, "easier_to_come": "a secret wish"},
                   event="2025-12-01T18:00:00+00:00")
    )  # fmt: skip
    journal.contacts.add(tmp_path / "rowan.card")
    section.show_now()
    section.agree.click()
    assert "You said yes, for Dr Rowan." in texts(section)
    assert "Your row for 2025-Q4" in texts(section)
    lines = section.lines
    assert lines["useful"].value.text().startswith("8 of 10")
    agency, offered = lines["agency"].choice, lines["offered"].number
    assert agency is not None
    assert offered is not None
    agency.setCurrentIndex(agency.findData("hmpps"))
    offered.setText("6")
    offered.setModified(True)
    offered.editingFinished.emit()
    protected = lines["protected_time"].choice
    assert protected is not None
    protected.setCurrentIndex(protected.findData(False))
    lines["useful"].tick.click()
    assert "secret" not in texts(section)
    out = tmp_path / "row.rrow"
    section.write(out)
    assert not out.exists()
    assert "You have not confirmed that the card is Dr Rowan's." in section.notice.message
    section.notice.action.click()
    found = open_row(out.read_bytes(), private_keys(evaluator.vault))
    assert found.row == {"agency": "hmpps", "offered": 6, "protected_time": False}
    section.stop.click()
    assert not section.row.isVisibleTo(section)
    assert section.back.isVisibleTo(section)
    section.write(out, take_back=True, unconfirmed=True)
    taken = open_row(out.read_bytes(), private_keys(evaluator.vault))
    assert (taken.id, taken.withdrawn, taken.row) == (found.id, True, {})
    section.write(tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_what_was_sent_for_an_earlier_quarter_can_be_taken_back_too(
    section: EvaluationSection, journal: Journal, evaluator: Journal, tmp_path: Path
) -> None:
    journal.contacts.add(tmp_path / "rowan.card", words=evaluator.contacts.own_card().fingerprint)
    journal.evaluation.consent("Dr Rowan")
    for quarter in ("2025-Q2", "2025-Q3"):
        journal.evaluation.export(tmp_path / "row", quarter)
    back = []
    for _ in range(2):
        section.show_now()
        assert section.back.isVisibleTo(section)
        back.append(section.back.text())
        section.write(tmp_path / "row", take_back=True)
    assert back == [f"Take back what I sent for 2025-{quarter}…" for quarter in ("Q3", "Q2")]
    section.show_now()
    assert not section.back.isVisibleTo(section)


def test_a_count_that_does_not_fit_is_said_and_not_kept(
    section: EvaluationSection, journal: Journal, evaluator: Journal, tmp_path: Path
) -> None:
    journal.contacts.add(tmp_path / "rowan.card")
    section.show_now()
    section.agree.click()
    line = section.lines["offered"].number
    assert line is not None
    line.setText("900")
    line.setModified(True)
    line.editingFinished.emit()
    assert "cannot say that" in section.notice.message
    assert journal.evaluation.preview().row == {}
