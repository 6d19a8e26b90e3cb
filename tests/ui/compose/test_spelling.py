"""Spelling after a pause, suggestions on F7, one's own words in the journal and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reflect_app.services.journal import Journal
from reflect_app.ui.compose import speller as speller_module
from reflect_app.ui.compose.sheet import Sheet
from reflect_app.ui.compose.speller import Speller, spelling_state, words_near
from reflect_app.ui.compose.spelling import Seen
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.compose.underlines import Underlines
from reflect_app.ui.compose.welsh import everyday
from reflect_app.ui.compose.word_box import LineBox, PageBox
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.questions.long_text import GrowingEditor, LongTextField
from reflect_app.ui.questions.marked_line import MarkedLine
from reflect_app.ui.questions.rows import LineCell
from tests.helpers.keys import bring_up


class Only:
    """A dictionary of one language, of a few words."""

    def __init__(self, words: str, offered: str) -> None:
        self._words, self._offered = set(words.split()), offered

    def check(self, word: str) -> bool:
        return word.casefold() in self._words

    def suggest(self, _word: str) -> list[str]:
        return [self._offered]


BOTH = {
    "en_GB": Only("we sat with him and he was upset so that it a i", "until"),
    "cy": Only("roedd o yn drist iawn heno wedyn a i", "hefyd"),
}


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
    menu = sheet.spelling.fill(QMenu(editor), PageBox(editor), (4, 9), ["door"])
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


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speller_module, "_dictionary", BOTH.get)


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("first", [("en_GB", "cy"), ("cy", "en_GB")])
def test_a_word_that_either_language_knows_is_right_in_any_window(first: tuple[str, str]) -> None:
    text = "Roedd o’n drist, so we sat with hmi. Roedd yn drits wedyn."
    words = Speller(*first)
    assert [text[start:end] for start, end in words.wrong(text)] == ["hmi", "drits"]


@pytest.mark.usefixtures("both")
def test_a_sentence_in_some_other_language_is_left_alone_and_a_few_slips_are_not() -> None:
    words = Speller("en_GB")
    polish = "To była bardzo ciężka noc dla wszystkich"
    assert words.wrong(polish) == ()
    third = "we sat quiht wiht thme"  # two in five known
    assert [third[start:end] for start, end in words.wrong(third)] == ["quiht", "wiht", "thme"]
    assert len(words.wrong("noc dla wszystkich")) == 3  # too short to tell
    # One sentence is judged at a time.
    assert len(words.wrong(f"{polish}. We sat wiht him")) == 1


@pytest.mark.usefixtures("both")
def test_the_language_of_the_sentence_speaks_first_whatever_the_windows() -> None:
    words = Speller("cy", "en_GB")
    assert words.suggest("untill", "We sat with him untill he was upset") == ["until"]
    assert words.suggest("hefid", "Roedd yn drist iawn hefid") == ["hefyd"]
    mixed = "Roedd o yn drist iawn heno, so we sat with him untill he was upset"
    near = words_near(mixed, mixed.index("untill"))
    assert words.suggest("untill", near) == ["until"]
    assert words.suggest("xx") == ["hefyd"]  # nothing around it: the window's own
    assert words.suggest("xx", "a I xx") == ["hefyd", "until"]  # either may be meant


@pytest.mark.usefixtures("both")
def test_settings_says_which_languages_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    speller_module.speller.cache_clear()
    for language in ("en", "cy"):
        assert "in British English and in Welsh" in spelling_state(language)
    speller_module.speller.cache_clear()
    monkeypatch.setattr(speller_module, "_dictionary", {"cy": BOTH["cy"]}.get)
    assert "is off" in spelling_state("en")
    assert "is checked in Welsh" in spelling_state("cy")
    speller_module.speller.cache_clear()


def test_the_words_near_a_word_are_of_its_sentence() -> None:
    text = "One here. Two, there?\nThree a b c d e f g h"
    assert [words_near(text, place) for place in (0, 10, 22)] == [
        "One here", "Two there", "Three a b c d",
    ]  # fmt: skip
    assert words_near(text, text.index("e f")) == "a b c d e f g h"
    assert words_near("...", 1) == ""


@pytest.mark.usefixtures("both")
def test_only_the_paragraphs_that_changed_are_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    words, seen = Speller("en_GB"), Seen()
    look = words.wrong

    def wrong(line: str, fine: frozenset[str]) -> tuple[tuple[int, int], ...]:
        asked.append(line)
        return look(line, fine)

    monkeypatch.setattr(words, "wrong", wrong)
    assert seen.look(words, ["we sta\nhe was", "sta"], ()) == [[(3, 6)], [(0, 3)]]
    assert seen.look(words, ["we sta\nhe was upste", "sta"], ()) == [[(3, 6), (14, 19)], [(0, 3)]]
    assert asked == ["we sta", "he was", "sta", "he was upste"]
    # A word that became right is right everywhere.
    assert seen.look(words, ["we sta\nhe was upste", "sta"], ("sta",)) == [[(14, 19)], []]


def test_a_line_is_looked_at_like_a_page(dictionary: None, desk: Desk, qtbot: QtBot) -> None:
    page = ComposePage(desk)
    bring_up(qtbot, page)
    page.shown(WriteNew("what-so-what"))
    assert page.sheet is not None
    spelling = page.sheet.spelling
    what, who, *_ = page.sheet.form.blocks["actions"].field.findChildren(LineCell)
    what.setText("🙂 to the dooor")
    who.setText("Ngozzi")
    spelling.look()
    assert [what.text()[start:end] for start, end in what.marks()] == ["dooor"]
    assert who.marks() == ()  # a name is nobody's slip
    what.setFocus()
    menu = spelling.fill(QMenu(what), LineBox(what), what.marks()[0], ["door"])
    menu.actions()[0].trigger()
    assert (what.text(), what.marks()) == ("🙂 to the door", ())
    what.undo()
    assert what.text() == "🙂 to the dooor"
    page.close_sheet()


def test_underlines_of_a_line_keep_to_their_words(qtbot: QtBot) -> None:
    line = MarkedLine()
    qtbot.addWidget(line)
    line.setText("🙂 the dooor was opn")
    line.underline([(6, 11), (16, 19)], QTextCharFormat())

    def words() -> list[str]:
        return [line.text()[start:end] for start, end in line.marks()]

    assert words() == ["dooor", "opn"]
    line.setCursorPosition(3)
    QTest.keyClicks(line, "so ")
    assert words() == ["dooor", "opn"]
    line.setCursorPosition(12)  # inside "dooor": the emoji counts twice here
    QTest.keyClicks(line, "x")
    assert words() == ["opn"]
    line.undo()
    line.undo()
    assert words() == ["opn"]
    line.clear()
    assert words() == []


def test_a_letter_that_is_being_composed_is_not_disturbed(qtbot: QtBot) -> None:
    line = MarkedLine()
    qtbot.addWidget(line)
    line.setText("opn d")
    QCoreApplication.sendEvent(line, QInputMethodEvent("^", []))
    line.underline([(0, 3)], QTextCharFormat())
    end = QInputMethodEvent("", [])
    end.setCommitString("ŵ")
    QCoreApplication.sendEvent(line, end)
    assert line.text() == "opn dŵ"
    assert line.marks() == ((0, 3),)


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
    words = Speller("en_GB", "cy")
    words.wrong("Recieve teh thing")
    words.suggest("recieve", "Recieve teh thing")
    assert not place.exists()
