"""Every question type: what goes in comes out, what a person does comes out, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.core.prompts import QUESTION_TYPES, Choice, Field, Question
from reflect_app.ui.questions import QuestionField, Surroundings, make_field
from reflect_app.ui.questions.actions import ActionsField
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.ui.questions.choice import ChoiceField
from reflect_app.ui.questions.date_field import DateField
from reflect_app.ui.questions.emotions import EmotionsField
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.number import NumberField
from reflect_app.ui.questions.options import OptionsField
from reflect_app.ui.questions.people import PeopleField
from reflect_app.ui.questions.scale import ScaleField
from reflect_app.ui.questions.shift import ShiftField
from reflect_app.ui.questions.text import TextField

TODAY = date(2026, 11, 22)
FEELINGS = tuple(
    Choice(word, word) for word in ("calm", "warm", "angry", "tense", "flat", "sad", "guilty")
)
MOST: dict[str, dict[str, Any]] = {
    "scale": {"min": 0, "max": 10, "min_label": "not at all", "max_label": "as heavy as it gets"},
    "number": {"min": 0, "max": 24},
    "choice": {"choices": (Choice("a", "mixed"), Choice("b", "mostly hard"), Choice("c", "calm"))},
    "multi_choice": {"choices": (Choice("a", "rescue"), Choice("b", "avoid"))},
    "emotions": {"choices": FEELINGS},
    "options": {"fields": (Field("option", "Option"), Field("good", "Good"))},
}
EXAMPLES: dict[str, Any] = {
    "text": "one line — “quoted” 🙂",
    "long_text": "first\nsecond\u00a0with a hard space\n\nمساء الخير ẹ káàárọ̀ Tŷ Celyn 🙂",
    "scale": 7,
    "number": 1.5,
    "choice": "b",
    "multi_choice": ["a", "b"],
    "emotions": ["warm", "sad"],
    "people": ["Heron", "Wren"],
    "date": "2026-11-20",
    "shift": {"start": "2026-11-21T21:45", "kind": "night"},
    "yes_no": False,
    "actions": [{"text": "ring Nuala", "owner": "me", "due": "2026-12-01"}],
    "options": [{"option": "say it", "good": "clear"}, {"option": "wait"}],
}


class World:
    """What the fields stand in: two people, and a note of who was added."""

    def __init__(self) -> None:
        self.names = ["Heron", "Wren"]
        self.added: list[str] = []

    def around(self) -> Surroundings:
        return Surroundings(
            people=lambda: self.names, add_person=self.added.append, today=lambda: TODAY
        )


@pytest.fixture
def world() -> World:
    return World()


Make = Callable[..., Any]


@pytest.fixture
def make(qtbot: QtBot, world: World) -> Make:
    def made(kind: str, **more: Any) -> QuestionField:
        given = {**MOST.get(kind, {}), **more}
        question = Question(id="q", type=kind, text="How is it?", help="A hint.", **given)  # type: ignore[arg-type]
        field = make_field(question, world.around())
        for _ in field.filling():
            pass
        qtbot.addWidget(field)
        field.resize(640, 200)
        with qtbot.waitActive(field):
            field.show()
            field.activateWindow()
        return field

    return made


def press(widget: QWidget, *keys: Qt.Key | str) -> None:
    for key in keys:
        target = widget.window().focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_what_goes_in_comes_out_and_nothing_is_said(make: Make, qtbot: QtBot, kind: str) -> None:
    field = make(kind)
    assert field.value() is None
    with qtbot.assertNotEmitted(field.changed):
        field.set_value(EXAMPLES[kind])
    assert field.value() == EXAMPLES[kind]
    # Not only remembered: the widgets hold it too.
    assert field.read() == EXAMPLES[kind]
    field.set_value(None)
    assert field.value() is None
    assert field.read() is None


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_everything_that_can_be_used_has_a_name_and_room(make: Make, kind: str) -> None:
    field = make(kind)
    field.set_value(EXAMPLES[kind])
    assert field.accessibleName() == "How is it?"
    used = [
        part
        for part in field.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QLineEdit | QPlainTextEdit)
        and part.isVisible()
        and not part.objectName().startswith("qt_")
        and not isinstance(part.parent(), QLineEdit)
    ]
    assert used
    for part in used:
        assert part.accessibleName(), part
        assert part.accessibleDescription(), part.accessibleName()
        assert part.height() >= 24, part.accessibleName()
        assert part.width() >= 24, part.accessibleName()


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_the_keyboard_reaches_it_and_tab_leaves_it(make: Make, kind: str) -> None:
    field = make(kind)
    field.focus_target().setFocus()
    assert field.isAncestorOf(field.window().focusWidget())
    stops = [field.window().focusWidget()]
    for _ in range(12):
        press(field, Qt.Key.Key_Tab)
        now = field.window().focusWidget()
        if now is stops[0]:
            break
        stops.append(now)
    assert field.window().focusWidget() is stops[0], "Tab comes round"
    assert len(stops) <= 9


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("10", 10), ("15", 5), ("0", 0), ("1", 1), ("100", 0)],
)
def test_scale_by_number_keys(make: Make, typed: str, number: int) -> None:
    field: ScaleField = make("scale")
    field.focus_target().setFocus()
    press(field, typed)
    assert field.value() == number


def test_scale_by_arrows_and_cleared(make: Make, qtbot: QtBot) -> None:
    field: ScaleField = make("scale")
    field.focus_target().setFocus()
    with qtbot.waitSignal(field.changed):
        press(field, Qt.Key.Key_Right)
    assert field.value() == 0
    press(field, Qt.Key.Key_Right, Qt.Key.Key_Up)
    assert field.value() == 2
    press(field, Qt.Key.Key_End)
    assert field.value() == 10
    press(field, Qt.Key.Key_Right)
    assert field.value() == 10
    press(field, Qt.Key.Key_Delete)
    assert field.value() is None


def test_pressing_the_chosen_number_again_lets_go_of_it(make: Make) -> None:
    field: ScaleField = make("scale")
    QTest.mouseClick(field.buttons[4], Qt.MouseButton.LeftButton)
    assert field.value() == 4
    QTest.mouseClick(field.buttons[4], Qt.MouseButton.LeftButton)
    assert field.value() is None


def test_every_number_of_a_scale_is_drawn_in_the_narrowest_row(make: Make) -> None:
    field: ScaleField = make("scale")
    field.resize(field.minimumSizeHint())
    for button in field.buttons:
        drawn = button.grab().toImage()
        button.setText("")
        assert drawn != button.grab().toImage(), f"nothing stands in the place of {button.number}"


def test_scale_says_the_words_at_its_ends(make: Make) -> None:
    field: ScaleField = make("scale")
    assert field.buttons[0].accessibleName() == "0, not at all"
    assert field.buttons[10].accessibleName() == "10, as heavy as it gets"
    assert field.buttons[5].accessibleName() == "5"


@pytest.mark.parametrize(
    "kind", ["scale", "choice", "yes_no", "multi_choice", "emotions", "people"]
)
def test_a_screen_reader_answers_as_a_click_does(make: Make, kind: str) -> None:
    toggled, clicked = make(kind), make(kind)
    said: list[QuestionField] = []
    for field in (toggled, clicked):
        field.changed.connect(partial(said.append, field))
    for place in (1, 0):
        _chips(toggled)[place].toggle()  # what assistive technology is offered for them
        _chips(clicked)[place].click()
        assert toggled.value() == clicked.value() is not None
    assert said == [toggled, clicked] * 2


def _chips(field: QuestionField) -> list[QAbstractButton]:
    return [each for each in field.findChildren(QAbstractButton) if each.isCheckable()]


def test_choice_by_arrow_space_letter_and_none_again(make: Make) -> None:
    field: ChoiceField = make("choice")
    field.focus_target().setFocus()
    press(field, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert field.value() == "b"
    press(field, "c")
    press(field, Qt.Key.Key_Return)
    assert field.value() == "c"
    press(field, Qt.Key.Key_Space)
    assert field.value() is None


def test_emotions_by_typing(make: Make) -> None:
    field: EmotionsField = make("emotions")
    field.focus_target().setFocus()
    press(field, "ang", Qt.Key.Key_Return, "fl", Qt.Key.Key_Return)
    assert field.value() == ["angry", "flat"]
    press(field, Qt.Key.Key_Down)
    assert isinstance(field.window().focusWidget(), QAbstractButton)
    press(field, "t")
    assert field.chips.line.hasFocus()
    assert field.chips.line.text() == "t"
    shown = [chip.text() for chip in field.chips.row.chips()]
    assert shown == ["angry", "tense", "flat"]


def test_five_feelings_are_the_most(make: Make) -> None:
    field: EmotionsField = make("emotions")
    for word in ("calm", "warm", "angry", "tense", "flat", "sad"):
        field.chips.row.press(word)
    assert field.value() == ["calm", "warm", "angry", "tense", "flat"]
    assert "5 is the most" in field.chips.note.text()


def test_a_new_pseudonym_is_added_and_chosen(make: Make, world: World) -> None:
    field: PeopleField = make("people")
    field.focus_target().setFocus()
    press(field, "her", Qt.Key.Key_Return)
    assert field.value() == ["Heron"]
    press(field, "Plover", Qt.Key.Key_Return)
    assert world.added == ["Plover"]
    assert field.value() == ["Heron", "Plover"]


def test_an_at_before_a_name_is_no_part_of_it(make: Make, world: World) -> None:
    field: PeopleField = make("people")
    field.focus_target().setFocus()
    press(field, "@")
    assert len(field.chips.row.chips()) == 2
    assert field.add.isHidden()
    press(field, "wre", Qt.Key.Key_Return)
    assert field.value() == ["Wren"]
    press(field, "@Plover")
    assert field.add.text() == "Add “Plover”"
    press(field, Qt.Key.Key_Return)
    assert world.added == ["Plover"]
    press(field, "@", Qt.Key.Key_Escape)
    assert field.chips.line.text() == ""


def test_a_retired_person_stays_in_an_old_answer(make: Make, world: World) -> None:
    field: PeopleField = make("people")
    field.set_value(["Dunnock"])
    field.refresh()
    assert field.value() == ["Dunnock"]
    assert [chip.text() for chip in field.chips.row.chips()] == ["Heron", "Wren", "Dunnock"]


def test_number_is_a_number_and_says_when_it_does_not_fit(make: Make) -> None:
    field: NumberField = make("number")
    field.focus_target().setFocus()
    press(field, "2,5x")
    assert field.value() == 2.5
    field.line.clear()
    press(field, "25")
    assert field.value() is None
    assert field.note.text() == "Between 0 and 24, please."
    assert field.line.text() == "25"


def test_date_as_typed_and_tidied(make: Make) -> None:
    field: DateField = make("date")
    field.focus_target().setFocus()
    press(field, "yesterday")
    assert field.value() == "2026-11-21"
    press(field, Qt.Key.Key_Return)
    assert field.edit.line.text() == "21 November 2026"
    field.edit.line.selectAll()
    press(field, Qt.Key.Key_Delete)
    assert field.value() is None


def test_shift_is_changed_by_one_part(make: Make) -> None:
    field: ShiftField = make("shift")
    field.set_value({"start": "2026-11-21T21:45", "kind": "night"})
    field.edit.kinds.press("early")
    assert field.value() == {"start": "2026-11-21T21:45", "kind": "early"}
    field.edit.time.setFocus()
    field.edit.time.selectAll()
    press(field, "0630")
    assert field.value() == {"start": "2026-11-21T06:30", "kind": "early"}


def test_actions_grow_shrink_and_look_ahead(make: Make) -> None:
    field: ActionsField = make("actions")
    field.focus_target().setFocus()
    press(field, "ring Nuala", Qt.Key.Key_Tab, "me", Qt.Key.Key_Tab, "1 dec")
    assert field.value() == [{"text": "ring Nuala", "owner": "me", "due": "2026-12-01"}]
    assert len(field.rows.rows) == 2
    field.rows.rows[0].remove.click()
    assert field.value() is None
    assert len(field.rows.rows) == 1


def test_bring_offers_what_is_marked(qtbot: QtBot) -> None:
    question = Question(
        id="bring",
        type="options",
        text="Which?",
        role="bring",
        fields=(Field("entry", "Entry"), Field("why", "Why")),
    )
    around = Surroundings(marked=lambda: [("e1", "Night shift"), ("e2", "Toaster")])
    field = make_field(question, around)
    assert isinstance(field, OptionsField)
    qtbot.addWidget(field)
    cell: Any = field.rows.rows[0].cells["entry"]
    cell.setCurrentIndex(2)
    cell.activated.emit(2)
    assert field.value() == [{"entry": "e2"}]


def test_untouched_words_come_back_letter_for_letter(make: Make) -> None:
    field: LongTextField = make("long_text")
    odd = "a\r\nb\u2028c\rd"
    field.set_value(odd)
    assert field.value() == odd
    field.place_caret(0)
    press(field, "x")
    assert str(field.value()).startswith("xa\n")


def test_carets_count_code_points(make: Make) -> None:
    for kind in ("text", "long_text"):
        field: TextField | LongTextField = make(kind)
        field.set_value("🙂🙂abc")
        field.place_caret(3)
        assert field.caret() == 3
        press(field, "x")
        assert field.value() == "🙂🙂axbc"


def test_a_long_page_grows_and_then_scrolls(make: Make) -> None:
    field: LongTextField = make("long_text")
    small = field.editor.height()
    field.set_value("\n".join("line" for _ in range(10)))
    grown = field.editor.height()
    assert grown > small
    field.set_value("\n".join("line" for _ in range(500)))
    assert field.editor.height() < 3 * grown


def test_chips_hide_and_tab_still_lands(qtbot: QtBot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    row.set_options((("a", "one"), ("b", "two")))
    row.show()
    row.show_only(["b"])
    assert row.tab_stop() is row.chips()[0]
    assert [chip.text() for chip in row.chips()] == ["two"]


def test_tab_into_a_line_selects_nothing_that_the_next_letter_would_replace(make: Make) -> None:
    field: TextField = make("text")
    field.set_value("a whole sentence")
    field.line.setCursorPosition(2)
    field.line.clearFocus()
    press(field, Qt.Key.Key_Tab)
    assert field.line.hasFocus()
    press(field, ", and more")
    assert field.value() == "a whole sentence, and more"
