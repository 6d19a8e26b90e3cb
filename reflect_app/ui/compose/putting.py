"""Putting words into the fields of a page from outside, so that the old ones leave the undo too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtGui import QTextCursor

from reflect_app.ui.questions.carets import Ruler, to_points, to_units
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.text import TextField

WordField: TypeAlias = TextField | LongTextField
Places: TypeAlias = Sequence[tuple[int, int]]


def text_of(field: WordField) -> str:
    """The words in a field, exactly as typed."""
    return field.editor.plain() if isinstance(field, LongTextField) else field.line.text()


def put(field: WordField, places: Places, new: str) -> None:
    """Put a word in each place (code points, in order); the caret stays where it was."""
    if not places:
        return
    text = text_of(field)
    ruler = Ruler(text)
    if isinstance(field, LongTextField):
        cursor = QTextCursor(field.editor.document())
        for start, end in reversed(places):
            cursor.setPosition(ruler.units(start))
            cursor.setPosition(ruler.units(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(new)
        field.editor.document().clearUndoRedoStacks()
        return
    at = to_points(text, field.line.cursorPosition())
    moved = sum(len(new) - (end - start) for start, end in places if end <= at)
    for start, end in reversed(places):
        text = text[:start] + new + text[end:]
    field.line.setText(text)  # which empties its undo
    field.line.setCursorPosition(to_units(text, max(at + moved, 0)))
    field.touched()
