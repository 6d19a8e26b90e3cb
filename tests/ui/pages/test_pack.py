"""Making a pack: what is ticked is previewed, what is previewed is written, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from reflect_app.core.entries import EntryInput
from reflect_app.errors import CancelledError, DiskFullError
from reflect_app.exporting.writers import writer_for
from reflect_app.services.journal import Journal
from reflect_app.ui.pack import saving
from reflect_app.ui.pack.saving import size_in_words
from reflect_app.ui.pack.targets import PackOf
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.pack import PackPage
from reflect_app.vault.schema import revision
from tests.helpers.keys import bring_up, press


@pytest.fixture
def page(desk: Desk, journal: Journal, qtbot: QtBot) -> PackPage:
    journal.entries.write(
        EntryInput(
            "after-shift",
            {"heavy": 6, "leave_here": "Spoke to Ngozi about the door", "record": False},
            event="2026-03-01T08:00+00:00",
            marked=True,
        )
    )
    journal.entries.write(
        EntryInput("free", {"title": "Gate", "page": "in the rain"}, marked_questions=("page",))
    )
    journal.entries.write(EntryInput("free", {"title": "Onions", "page": "on the ledge"}))
    made = PackPage(desk)
    bring_up(qtbot, made, 1100, 760)
    desk.changed.connect(made.refresh)
    return made


def open_page(page: PackPage, qtbot: QtBot, target: object = None) -> None:
    page.shown(target)
    qtbot.waitUntil(page.saving.save.isEnabled)


def shown(page: PackPage) -> str:
    return page.look.view.toPlainText()


def row(page: PackPage, number: int) -> Any:
    return page.tree.topLevelItem(number)


def ticks(page: PackPage, number: int) -> dict[str, bool]:
    item = row(page, number)
    children = [item.child(place) for place in range(item.childCount())]
    return {child.text(0).split("  ")[0]: child.checkState(0) == _ON for child in children}


_ON = Qt.CheckState.Checked
_OFF = Qt.CheckState.Unchecked


def test_marked_entries_are_ticked_without_scores_and_the_journals_own_questions(
    page: PackPage, qtbot: QtBot
) -> None:
    open_page(page, qtbot)
    assert page.tree.topLevelItemCount() == 2
    assert ticks(page, 0) == {
        "How heavy does it feel now?": False,
        "What's one thing you'd like to leave here?": True,
        "Is there anything here that should be in the case record, "
        "incident log or safeguarding route?": False,
    }
    assert "Spoke to Ngozi about the door" in shown(page)
    assert "6 out of 10" not in shown(page)


def test_the_check_lists_words_and_promises_nothing(page: PackPage, qtbot: QtBot) -> None:
    open_page(page, qtbot)
    labels = page.look.pointed.findChildren(QLabel)
    said = [label.text() for label in labels if not label.isHidden() and label.text()]
    assert said[0] == "Please look at these: they could point to someone."
    found = page.look.pointed.list
    assert [found.item(at).text() for at in range(found.count())] == ["Ngozi · name"]
    found.setFocus()
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.look.view.textCursor().selectedText() == "Ngozi"
    everything = " ".join(label.text() for label in page.findChildren(QLabel)).lower()
    assert "anonym" not in everything
    assert "safe" not in everything


def test_a_tick_changes_the_preview_and_nothing_leaves_meanwhile(
    page: PackPage, qtbot: QtBot, tmp_path: Path
) -> None:
    open_page(page, qtbot)
    page.scores.click()
    assert not page.saving.save.isEnabled()
    page.saving.write(tmp_path / "early.json")
    assert not (tmp_path / "early.json").exists()
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert "6 out of 10" in shown(page)
    row(page, 0).setCheckState(0, _OFF)
    row(page, 1).setCheckState(0, _OFF)
    qtbot.waitUntil(lambda: page.look.view.isHidden())
    assert not page.saving.save.isEnabled()


def test_entries_are_added_by_searching(page: PackPage, qtbot: QtBot) -> None:
    open_page(page, qtbot)
    page.add_button.click()
    assert page.adder.line.hasFocus()
    press(page, "ledge")
    qtbot.waitUntil(lambda: page.adder.list.count() == 1)
    press(page, Qt.Key.Key_Return)
    assert page.tree.topLevelItemCount() == 3
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert "on the ledge" in shown(page)
    press(page, Qt.Key.Key_Return)
    assert page.tree.topLevelItemCount() == 3, "one entry is offered once"


def test_an_entry_with_marked_questions_brings_only_those(
    page: PackPage, journal: Journal, qtbot: QtBot
) -> None:
    gate = next(item for item in journal.entries.page(_all()).entries if item.title == "Gate")
    open_page(page, qtbot, PackOf((gate.id,)))
    assert ticks(page, 0) == {"Title": False, "What would you like to put down?": True}


def test_what_is_saved_is_what_was_previewed(page: PackPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_page(page, qtbot)
    page.name.setText("For Tuesday")
    row(page, 1).setCheckState(0, _OFF)
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert shown(page).startswith("For Tuesday")
    page.saving.format.setCurrentIndex(page.saving.format.findData("json"))
    out = tmp_path / "pack.json"
    page.saving.write(out)
    assert page.saving.result.message == f"Saved 1 entry to {out}"
    text = out.read_text("utf-8")
    assert json.loads(text)
    assert "Spoke to Ngozi about the door" in text
    assert "in the rain" not in text
    page.saving.format.setCurrentIndex(page.saving.format.findData("md"))
    page.saving.write(tmp_path / "pack.md")
    assert "Spoke to Ngozi" in (tmp_path / "pack.md").read_text("utf-8")


def test_the_sentence_before_printing(page: PackPage) -> None:
    said = " ".join(label.text() for label in page.saving.findChildren(QLabel))
    assert "Is this printer private? Collect it now. Nothing on paper is protected" in said.replace(
        "is this", "Is this"
    )


def test_stopping_leaves_no_file_and_says_so(
    page: PackPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    def stopped(_preview: object, _place: Path, _name: str, watch: saving.PackWatch) -> None:
        watch.progress(1, 4)
        page.saving.stop.click()
        assert watch.cancelled()
        raise CancelledError("Stopped.")

    said: list[str] = []
    desk.said.connect(said.append)
    open_page(page, qtbot)
    monkeypatch.setattr(saving, "write_pack", stopped)
    page.saving.write(tmp_path / "x.pdf")
    assert said == ["Stopped. Nothing was written."]
    assert page.saving.save.isEnabled()
    assert page.saving.bar.isHidden()


def test_a_full_disk_is_said_where_it_happened(
    page: PackPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError

    open_page(page, qtbot)
    monkeypatch.setattr(saving, "write_pack", full)
    page.saving.write(tmp_path / "x.pdf")
    assert page.saving.result.message.startswith("There is no room left")


def test_save_asks_where(
    page: PackPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def chosen(*given: Any) -> Path:
        asked.append(given)
        return tmp_path / "there.md"

    monkeypatch.setattr(saving, "choose_to_save", chosen)
    open_page(page, qtbot)
    page.saving.format.setCurrentIndex(page.saving.format.findData("md"))
    page.saving.save.click()
    assert asked[0][2:] == ("supervision-pack.md", "Markdown (*.md)")
    assert (tmp_path / "there.md").exists()


def test_with_nothing_marked_the_search_is_open(desk: Desk, qtbot: QtBot) -> None:
    made = PackPage(desk)
    bring_up(qtbot, made)
    made.shown()
    assert made.nothing.isVisible()
    assert made.adder.isVisible()
    assert not made.saving.save.isEnabled()


def test_the_name_is_offered_only_where_there_is_one(
    page: PackPage, journal: Journal, qtbot: QtBot
) -> None:
    open_page(page, qtbot)
    assert page.writer.isHidden()
    journal.settings.set("display_name", "Jo")
    open_page(page, qtbot, PackOf(tuple(page.tree.entries())))
    assert page.writer.isVisible()
    page.writer.click()
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert "From: Jo" in shown(page)


def test_a_narrow_window_takes_turns(page: PackPage, qtbot: QtBot) -> None:
    page.resize(600, 700)
    open_page(page, qtbot)
    assert page.right.isHidden()
    page.see.click()
    assert page.left.isHidden()
    assert page.saving.save.isVisible()
    page.back.click()
    assert page.left.isVisible()


def test_sizes_in_words() -> None:
    assert size_in_words(1) == "1 byte"
    assert size_in_words(900) == "900 bytes"
    assert size_in_words(117_816) == "115 KB"
    assert size_in_words(3_500_000) == "3.3 MB"


def _all() -> Any:
    from reflect_app.core.entries import Query

    return Query()


def listed(page: PackPage) -> list[str]:
    found = page.look.pointed.list
    return [found.item(at).text() for at in range(found.count())]


def save_as(page: PackPage, out: Path) -> str:
    page.saving.format.setCurrentIndex(page.saving.format.findData(out.suffix[1:]))
    page.saving.write(out)
    return out.read_text("utf-8")


def activity(journal: Journal) -> list[bytes]:
    with journal._vault.reading() as connection:
        query = select(revision.c.content).where(revision.c.kind == "activity")
        return [bytes(content) for content in connection.execute(query).scalars()]


def test_one_key_replaces_in_the_copy_that_leaves_and_nowhere_else(
    page: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    open_page(page, qtbot)
    entry = page.tree.entries()[0]
    word = page.look.pointed.word.currentText()
    assert word == journal.names.offers("Ngozi")[0]
    page.look.pointed.list.setFocus()
    press(page, Qt.Key.Key_R)
    assert not page.saving.save.isEnabled(), "not before it was shown"
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert f"Spoke to {word} about the door" in shown(page)
    assert "Ngozi" not in shown(page)
    assert listed(page) == []
    for name in ("pack.md", "pack.json"):
        text = save_as(page, tmp_path / name)
        assert f"Spoke to {word} about the door" in text
        assert "Ngozi" not in text
    kept = journal.entries.show(entry)
    assert kept.answers["leave_here"] == "Spoke to Ngozi about the door"
    assert kept.revision == 1
    assert b'"replaced":1' in b"".join(activity(journal))
    assert b"Ngozi" not in b"".join(activity(journal))
    assert journal.names.list().known == ()
    assert journal.names.list().forgotten, "learnt, without keeping the name"


def test_in_the_journal_too_if_the_writer_says_so(
    page: PackPage, journal: Journal, qtbot: QtBot
) -> None:
    open_page(page, qtbot)
    row(page, 1).setCheckState(0, _OFF)
    qtbot.waitUntil(page.saving.save.isEnabled)
    entry = page.tree.entries()[0]
    page.look.pointed.journal_too.setChecked(True)
    page.look.pointed.word.setEditText("Copper")
    page.look.pointed.replace.click()
    qtbot.waitUntil(page.saving.save.isEnabled)
    kept = journal.entries.show(entry)
    assert kept.answers["leave_here"] == "Spoke to Copper about the door"
    assert [note.change for note in journal.entries.history(entry)] == ["replaced"]
    assert "Spoke to Copper" in shown(page)
    assert row(page, 1).checkState(0) == _OFF, "the choice is as it was"


def test_a_word_that_cannot_stand_there_changes_nothing(page: PackPage, qtbot: QtBot) -> None:
    open_page(page, qtbot)
    page.look.pointed.journal_too.setChecked(True)
    page.look.pointed.word.setEditText("ngozi")
    page.look.pointed.replace.click()
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert page.saving.result.message == "That is the name itself."
    assert "Spoke to Ngozi" in shown(page)
    assert listed(page) == ["Ngozi · name"]


def test_left_as_it_is_and_looked_at_again(
    page: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    open_page(page, qtbot)
    page.look.pointed.list.setFocus()
    press(page, Qt.Key.Key_L)
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert listed(page) == []
    assert page.look.pointed.count.text() == "0 replaced, 1 left as they are."
    assert "Spoke to Ngozi" in save_as(page, tmp_path / "pack.md")
    assert b'"left":1' in b"".join(activity(journal))
    page.look.pointed.look_again.click()
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert listed(page) == ["Ngozi · name"]


def test_not_a_name_is_learnt(page: PackPage, journal: Journal, qtbot: QtBot) -> None:
    open_page(page, qtbot)
    page.look.pointed.list.setFocus()
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert listed(page) == []
    assert page.look.pointed.isHidden()
    assert journal.names.list().allowed == ("Ngozi",)


def test_things_that_meet_in_one_entry_are_said(
    page: PackPage, journal: Journal, qtbot: QtBot
) -> None:
    text = "He is 19 and from Grimsby, in the papers since the inquest"
    id_ = journal.entries.write(EntryInput("free", {"page": text})).id
    open_page(page, qtbot, PackOf((id_,)))
    said = page.look.pointed.meetings.text()
    assert "together may be enough" in said
    assert "a rare event" in said
    assert "safe" not in said


TWICE = "Told Ngozi it was fine.\nThen Ngozi cried, and Ngozi's phone rang. 😅 Rang Tariq."


@pytest.fixture
def walk(page: PackPage, journal: Journal, qtbot: QtBot) -> PackPage:
    """A pack of one entry in which one name stands three times and another once."""
    id_ = journal.entries.write(EntryInput("free", {"page": TWICE})).id
    open_page(page, qtbot, PackOf((id_,)))
    page.look.pointed.list.setFocus()
    return page


def decide(page: PackPage, qtbot: QtBot, *keys: Qt.Key) -> None:
    press(page, *keys)
    qtbot.waitUntil(page.saving.save.isEnabled)


def test_every_place_is_walked_through_with_the_words_around_it(
    walk: PackPage, qtbot: QtBot
) -> None:
    box = walk.look.pointed
    assert listed(walk) == ["Ngozi · name"] * 3 + ["Tariq · name"]
    assert box.where.text() == "1 of 4: Told [Ngozi] it was fine."
    press(walk, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert box.where.text().startswith("3 of 4: Then Ngozi cried, and [Ngozi]'s phone")
    cursor = walk.look.view.textCursor()
    assert cursor.selectedText() == "Ngozi"
    assert cursor.block().text()[: cursor.positionInBlock()].endswith("cried, and Ngozi")


def test_each_place_is_decided_by_itself_and_leaves_as_it_was_shown(
    walk: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    box = walk.look.pointed
    decide(walk, qtbot, Qt.Key.Key_L)
    cursor = walk.look.view.textCursor()
    assert cursor.block().text()[: cursor.positionInBlock()].endswith("Then Ngozi"), "the next"
    press(walk, Qt.Key.Key_Right)
    box.word.setEditText("Copper")
    box.replace.click()
    qtbot.waitUntil(walk.saving.save.isEnabled)
    assert listed(walk) == ["Ngozi · name", "Tariq · name"]
    box.list.setCurrentRow(0)
    box.word.setEditText("Kestrel")
    box.replace.click()
    qtbot.waitUntil(walk.saving.save.isEnabled)
    assert listed(walk) == ["Tariq · name"], "what was left stays left when others move"
    wanted = (
        "Told Ngozi it was fine.",
        "Then Kestrel cried, and Copper's phone rang. 😅 Rang Tariq.",
    )
    for line in wanted:
        assert line in shown(walk)
        assert line in save_as(walk, tmp_path / "pack.md")
    assert b'"replaced":2' in b"".join(activity(journal))
    assert b'"unseen":1' in b"".join(activity(journal))
    assert journal.entries.show(walk.tree.entries()[0]).answers["page"] == TWICE


def test_all_that_are_alike_by_one_key(walk: PackPage, qtbot: QtBot) -> None:
    box = walk.look.pointed
    assert box.alike.text() == "All 3 alike"
    press(walk, Qt.Key.Key_A)
    assert box.alike.isChecked()
    decide(walk, qtbot, Qt.Key.Key_R)
    assert listed(walk) == ["Tariq · name"]
    assert "Ngozi" not in shown(walk)
    assert box.count.text() == "3 replaced, 0 left as they are."


def test_the_bytes_that_leave_are_those_of_the_preview(
    walk: PackPage, qtbot: QtBot, tmp_path: Path
) -> None:
    decide(walk, qtbot, Qt.Key.Key_R)
    preview = walk.saving._preview
    assert preview is not None
    for name in ("md", "json"):
        save_as(walk, tmp_path / f"pack.{name}")
        assert (tmp_path / f"pack.{name}").read_bytes() == writer_for(name).write(preview.document)
