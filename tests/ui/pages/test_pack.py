"""Making a pack: what is ticked is previewed, what is previewed is written, and nothing else."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from reflect_app.core.entries import Answer, EntryInput
from reflect_app.errors import DiskFullError
from reflect_app.exporting.pdf.text import read_text
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
    assert page.finder.bar.line.hasFocus()
    press(page, "ledge")
    qtbot.waitUntil(lambda: page.finder.list.count() == 1)
    assert page.finder.add_all.isHidden()
    press(page, Qt.Key.Key_Return)
    assert page.tree.topLevelItemCount() == 3
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert "on the ledge" in shown(page)
    press(page, Qt.Key.Key_Return)
    assert page.tree.topLevelItemCount() == 3, "one entry is offered once"


def test_a_screen_reader_opens_each_part_as_a_click_does(page: PackPage, qtbot: QtBot) -> None:
    open_page(page, qtbot)
    for step, part in (
        (page.add_button, page.finder),
        (page.question_button, page.by_question),
        (page.charts.button, page.charts),
    ):
        step.toggle()
        assert part.isVisible()
        step.toggle()
        assert part.isHidden()


def test_filters_that_open_low_on_the_page_come_into_sight(page: PackPage, qtbot: QtBot) -> None:
    page.resize(1100, 560)
    open_page(page, qtbot)
    page.add_button.click()
    page.finder.bar.toggle.click()
    bar = page.finder.bar
    qtbot.waitUntil(lambda: bar.shared.visibleRegion().boundingRect() == bar.shared.rect())


def test_all_that_a_filter_finds_is_added_at_once(
    page: PackPage, journal: Journal, qtbot: QtBot
) -> None:
    for number in range(3):
        at = f"2026-03-0{number + 2}T08:00+00:00"
        journal.entries.write(
            EntryInput("free", {"page": f"number {number}"}, tags=("nights",), event=at)
        )
    open_page(page, qtbot)
    page.add_button.click()
    page.finder.bar.tag.pick("nights")
    qtbot.waitUntil(lambda: page.finder.list.count() == 3)
    assert page.finder.add_all.text() == "Add all 3 that are found"
    page.finder.add_all.click()
    qtbot.waitUntil(page.saving.save.isEnabled)
    text = shown(page)
    assert text.index("number 0") < text.index("number 1") < text.index("number 2")


def test_one_question_is_ticked_in_every_entry_at_once(
    page: PackPage, journal: Journal, qtbot: QtBot
) -> None:
    for number in range(2):
        answers = {"what": f"feeling {number}", "so_what": f"learning {number}"}
        at = f"2026-03-12T2{number}:00+00:00"
        journal.entries.write(EntryInput("what-so-what", answers, marked=True, event=at))
    open_page(page, qtbot)
    page.question_button.click()
    found = page.by_question
    places = {found.key(at): found.item(at) for at in range(found.count())}
    assert places["after-shift", "heavy"].checkState() == _OFF
    places["what-so-what", "what"].setCheckState(_OFF)
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert "feeling" not in shown(page)
    assert "learning 0" in shown(page)
    assert "learning 1" in shown(page)
    row(page, 0).setCheckState(0, _OFF)
    assert places["after-shift", "leave_here"].checkState() == _OFF, "it follows the tree"
    last = row(page, page.tree.topLevelItemCount() - 1)
    last.child(0).setCheckState(0, _ON)
    assert places["what-so-what", "what"].checkState() == Qt.CheckState.PartiallyChecked


def test_each_kind_of_document_begins_with_its_own(
    page: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path, desk: Desk
) -> None:
    themes: dict[str, Answer] = {"themes": "waiting", "place": "online"}
    journal.entries.write(EntryInput("group-session", themes))
    journal.settings.set("display_name", "Jo")
    open_page(page, qtbot)

    def pick(layout: str) -> str:
        page.kind.kind.setCurrentIndex(page.kind.kind.findData(layout))
        qtbot.waitUntil(page.saving.save.isEnabled)
        return shown(page)

    assert not page.kind.month.isVisible()
    text = pick("month")
    assert text.startswith("Month review")
    assert "on the ledge" in text
    assert "6 out of 10" not in text
    page.kind.month.setCurrentIndex(page.kind.month.findData("2026-03"))
    assert page.kind.month.count() == 1, "both lie in March"
    text = pick("journal")
    assert "on the ledge" in text
    assert "6 out of 10" in text
    assert page.scores.isChecked()
    text = pick("group")
    assert text.startswith("Group summary")
    assert "waiting" in text
    assert "online" not in text
    assert page.tree.topLevelItemCount() == 1
    assert page.charts.button.isHidden()
    page.saving.format.setCurrentIndex(page.saving.format.findData("json"))
    page.saving.write(tmp_path / "group.json")
    assert "Jo" not in (tmp_path / "group.json").read_text("utf-8")
    text = pick("supervision")
    assert page.tree.topLevelItemCount() == 2
    assert "on the ledge" not in text
    gone: list[str] = []
    desk.moved.connect(lambda to, _target: gone.append(to))
    page.kind.kind.setCurrentIndex(page.kind.kind.findData("learning"))
    assert page.choice.isHidden()
    assert not page.saving.save.isEnabled()
    page.learning.click()
    assert gone == ["learning"]


def test_a_chart_goes_in_when_it_is_ticked_and_at_no_other_time(
    page: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    for heavy in (2, 4, 9, 1, 3, 7):
        answers: dict[str, Answer] = {"heavy": heavy, "energy": 5, "leave_here": "the kettle"}
        journal.entries.write(EntryInput("after-shift", answers, marked=True))
    open_page(page, qtbot)
    html = save_as(page, tmp_path / "none.html")
    assert "<svg" not in html
    page.charts.button.click()
    assert page.charts.chips.tab_stop().hasFocus()
    press(page, Qt.Key.Key_Space)
    assert page.charts.button.text() == "Charts (1)"
    assert not page.saving.save.isEnabled()
    qtbot.waitUntil(page.saving.save.isEnabled)
    assert "How heavy it felt" in shown(page)
    assert "\ufffc" in shown(page), "its picture"
    html = save_as(page, tmp_path / "one.html")
    assert html.count("<svg") == 1
    assert 'role="img"' in html
    assert "Energy" not in html
    assert "How heavy does it feel now?" not in html, "the scores themselves stay"
    open_page(page, qtbot, PackOf(tuple(page.tree.entries())))
    assert page.charts.wanted() == ()


def test_a_pdf_is_locked_with_a_password(page: PackPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_page(page, qtbot)
    lock, out = page.saving.lock, tmp_path / "pack.pdf"
    assert lock.isVisible()
    assert lock.secret.isHidden()
    lock.on.click()
    assert lock.secret.lines[0].hasFocus()
    assert "nobody can open the file" in lock.forgotten.text()
    assert "the password is the file's alone" in page.saving.before.text()
    page.saving.save.click()  # asks for no place before there is one
    page.saving.write(out)
    assert not out.exists()
    assert "Type a password" in lock.secret.fields[0].wrong.text()
    press(page, "onions")
    qtbot.waitUntil(lambda: "easy to guess" in lock.strength.text().lower())
    lock.secret.lines[0].insert(" gate ladder Ŵyr")
    qtbot.waitUntil(lambda: "good" in lock.strength.text().lower())
    page.saving.write(out)
    assert "Only the password opens it" in page.saving.result._hint.text()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(out, password="onions gate ladder Ŵyr") as pdf:
        assert pdf.encryption.bits == 256
        plain = io.BytesIO()
        pdf.save(plain)
    assert "Spoke to Ngozi about the door" in read_text(plain.getvalue())
    assert lock.secret.text() == "", "nothing is kept of it"
    page.saving.format.setCurrentIndex(page.saving.format.findData("docx"))
    assert lock.isHidden()
    assert lock.password() is None
    assert "neither is a saved file" in page.saving.before.text()


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


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_a_long_pack_shows_how_far_it_is_and_stops(
    page: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path, desk: Desk, name: str
) -> None:
    """Forty entries of half a page: more than twenty pages."""
    words = "The night was long, and the door kept swinging. " * 40
    ids = tuple(
        journal.entries.write(EntryInput("free", {"page": f"{number} {words}"})).id
        for number in range(40)
    )
    said: list[str] = []
    desk.said.connect(said.append)
    open_page(page, qtbot, PackOf(ids))
    page.saving.format.setCurrentIndex(page.saving.format.findData(name))
    steps: list[bool] = []

    def moved(_done: int, _total: int) -> None:
        steps.append(page.saving.bar.isVisible() and page.saving.stop.isVisible())
        if stopping:
            page.saving.stop.click()

    def begun(on: bool) -> None:
        if on and page.saving.watch is not None:
            page.saving.watch.moved.connect(moved)

    page.saving.busy.connect(begun)
    stopping = True
    page.saving.write(tmp_path / f"x.{name}")
    assert steps == [True]
    assert said == ["Stopped. Nothing was written."]
    assert list(tmp_path.glob("*x*")) == []
    assert list(tmp_path.glob(".*.part")) == []
    assert page.saving.save.isEnabled()
    assert page.saving.bar.isHidden()
    stopping = False
    page.saving.write(tmp_path / f"x.{name}")
    assert len(steps) > 1
    assert all(steps)
    assert page.saving.result.message.startswith("Saved 40 entries")
    if name == "pdf":
        with pikepdf.open(tmp_path / "x.pdf") as pdf:
            assert len(pdf.pages) >= 20


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
    assert made.finder.isVisible()
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
    page.see.setFocus()
    press(page, Qt.Key.Key_Space)
    assert page.left.isHidden()
    assert page.back.hasFocus(), "the keyboard stays on the page"
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
    before = page.saving._preview
    page.look.pointed.list.setFocus()
    press(page, Qt.Key.Key_L)
    assert page.saving.save.isEnabled()
    assert page.saving._preview is before, "the same copy: nothing is looked through again"
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


def test_the_whole_walk_needs_no_mouse(walk: PackPage, qtbot: QtBot) -> None:
    """From the list to the last place, by the keys that the help names; nothing gets lost."""
    box = walk.look.pointed
    decide(walk, qtbot, Qt.Key.Key_R)
    assert box.list.hasFocus()
    press(walk, Qt.Key.Key_A)
    decide(walk, qtbot, Qt.Key.Key_L)
    assert listed(walk) == ["Tariq · name"]
    decide(walk, qtbot, Qt.Key.Key_N)
    assert box.list.isHidden()
    assert box.look_again.hasFocus()
    assert box.count.text() == "1 replaced, 2 left as they are."
    press(walk, Qt.Key.Key_Space)
    qtbot.waitUntil(walk.saving.save.isEnabled)
    assert listed(walk) == ["Ngozi · name"] * 3, "all but what is no name is looked at again"


def test_a_title_is_looked_at_like_what_is_under_it(
    walk: PackPage, qtbot: QtBot, tmp_path: Path
) -> None:
    walk.name.setText("For Tariq")
    assert not walk.saving.save.isEnabled()
    qtbot.waitUntil(walk.saving.save.isEnabled)
    box = walk.look.pointed
    assert box.where.text() == "1 of 5: For [Tariq]"
    box.list.setFocus()
    decide(walk, qtbot, Qt.Key.Key_R)
    title = shown(walk).splitlines()[0]
    assert title.startswith("For ")
    assert "Tariq" not in title
    assert title in save_as(walk, tmp_path / "pack.html")


@pytest.mark.parametrize("scale", [100, 150])
def test_the_review_never_lies_over_itself(walk: PackPage, scale: int, qtbot: QtBot) -> None:
    """On a small screen with large letters it scrolls in its share of the page."""
    theme = walk.desk.theme
    theme.choose("light", scale)
    walk.resize(820, 700)
    walk.split.take(second=True)
    QApplication.processEvents()
    box = walk.look.pointed
    parts = [box.said, box.where, box.choices, box.list]
    tops = [part.y() for part in parts]
    ends = [part.y() + part.height() for part in parts]
    assert all(end <= top for end, top in zip(ends, tops[1:], strict=False))
    assert box.parentWidget() is not None
    assert walk.look.view.height() > walk.look.height() // 6
    inside = [part for part in box.choices.children() if isinstance(part, QWidget)]
    for one in inside:
        if one.isVisible():
            assert box.choices.rect().contains(one.geometry())


def test_a_change_made_on_another_page_is_looked_at_before_it_leaves(
    walk: PackPage, journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    decide(walk, qtbot, Qt.Key.Key_R)
    (entry,) = walk.tree.entries()
    saved = journal.entries.edit(entry, {"page": "Zebedee Quill rang."})
    walk.refresh(saved.changes)
    walk.saving.write(tmp_path / "early.md")
    assert not (tmp_path / "early.md").exists()
    open_page(walk, qtbot, PackOf((entry,)))
    assert "Zebedee Quill rang." in shown(walk)
    assert "Zebedee Quill · name" in listed(walk)
