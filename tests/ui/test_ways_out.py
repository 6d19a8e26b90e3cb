"""Settings: everything out, someone has asked, leaving the job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.services.keeping import KEEP
from reflect_app.ui.pack.targets import PackOf
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.pack import PackPage
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.sections.asked_for import AskedForSection
from reflect_app.ui.sections.everything import EverythingSection
from reflect_app.ui.sections.leaving import LeavingSection
from tests.helpers.keys import bring_up


@pytest.fixture
def page(desk: Desk, journal: Journal, qtbot: QtBot) -> Iterator[SettingsPage]:
    journal.people.add("Heron")
    journal.entries.write(EntryInput("free", {"page": "Sat with Zebedee Quill"}, tags=("nights",)))
    journal.entries.write(EntryInput("free", {"page": "the kettle went cold"}))
    made = SettingsPage(desk)
    desk.changed.connect(made.refresh)
    bring_up(qtbot, made, 900, 700)
    made.shown()
    yield made
    made.close()


@pytest.mark.parametrize("form", ["json", "md"])
def test_everything_is_written_and_said_to_be_unprotected(
    page: SettingsPage, journal: Journal, form: str, tmp_path: Path
) -> None:
    section = page.sections["everything"]
    assert isinstance(section, EverythingSection)
    section.form.setCurrentIndex(section.form.findData(form))
    section.write(tmp_path / "whole")
    assert "2 entries are in" in section.notice.message
    assert (tmp_path / "whole").is_dir() == (form == "md")
    assert section.export.isEnabled()
    assert section.stop.isHidden()
    assert journal.activity.newest()[0].change == "exported"
    section.write(tmp_path / "nowhere" / "whole")
    assert "no folder" in section.notice.message


def test_names_can_be_looked_for_before_everything_goes(page: SettingsPage, qtbot: QtBot) -> None:
    section = page.sections["everything"]
    assert isinstance(section, EverythingSection)
    asked: list[tuple[str, object]] = []
    page.desk.moved.connect(lambda *where: asked.append(where))
    section.look.click()
    assert asked == [("pack", PackOf((), layout="journal"))]
    pack = PackPage(page.desk)
    bring_up(qtbot, pack, 900, 700)
    pack.shown(asked[0][1])
    assert pack.kind.wanted().layout == "journal"
    assert len(pack.tree.entries()) == 2, "every entry"


def test_everything_is_kept_until_it_is_ended(page: SettingsPage, journal: Journal) -> None:
    section = page.sections["asked-for"]
    assert isinstance(section, AskedForSection)
    assert not section.keep.isChecked()
    section.keep.click()
    assert journal.settings.get(KEEP)
    section.keep.click()
    assert not journal.settings.get(KEEP)


def test_a_part_is_gathered_after_names_were_looked_at(
    page: SettingsPage, journal: Journal, tmp_path: Path
) -> None:
    section = page.sections["asked-for"]
    assert isinstance(section, AskedForSection)
    journal.sessions.add("Morgan", "2026-03-20T14:00")
    before = journal.integrity.state_hash()
    assert not section.save.isEnabled()
    section.show_now()
    assert "Morgan" in section.session.itemText(1)
    section.session.setCurrentIndex(1)
    section.look.click()
    assert section.review.isHidden()
    assert not section.save.isEnabled()
    section.session.setCurrentIndex(0)
    section.tag.setCurrentIndex(section.tag.findData("nights"))
    section.look.click()
    assert section.review.count.text() == "1 entry would go."
    assert not section.save.isEnabled()
    view = section.review.view.view
    assert "Sat with Zebedee Quill" in view.toPlainText(), "the whole copy, under its questions"
    assert view.textCursor().selectedText() == "Zebedee Quill"
    section.review.pointed.word.setCurrentText("Heron")
    section.review.pointed.replace.click()
    assert "Sat with Heron" in view.toPlainText()
    assert section.save.isEnabled()
    section.write(tmp_path / "out")
    assert "1 entry is in" in section.notice.message
    told = (tmp_path / "out" / "entries.json").read_bytes()
    assert b"Sat with Heron" in told
    assert b"Zebedee" not in told
    assert journal.integrity.state_hash() == before


def test_what_is_taken_along_was_looked_at(page: SettingsPage, tmp_path: Path) -> None:
    section = page.sections["leaving"]
    assert isinstance(section, LeavingSection)
    assert not section.look.isEnabled()
    assert not section.save.isEnabled()
    section.take.setCurrentIndex(section.take.findData("entries"))
    section.look.click()
    assert section.review.count.text() == "2 entries would go."
    assert not section.save.isEnabled()
    section.review.looked.click()
    assert section.save.isEnabled()
    section.write(tmp_path / "mine.json")
    assert len(json.loads((tmp_path / "mine.json").read_bytes())["objects"]) == 3
    section.form.setCurrentIndex(section.form.findData("md"))
    section.write(tmp_path / "mine.md")
    assert "the kettle went cold" in (tmp_path / "mine.md").read_text(encoding="utf-8")
    section.take.setCurrentIndex(section.take.findData(""))
    assert not section.save.isEnabled()
    assert section.review.isHidden()
    assert section.review.view.view.toPlainText() == ""
