"""What could point to someone is pointed out when the writer pauses, and never changed unasked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.identifiers import Span
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.sheet import Sheet
from reflect_app.ui.compose.targets import EditEntry, WriteNew
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.compose import ComposePage
from tests.helpers.keys import bring_up, press

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sheet(desk: Desk, journal: Journal, qtbot: QtBot) -> Iterator[Sheet]:
    journal.people.add("Wren")
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(WriteNew("free"))
    assert page.sheet is not None
    yield page.sheet
    page.close_sheet()


def field(sheet: Sheet, name: str) -> Any:
    return sheet.form.blocks[name].field


def write(sheet: Sheet, text: str, name: str = "page") -> None:
    field(sheet, name).focus_target().setFocus()
    press(sheet, text)


def asks(sheet: Sheet) -> bool:
    return any(line.remember is not None for line in sheet.pointing.lines.values())


def test_it_waits_for_a_pause_then_underlines_and_lists(sheet: Sheet, qtbot: QtBot) -> None:
    write(sheet, "Spoke to Ngozi about the door")
    line = sheet.pointing.lines["page"]
    assert line.isHidden()
    qtbot.waitUntil(lambda: not line.isHidden())
    assert line.words == ["Ngozi"]
    marks = field(sheet, "page").editor.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["Ngozi"]
    assert field(sheet, "page").value() == "Spoke to Ngozi about the door"


def test_a_pseudonym_is_one_key_away(
    sheet: Sheet, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sheet, "Ngozi at the gate", "title")
    write(sheet, "x")
    # QTest types no emoji.
    words = "🙂 Spoke to Ngozi. Then Ngozi's door, then ngozi again"
    field(sheet, "page").editor.setPlainText(words)
    field(sheet, "page").place_caret(words.index("Ngozi") + 2)
    sheet.pointing.look()
    asked: list[str] = []
    monkeypatch.setattr(sheet.pointing, "open_menu", lambda word, _place: asked.append(word))
    press(sheet, Qt.Key.Key_R, held=CTRL)
    assert asked == ["Ngozi"]
    menu = sheet.pointing.menu("Ngozi")
    choices = [action.text() for action in menu.actions() if action.text()]
    assert choices[0].endswith("instead (new)")
    assert "Write “Wren” instead" in choices
    assert choices[-1] == "Leave “Ngozi” as it is"
    menu.actions()[0].trigger()
    menu.deleteLater()
    new = choices[0].split("“")[1].split("”")[0]
    assert field(sheet, "page").value() == f"🙂 Spoke to {new}. Then {new}'s door, then {new} again"
    assert field(sheet, "title").value() == f"{new} at the gate"
    assert new in [person.pseudonym for person in journal.people.list()]
    assert not field(sheet, "page").editor.document().isUndoAvailable()
    assert sheet.pointing.lines["page"].isHidden()


def test_left_as_it_is_means_not_again_on_this_page(sheet: Sheet) -> None:
    write(sheet, "Spoke to Ngozi")
    sheet.pointing.look()
    sheet.pointing.leave("Ngozi")
    assert sheet.pointing.lines["page"].isHidden()
    write(sheet, " and Ngozi agreed")
    sheet.pointing.look()
    assert sheet.pointing.lines["page"].isHidden()


def test_a_pseudonym_is_never_pointed_out(sheet: Sheet) -> None:
    write(sheet, "Spoke to Wren about the door")
    sheet.pointing.look()
    assert sheet.pointing.lines["page"].isHidden()


def test_nothing_to_point_out_is_said_and_no_menu_opens(sheet: Sheet, desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    write(sheet, "quiet night")
    sheet.pointing.look()
    press(sheet, Qt.Key.Key_R, held=CTRL)
    assert said == ["Nothing here seems to point to someone."]
    assert QApplication.activePopupWidget() is None


def test_what_was_typed_meanwhile_is_not_marked_wrongly(sheet: Sheet) -> None:
    write(sheet, "Spoke to Ngozi")
    pointing = sheet.pointing
    pointing._came({"page": "something else"}, {"page": []})
    assert field(sheet, "page").editor.extraSelections() == []


def test_one_key_replaces_and_then_it_asks_whether_to_remember(
    sheet: Sheet, journal: Journal
) -> None:
    write(sheet, "Spoke to Ngozi. Will said he will, and Ngozi left")
    sheet.keeper.flush()
    sheet.pointing.look()
    press(sheet, Qt.Key.Key_Home)
    field(sheet, "page").place_caret(11)
    press(sheet, Qt.Key.Key_R, held=BOTH)
    text = field(sheet, "page").value()
    new = text.split()[2].rstrip(".")
    assert text == f"Spoke to {new}. Will said he will, and {new} left"
    assert journal.drafts.get(sheet.draft().id).answers["page"] == text
    assert new in [person.pseudonym for person in journal.people.list()]
    assert journal.names.list().known == ()
    assert journal.names.list().forgotten
    line = sheet.pointing.lines["page"]
    assert not line.isHidden()
    assert line.remember is not None
    line.remember.click()
    assert not asks(sheet)
    assert journal.names.pseudonym("Ngozi") == new
    write(sheet, " ngozi")
    sheet.pointing.look()
    assert sheet.pointing.menu("ngozi").actions()[0].text() == f"Write “{new}” instead"


def test_no_answer_about_remembering_is_a_no(sheet: Sheet, journal: Journal) -> None:
    write(sheet, "Spoke to Ngozi and Darren")
    sheet.pointing.look()
    sheet.pointing.replace("Ngozi", "Copper")
    sheet.pointing.replace("Darren", "Kettle")
    line = sheet.pointing.lines["page"]
    assert line.remember is not None
    line.remember.click()
    assert [own.text for own in journal.names.list().known] == ["Darren"]


def test_one_key_says_that_it_is_not_a_name(sheet: Sheet, journal: Journal) -> None:
    write(sheet, "Spoke to Ngozi")
    sheet.pointing.look()
    press(sheet, Qt.Key.Key_N, held=BOTH)
    assert journal.names.list().allowed == ("Ngozi",)
    assert sheet.pointing.lines["page"].isHidden()
    assert field(sheet, "page").value() == "Spoke to Ngozi"


def test_only_in_one_place_and_then_the_last_one(sheet: Sheet, journal: Journal) -> None:
    write(sheet, "Ngozi sat. Ngozi stood")
    sheet.pointing.look()
    field(sheet, "page").place_caret(13)
    sheet.pointing.replace_once("Ngozi", "Copper")
    assert field(sheet, "page").value() == "Ngozi sat. Copper stood"
    assert journal.names.list().forgotten == ()
    sheet.pointing.replace_once("Ngozi", "Copper")
    assert field(sheet, "page").value() == "Copper sat. Copper stood"
    assert journal.names.list().forgotten


def test_in_the_whole_journal(sheet: Sheet, journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "Ngozi sat"})).id
    write(sheet, "Ngozi stood")
    sheet.pointing.look()
    sheet.pointing.replace("Ngozi", "Copper")
    assert journal.entries.show(id_).answers["page"] == "Ngozi sat"
    sheet.pointing.replace_everywhere("Ngozi", "Copper")
    assert journal.entries.show(id_).answers["page"] == "Copper sat"
    assert [note.change for note in journal.entries.history(id_)] == ["replaced"]


def test_two_people_with_one_name_are_asked_about_before_they_become_one(
    sheet: Sheet, journal: Journal
) -> None:
    one = journal.entries.write(EntryInput("free", {"page": "Darren Whitlock sat. Darren ate."})).id
    two = journal.entries.write(EntryInput("free", {"page": "Saw Darren Okafor."})).id
    write(sheet, "Darren stood")
    sheet.keeper.flush()
    sheet.pointing.look()
    line = sheet.pointing.lines["page"]

    def everywhere() -> str:
        menu = sheet.pointing.menu("Darren")
        (whole,) = (a.menu() for a in menu.actions() if "whole journal" in a.text())
        assert isinstance(whole, QMenu)
        whole.actions()[0].trigger()
        menu.deleteLater()
        return " ".join(label.text() for label in line.findChildren(QLabel))

    said = everywhere()
    assert "“Darren” stands on 2 other pages, too." in said
    assert "There is more than one: " in said
    assert "Darren Okafor" in said
    assert "Darren Whitlock" in said
    line.answers["Leave it for now"].click()
    assert line.answers == {}
    assert field(sheet, "page").value() == "Darren stood"
    everywhere()
    line.answers["Only on this page"].click()
    assert field(sheet, "page").value().endswith(" stood")
    assert "Darren" not in field(sheet, "page").value()
    assert journal.entries.show(one).answers["page"] == "Darren Whitlock sat. Darren ate."
    field(sheet, "page").editor.setPlainText("Darren again")
    sheet.pointing.look()
    everywhere()
    line.answers["Replace everywhere"].click()
    assert "Darren" not in f"{journal.entries.show(one)} {journal.entries.show(two)}"


def test_an_entry_that_is_edited_loses_its_old_wordings(
    sheet: Sheet, desk: Desk, journal: Journal, qtbot: QtBot
) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "Ngozi sat"})).id
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(EditEntry(id_))
    assert page.sheet is not None
    page.sheet.pointing.look()
    page.sheet.pointing.replace("Ngozi", "Copper")
    page._finish(lock=False)
    assert journal.entries.show(id_).answers["page"] == "Copper sat"
    assert [note.change for note in journal.entries.history(id_)] == ["replaced"]


def test_a_number_gets_no_persons_name(sheet: Sheet, journal: Journal) -> None:
    write(sheet, "Ring 07700 900123")
    sheet.pointing.look()
    press(sheet, Qt.Key.Key_R, held=BOTH)
    assert field(sheet, "page").value() == "Ring a phone number"
    assert [person.pseudonym for person in journal.people.list()] == ["Wren"]


def test_less_likely_ones_are_listed_apart(sheet: Sheet) -> None:
    line = sheet.pointing.lines["page"]
    line.show_words(["Ngozi"], ["Bala"])
    assert list(line.buttons) == ["Ngozi", "Bala"]
    line.show_words([], [])
    assert line.isHidden()


def test_rows_and_tags_lose_the_name_too(desk: Desk, journal: Journal, qtbot: QtBot) -> None:
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(WriteNew("group-session"))
    assert page.sheet is not None
    template = page.sheet.template
    rows = next(q.id for q in template.questions if q.type == "actions")
    text = next(q.id for q in template.questions if q.type == "long_text")
    page.sheet.form.answer(rows, [{"text": "ask Ngozi"}])
    page.sheet.form.answer(text, "Ngozi sat")
    page.sheet.closing.tags.set_tags(["Ngozi"])
    page.sheet.pointing.look()
    page.sheet.pointing.replace("Ngozi", "Copper")
    draft = page.sheet.draft()
    assert draft.tags == ("Copper",)
    assert draft.answers[text] == "Copper sat"
    assert draft.answers[rows] == [{"text": "ask Copper"}]
    page.close_sheet()


def test_one_that_is_less_likely_can_be_confirmed(sheet: Sheet, journal: Journal) -> None:
    sheet.pointing._spans = {"page": [Span(0, 4, "PERSON", "Bala", "check")]}
    menu = sheet.pointing.menu("Bala")
    (sure,) = [action for action in menu.actions() if "always point it out" in action.text()]
    sure.trigger()
    menu.deleteLater()
    assert [own.text for own in journal.names.list().known] == ["Bala"]


def test_what_the_line_has_no_room_for_is_said_and_one_key_away(sheet: Sheet) -> None:
    names = ("Ngozi", "Tariq", "Darren", "Ayesha", "Siobhan", "Gareth", "Fatima", "Wojciech")
    field(sheet, "page").set_value(" ".join(f"Spoke to {name} today." for name in names))
    sheet.pointing.look()
    line = sheet.pointing.lines["page"]
    assert list(line.buttons) == list(names[:6])
    rest = line.rest
    assert rest is not None
    assert rest.text() == "And 2 more."
    rest.setFocus()
    press(sheet, Qt.Key.Key_Space)
    assert list(line.buttons) == list(names)
    assert line.buttons["Fatima"].hasFocus()
