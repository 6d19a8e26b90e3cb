"""Everything that underlines words in an editor, so that one kind never wipes out another.

Qt goes through every mark of a paragraph at each key, whether or not it can be seen: a few
hundred of them double what a key costs in a long one. So it is given those in view.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

LAYERS = ("names", "spelling")
"""What is underlined, the more telling first: where two meet, the later gives way."""
_KEPT = "underlined"
_NEAR = 600  # characters above and below: what a key or a wheel may bring into view meanwhile


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
        self._shown: list[QTextEdit.ExtraSelection] = []
        bar = editor.verticalScrollBar()
        bar.valueChanged.connect(lambda _: self._show_near())
        bar.rangeChanged.connect(lambda _low, _high: self._show_near())

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
        self._shown = shown
        self._show_near()

    def _show_near(self) -> None:
        """Give Qt the marks in view and a little more."""
        if not self._shown and not self._editor.extraSelections():
            return
        edge = self._editor.viewport().rect().bottomRight()
        first = self._editor.cursorForPosition(QPoint(0, 0)).position() - _NEAR
        last = self._editor.cursorForPosition(edge).position() + _NEAR
        near = [
            mark
            for mark in self._shown
            if mark.cursor.selectionEnd() >= first and mark.cursor.selectionStart() <= last
        ]
        self._editor.setExtraSelections(near)

    def marks(self, layer: str) -> Sequence[QTextEdit.ExtraSelection]:
        """What a layer underlines."""
        return self._layers.get(layer, ())


def _places(mark: QTextEdit.ExtraSelection) -> set[int]:
    return set(range(mark.cursor.selectionStart(), mark.cursor.selectionEnd()))
