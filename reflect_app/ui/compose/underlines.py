"""Everything that underlines words in an editor, so that one kind never wipes out another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

LAYERS = ("names", "spelling")
"""What is underlined, the more telling first: where two meet, the later gives way."""
_KEPT = "underlined"


def mark_at(document: QTextDocument, start: int, end: int) -> QTextEdit.ExtraSelection:
    """A mark from one place to another, in Qt's units, that moves with its words."""
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    mark.cursor = cursor
    return mark


class Underlines:
    """The marks of one editor by layer. `of` gives the same one for the same editor."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._layers: dict[str, Sequence[QTextEdit.ExtraSelection]] = {}

    @staticmethod
    def of(editor: QPlainTextEdit) -> Underlines:
        """The underlines of an editor, made when first asked for."""
        held = editor.property(_KEPT)
        if not isinstance(held, Underlines):
            held = Underlines(editor)
            editor.setProperty(_KEPT, held)
        return held

    def show(self, layer: str, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Underline these and no others of the layer."""
        self._layers[layer] = marks
        shown: list[QTextEdit.ExtraSelection] = []
        taken: set[int] = set()
        for name in LAYERS:
            free = [mark for mark in self._layers.get(name, ()) if not taken & _places(mark)]
            shown += free
            for mark in free:
                taken |= _places(mark)
        self._editor.setExtraSelections(shown)

    def marks(self, layer: str) -> Sequence[QTextEdit.ExtraSelection]:
        """What a layer underlines."""
        return self._layers.get(layer, ())


def _places(mark: QTextEdit.ExtraSelection) -> set[int]:
    return set(range(mark.cursor.selectionStart(), mark.cursor.selectionEnd()))
