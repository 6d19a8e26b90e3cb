"""A page or a line that is written on: what one key takes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reflect_app.ui.questions.long_text import GrowingEditor
from reflect_app.ui.questions.marked_line import MarkedLine
from tests.helpers.keys import press

CTRL = Qt.KeyboardModifier.ControlModifier


def test_undo_takes_back_a_word_and_ctrl_y_brings_it_again(qtbot: QtBot) -> None:
    editor = GrowingEditor()
    qtbot.addWidget(editor)
    press(editor, "one two three", Qt.Key.Key_Return, "four five")
    seen = []
    for _ in range(5):
        press(editor, Qt.Key.Key_Z, held=CTRL)
        seen.append(editor.plain())
    assert seen == ["one two three\nfour", "one two three\n", "one two three", "one two", "one"]
    for _ in range(5):
        press(editor, Qt.Key.Key_Y, held=CTRL)
    assert editor.plain() == "one two three\nfour five"
    press(editor, Qt.Key.Key_Z, held=CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.plain() == "one two three\nfour five"


def test_in_a_line_too(qtbot: QtBot) -> None:
    line = MarkedLine()
    qtbot.addWidget(line)
    moved: list[tuple[int, int]] = []
    line.cursorPositionChanged.connect(lambda before, now: moved.append((before, now)))
    press(line, "one two three")
    assert all(before < now for before, now in moved)
    seen = []
    for _ in range(3):
        press(line, Qt.Key.Key_Z, held=CTRL)
        seen.append(line.text())
    assert seen == ["one two", "one", ""]
    for _ in range(3):
        press(line, Qt.Key.Key_Y, held=CTRL)
    assert line.text() == "one two three"
