"""People by `@`: what opens the list, what it takes from the keyboard, and what it leaves."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reflect_app.core.prompts import Field, Question
from reflect_app.ui.questions import Surroundings, make_field
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.offered import OfferedNames
from reflect_app.ui.questions.text import TextField
from tests.helpers.keys import bring_up, press

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Writing:
    """One place to write in, in a window that scrolls, with something after it for Tab."""

    def __init__(self, qtbot: QtBot, kind: str, names: list[str], *, height: int = 500) -> None:
        self.names = names
        question = Question(id="q", type=kind, text="What happened?")  # type: ignore[arg-type]
        field = make_field(question, Surroundings(people=lambda: self.names))
        assert isinstance(field, TextField | LongTextField)
        self.field: Any = field
        self.widget: Any = field.focus_target()
        self.window = QWidget()
        self.area = QScrollArea(self.window)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        paper = QWidget()
        self.before, self.after = QPushButton("before"), QPushButton("after")
        box = QVBoxLayout(paper)
        for part in (self.before, field, self.after):
            box.addWidget(part)
        box.addStretch(1)
        self.area.setWidget(paper)
        QHBoxLayout(self.window).addWidget(self.area)
        bring_up(qtbot, self.window, 640, height)
        self.widget.setFocus()

    def press(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier | None = None) -> None:
        press(self.window, *keys, held=held)

    def undo(self) -> None:
        QTest.keySequence(self.widget, "Ctrl+Z")

    @property
    def text(self) -> str:
        return str(self.field.value() or "")

    @property
    def shown(self) -> OfferedNames | None:
        found = [each for each in self.window.findChildren(OfferedNames) if each.isVisible()]
        return found[0] if found else None

    def offered(self) -> list[str]:
        if self.shown is None:
            return []
        model = self.shown.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def chosen(self) -> str:
        return self.shown.chosen() if self.shown is not None else ""


@pytest.fixture(params=["long_text", "text"])
def writing(request: pytest.FixtureRequest, qtbot: QtBot) -> Writing:
    return Writing(qtbot, request.param, ["Blue Finch", "Heron", "Wren"])


def test_letters_narrow_the_list_and_enter_puts_the_first_in(writing: Writing) -> None:
    writing.press("Tea with @")
    assert writing.offered() == ["Blue Finch", "Heron", "Wren"]
    assert writing.chosen() == "Blue Finch"
    assert writing.widget.hasFocus(), "the list must not take the keyboard"
    writing.press("f")  # any word of the name, as in the list of people
    assert writing.offered() == ["Blue Finch"]
    writing.press(Qt.Key.Key_Return)
    assert writing.shown is None
    writing.press("'s sister")
    assert writing.text == "Tea with Blue Finch's sister"


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ([Qt.Key.Key_Down, Qt.Key.Key_Return], "Heron"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Tab], "Wren"),
        ([Qt.Key.Key_Up, Qt.Key.Key_Enter], "Wren"),
        ([Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Tab], "Blue Finch"),
    ],
)
def test_arrows_go_round_and_enter_or_tab_takes(
    writing: Writing, keys: list[Qt.Key], taken: str
) -> None:
    writing.press("@", *keys)
    assert writing.text == taken
    assert writing.widget.hasFocus()
    # The keys are the page's own again.
    writing.press(Qt.Key.Key_Tab)
    assert writing.after.hasFocus() or writing.before.hasFocus()


def test_one_undo_brings_back_what_was_typed_and_opens_nothing(writing: Writing) -> None:
    writing.press("so @he", Qt.Key.Key_Return)
    assert writing.text == "so Heron"
    writing.undo()
    assert writing.text == "so @he"
    assert writing.shown is None
    writing.press(Qt.Key.Key_Return)  # a new line, or nothing: no name
    assert "Heron" not in writing.text


def test_escape_leaves_the_words_and_the_list_stays_away(writing: Writing) -> None:
    writing.press("@he", Qt.Key.Key_Escape)
    assert writing.shown is None
    writing.press("r")
    assert writing.shown is None
    writing.press(" and @w")
    assert writing.offered() == ["Wren"]
    assert writing.text == "@her and @w"


def test_nobody_fits_and_the_words_stay(writing: Writing) -> None:
    writing.press("@hx")
    assert writing.shown is None
    writing.press(Qt.Key.Key_Backspace)
    assert writing.offered() == ["Heron"], "a slip of the finger is put right"
    writing.press("y said", Qt.Key.Key_Return)
    assert writing.text.startswith("@hy said")
    writing.names.clear()
    writing.press(" @")
    assert writing.shown is None


@pytest.mark.parametrize("before", ["sam.jones", "1", "ŷ", "a.", "x-", "@"])
def test_an_address_is_no_person(writing: Writing, before: str) -> None:
    writing.field.set_value(before)
    writing.press(Qt.Key.Key_End)
    writing.press("@h")
    assert writing.shown is None


@pytest.mark.parametrize("before", ["", " ", "(", "“", "—", "/", "🙂 ", "x" * 80 + " "])
def test_after_a_space_a_bracket_or_a_quote_it_is(writing: Writing, before: str) -> None:
    writing.field.set_value(before)
    writing.press(Qt.Key.Key_End)
    writing.press("@w", Qt.Key.Key_Return)
    assert writing.text == f"{before}Wren"


def test_the_whole_name_and_a_space_need_no_key_more(writing: Writing) -> None:
    writing.press("@heron ate, @wre nothing")
    assert writing.text == "Heron ate, @wre nothing"
    assert writing.shown is None


def test_whatever_leaves_the_word_closes_the_list(writing: Writing) -> None:
    for leave in (
        lambda: writing.press(Qt.Key.Key_Home),
        lambda: writing.press(" "),
        lambda: writing.press(Qt.Key.Key_Tab, held=SHIFT),
        lambda: writing.after.setFocus(),
        lambda: writing.widget.hide(),
        lambda: writing.widget.selectAll(),
    ):
        writing.widget.show()
        writing.widget.setFocus()
        writing.widget.clear()
        writing.press("@")
        assert writing.shown is not None
        leave()
        assert writing.shown is None
    assert not any(name in writing.text for name in writing.names)


def test_a_chord_is_not_taken_from_the_page(writing: Writing, qtbot: QtBot) -> None:
    writing.press("@h")
    writing.press(Qt.Key.Key_Return, held=CTRL)
    assert "Heron" not in writing.text


def test_a_row_can_be_clicked(writing: Writing) -> None:
    writing.press("@")
    shown = writing.shown
    assert shown is not None
    middle = shown.visualRect(shown.model().index(2, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert writing.text == "Wren"
    assert writing.widget.hasFocus()


def test_somebody_new_in_this_sitting_shows(writing: Writing) -> None:
    writing.press("@os")
    assert writing.shown is None
    writing.names.append("Osprey")
    writing.press("p")
    assert writing.offered() == ["Osprey"]


def test_letters_put_together_by_an_input_method(writing: Writing) -> None:
    writing.names.append("Ŵyll")
    writing.press("@")
    event = QInputMethodEvent()
    event.setCommitString("ŵy")
    QApplication.sendEvent(writing.widget, event)
    assert writing.offered() == ["Ŵyll"]
    writing.press(Qt.Key.Key_Return)
    assert writing.text == "Ŵyll"


def test_what_is_filled_in_opens_nothing_until_one_writes_on(writing: Writing) -> None:
    writing.field.set_value("@he")
    assert writing.shown is None
    writing.press(Qt.Key.Key_End)
    assert writing.shown is None
    writing.press("r")
    assert writing.offered() == ["Heron"]


def test_a_screen_reader_can_name_it_and_its_rows(writing: Writing) -> None:
    writing.press("@")
    shown = writing.shown
    assert shown is not None
    assert shown.accessibleName() == "Pseudonyms that fit"
    assert "Escape" in shown.accessibleDescription()
    assert shown.spoken() == "Blue Finch, 1 of 3"
    writing.press(Qt.Key.Key_Up)
    assert shown.spoken() == "Wren, 3 of 3"


def test_it_stands_in_view_wherever_the_caret_is(qtbot: QtBot) -> None:
    names = [f"Bird {number}" for number in range(40)] + ["W" * 60]
    page = Writing(qtbot, "long_text", names, height=400)
    for lines in (0, 6, 30):
        page.widget.setPlainText("line\n" * lines)
        page.press(Qt.Key.Key_End, held=CTRL)
        page.press("@")
        shown = page.shown
        assert shown is not None
        port = page.area.viewport()
        corner = shown.mapTo(port, QPoint(0, 0))
        assert port.rect().contains(shown.geometry().translated(corner - shown.pos())), lines
        caret = page.widget.mapTo(port, page.widget.cursorRect().center())
        assert not shown.geometry().translated(corner - shown.pos()).contains(caret), lines
        page.press(Qt.Key.Key_Up)
        row = shown.visualRect(shown.currentIndex())
        assert shown.viewport().rect().intersects(row), "a chosen row is scrolled to"
        page.press(Qt.Key.Key_Escape)


def test_at_the_end_of_a_very_long_paragraph(qtbot: QtBot) -> None:
    page = Writing(qtbot, "long_text", ["Heron"])
    page.field.set_value("word " * 20_000)
    page.press(Qt.Key.Key_End, held=CTRL)
    page.press("@he", Qt.Key.Key_Return)
    assert page.text.endswith("word Heron")


@pytest.mark.parametrize("kind", ["actions", "options"])
def test_in_the_parts_of_a_row_too(qtbot: QtBot, kind: str) -> None:
    parts = (Field("option", "Option"),) if kind == "options" else ()
    question = Question(id="q", type=kind, text="What next?", fields=parts)  # type: ignore[arg-type]
    field = make_field(question, Surroundings(people=lambda: ["Heron"]))
    bring_up(qtbot, field)
    field.focus_target().setFocus()
    press(field, "ask @he", Qt.Key.Key_Return)
    assert field.value() == [{"text" if kind == "actions" else "option": "ask Heron"}]
