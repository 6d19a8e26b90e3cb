"""Spelling after a pause, suggestions on F7, one's own words in the journal and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reflect_app.services.journal import Journal
from reflect_app.ui.compose import speller as speller_module
from reflect_app.ui.compose.sheet import Sheet
from reflect_app.ui.compose.speller import Speller, spelling_state
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.compose.underlines import Underlines
from reflect_app.ui.compose.welsh import everyday
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.questions.long_text import GrowingEditor, LongTextField
from tests.helpers.keys import bring_up


class Few:
    """A dictionary of a few words, so that no test needs one of this computer."""

    KNOWN = frozenset(("the", "door", "was", "open", "don't", "spoke", "to"))
    WELSH = frozenset(("mae", "a", "i", "gwaith", "blino", "pwy", "ysgrifennu", "carchar", "yn"))

    def check(self, word: str) -> bool:
        return word.casefold() in self.KNOWN | self.WELSH

    def suggest(self, word: str) -> list[str]:
        return ["door"] if word.startswith("d") else []


@pytest.fixture
def dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(speller_module, "_dictionary", lambda _tag: Few())
    speller_module.speller.cache_clear()
    yield
    speller_module.speller.cache_clear()


@pytest.fixture
def sheet(dictionary: None, desk: Desk, qtbot: QtBot) -> Iterator[Sheet]:
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(WriteNew("free"))
    assert page.sheet is not None
    yield page.sheet
    page.close_sheet()


def editor_of(sheet: Sheet) -> GrowingEditor:
    field = sheet.form.blocks["page"].field
    assert isinstance(field, LongTextField)
    return field.editor


def marked(editor: GrowingEditor) -> list[str]:
    marks = Underlines.of(editor).marks("spelling")
    return [mark.cursor.selectedText() for mark in marks]


def test_a_word_in_no_dictionary_is_underlined_after_a_pause(sheet: Sheet, qtbot: QtBot) -> None:
    editor = editor_of(sheet)
    editor.setPlainText("🙂 The dooor was opn, don’t HMP MacX x")
    assert marked(editor) == []
    qtbot.waitUntil(lambda: marked(editor) == ["dooor", "opn"])


def test_names_and_spelling_share_one_editor(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    editor.setPlainText("Spoke to Ngozi, dooor")
    sheet.pointing.look()
    sheet.spelling.look()
    sheet.pointing.look()
    both = [mark.cursor.selectedText() for mark in editor.extraSelections()]
    assert both == ["Ngozi", "dooor"]


def test_a_suggestion_is_put_in_and_can_be_undone(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    editor.setFocus()
    editor.insertPlainText("the dooor")
    sheet.spelling.look()
    cursor = QTextCursor(Underlines.of(editor).marks("spelling")[0].cursor)
    menu = sheet.spelling.fill(QMenu(editor), editor, cursor, ["door"])
    assert [action.text() for action in menu.actions()] == ["door", "Add “dooor” to my words"]
    menu.actions()[0].trigger()
    assert editor.plain() == "the door"
    assert marked(editor) == []
    editor.undo()
    assert editor.plain() == "the dooor"


def test_ones_own_words_are_kept_in_the_journal(sheet: Sheet, journal: Journal) -> None:
    editor = editor_of(sheet)
    editor.setPlainText("keyworker the dooor")
    sheet.spelling.look()
    sheet.spelling.add_word("keyworker")
    assert journal.settings.get("my_words") == ["keyworker"]
    assert marked(editor) == ["dooor"]


def test_without_a_dictionary_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, qtbot: QtBot
) -> None:
    monkeypatch.setattr(speller_module, "_dictionary", lambda _tag: None)
    speller_module.speller.cache_clear()
    said: list[str] = []
    desk.said.connect(said.append)
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(WriteNew("free"))
    assert page.sheet is not None
    editor_of(page.sheet).setPlainText("dooor")
    page.sheet.spelling.look()
    page.sheet.spelling.look()
    assert [text for text in said if "Spelling" in text] == [
        "Spelling is off: no dictionary. Settings says how to get one."
    ]
    assert "hunspell-en-gb" in spelling_state("en")
    assert "hunspell-cy" in spelling_state("cy")
    page.close_sheet()
    speller_module.speller.cache_clear()


WELSH = [
    ("Mae'n drwm, a'r gwaith i'w wneud", ["drwm", "wneud"]),
    ("mae’n blino’n", []),
    ("mea'n mae'q blinno'n", ["mea'n", "mae'q", "blinno'n"]),
    ("a phwy yng ngharchar i'w hysgrifennu", ["yng"]),
    ("phwi hgwaith chgwaith", ["phwi", "hgwaith", "chgwaith"]),
    ("Dw yn straen Sifft sifftt", ["sifftt"]),
]


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(("text", "wrong"), WELSH)
def test_welsh_words_that_lean_on_others_or_are_mutated_are_right(
    text: str, wrong: list[str]
) -> None:
    words = Speller("cy")
    assert [text[start:end] for start, end in words.wrong(text)] == wrong


@pytest.mark.usefixtures("dictionary")
def test_a_suggestion_keeps_what_leans_on_the_word_and_the_writers_apostrophe() -> None:
    assert Speller("cy").suggest("dooor'n") == ["door'n"]
    assert Speller("cy").suggest("dooor’n") == ["door’n"]
    assert Speller("en_GB").suggest("dooor’n") == ["door"]


def test_everyday_words_are_words() -> None:
    found = everyday()
    assert {"sifft", "dw"} <= found
    assert all(word.replace("-", "").isalpha() and word == word.casefold() for word in found)


def test_no_personal_dictionary_appears_on_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", "")
    words = Speller("en_GB")
    words.wrong("Recieve teh thing")
    words.suggest("recieve")
    assert not place.exists()
