"""What spelling asks of a place for text, page or line alike. Places in it are code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from reflect_app.ui.compose.underlines import Underlines, mark_at
from reflect_app.ui.questions.carets import Ruler, to_points, to_units
from reflect_app.ui.questions.long_text import GrowingEditor
from reflect_app.ui.questions.marked_line import MarkedLine, Place

LAYER = "spelling"


class WordBox(Protocol):
    """A place for text with words underlined in it."""

    @property
    def widget(self) -> QWidget:
        """What is on the screen."""

    def text(self) -> str:
        """What is written, exactly."""

    def show(self, places: Sequence[Place], shape: QTextCharFormat) -> None:
        """Underline these and no others."""

    def marks(self) -> Sequence[Place]:
        """What is underlined now; it has moved with its words."""

    def caret(self) -> int:
        """Where the writer is."""

    def near(self, point: QPoint) -> int:
        """What a point of the widget is nearest to."""

    def choose(self, place: Place) -> QPoint:
        """Select a word; gives where on the screen a menu for it belongs."""

    def put(self, place: Place, new: str) -> None:
        """Put another word there, as one step of the undo."""

    def menu(self) -> QMenu:
        """The menu of the box itself, cut and paste and the like."""


class PageBox:
    """A page that grows."""

    def __init__(self, editor: GrowingEditor) -> None:
        self.widget = self._editor = editor

    def text(self) -> str:
        """What is written, exactly."""
        return self._editor.plain()

    def show(self, places: Sequence[Place], shape: QTextCharFormat) -> None:
        """Underline these and no others."""
        ruler, marks = Ruler(self.text()), []
        for start, end in places:
            mark = mark_at(self._editor.document(), ruler.units(start), ruler.units(end))
            mark.format = shape
            marks.append(mark)
        Underlines.of(self._editor).show(LAYER, marks)

    def marks(self) -> Sequence[Place]:
        """What is underlined now; it has moved with its words."""
        ruler = Ruler(self.text())
        cursors = [mark.cursor for mark in Underlines.of(self._editor).marks(LAYER)]
        return [
            (ruler.points(each.selectionStart()), ruler.points(each.selectionEnd()))
            for each in cursors
        ]

    def caret(self) -> int:
        """Where the writer is."""
        return to_points(self.text(), self._editor.textCursor().position())

    def near(self, point: QPoint) -> int:
        """What a point of the widget is nearest to."""
        return to_points(self.text(), self._editor.cursorForPosition(point).position())

    def choose(self, place: Place) -> QPoint:
        """Select a word; gives where on the screen a menu for it belongs."""
        self._editor.setTextCursor(self._cursor(place))
        below = self._editor.cursorRect().bottomRight()
        return self._editor.viewport().mapToGlobal(below)

    def put(self, place: Place, new: str) -> None:
        """Put another word there, as one step of the undo."""
        self._cursor(place).insertText(new)

    def menu(self) -> QMenu:
        """The menu of the box itself, cut and paste and the like."""
        return self._editor.createStandardContextMenu()

    def _cursor(self, place: Place) -> QTextCursor:
        ruler = Ruler(self.text())
        mark = mark_at(self._editor.document(), *map(ruler.units, place))
        return QTextCursor(mark.cursor)


class LineBox:
    """A line."""

    def __init__(self, line: MarkedLine) -> None:
        self.widget = self._line = line

    def text(self) -> str:
        """What is written, exactly."""
        return self._line.text()

    def show(self, places: Sequence[Place], shape: QTextCharFormat) -> None:
        """Underline these and no others."""
        self._line.underline(places, shape)

    def marks(self) -> Sequence[Place]:
        """What is underlined now; it has moved with its words."""
        return self._line.marks()

    def caret(self) -> int:
        """Where the writer is."""
        return to_points(self.text(), self._line.cursorPosition())

    def near(self, point: QPoint) -> int:
        """What a point of the widget is nearest to."""
        return to_points(self.text(), self._line.cursorPositionAt(point))

    def choose(self, place: Place) -> QPoint:
        """Select a word; gives where on the screen a menu for it belongs."""
        self._select(place)
        caret = QRect(self._line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
        return self._line.mapToGlobal(caret.bottomRight())

    def put(self, place: Place, new: str) -> None:
        """Put another word there, as one step of the undo."""
        self._select(place)
        self._line.insert(new)

    def menu(self) -> QMenu:
        """The menu of the box itself, cut and paste and the like."""
        return self._line.createStandardContextMenu()

    def _select(self, place: Place) -> None:
        start, end = (to_units(self.text(), point) for point in place)
        self._line.setSelection(start, end - start)
