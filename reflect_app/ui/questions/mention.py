"""People by `@` while one writes: the pseudonyms that fit, under the caret, one key away.

The list is part of the page and never has the keyboard: letters go on into the text, and a few
keys are taken from it while the list shows. Escape, or writing on, leaves what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from reflect_app.ui.questions.carets import to_points
from reflect_app.ui.questions.filtered import matches
from reflect_app.ui.questions.offered import OfferedNames

_LOOKED_AT = 60
# No letter before it, so that no address of mail is taken for a person; shorter than what is
# looked at, so that what lies before it is always seen.
_TYPED = re.compile(r"(?<![\w.+%@-])@([\w-]{0,40})$")
_TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_GONE = {QEvent.Type.FocusOut, QEvent.Type.Hide}


class Mentions(QObject):
    """Watches one place to write in, and lives as long. `people` is asked at each letter."""

    def __init__(
        self, field: QPlainTextEdit | QLineEdit, people: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__(field)
        self._field: _Page | _Line = _Line(field) if isinstance(field, QLineEdit) else _Page(field)
        self._widget = field
        self._people = people
        self._list: OfferedNames | None = None
        self._typing = self._left = False
        self._taken: str | None = None
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._changed)
        else:
            field.textChanged.connect(self._changed)
            field.verticalScrollBar().valueChanged.connect(self._follow)
        field.cursorPositionChanged.connect(self._moved)
        field.selectionChanged.connect(self._moved)

    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._list is not None and self._list.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list shows: its keys, and whatever should close it."""
        if event.type() in _GONE:
            self._close()
        elif isinstance(event, QKeyEvent) and self.is_open():
            if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        """Something was typed, put in or taken out. A page that is filled in opens nothing, nor
        does an undo that brings back what a name was put in the place of."""
        if not self._widget.hasFocus():
            return
        typed = self._field.typed()
        if typed is None:
            self._typing = self._left = False
            self._close()
            return
        began, self._typing = self._typing, self._typing or not typed
        if not self._left and (began or typed != self._taken):
            self._offer(typed)

    def _moved(self) -> None:
        if self.is_open() and self._field.typed() is None:
            self._close()

    def _offer(self, typed: str) -> None:
        found = [name for name in self._people() if matches(name, typed)]
        if not found:
            self._close()
            return
        if self._list is None:
            self._list = OfferedNames(_paper(self._widget))
            self._list.clicked.connect(self._clicked)
            self._list.destroyed.connect(self._forget)
        opened = not self.is_open()
        self._list.offer(found)
        self._place()
        if opened:
            self._widget.installEventFilter(self)
            self._list.show()
        self._list.raise_()
        self._say()

    def _key(self, event: QKeyEvent) -> bool:
        if not self._is_ours(event):
            # The whole name and a space: there is nothing left to choose.
            if event.text() == " " and self._whole():
                self._take()
            return False
        assert self._list is not None
        key = event.key()
        if key in _TAKES:
            self._take()
        elif key == Qt.Key.Key_Escape:
            self._left = True
            self._close()
        else:
            self._list.step(_STEPS[Qt.Key(key)])
            self._say()
        return True

    def _is_ours(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ours = event.key() in _TAKES or event.key() in _STEPS or event.key() == Qt.Key.Key_Escape
        return ours and held == Qt.KeyboardModifier.NoModifier

    def _whole(self) -> bool:
        typed = self._field.typed() or ""
        return bool(typed) and self._chosen().casefold() == typed.casefold()

    def _chosen(self) -> str:
        return self._list.chosen() if self._list is not None else ""

    def _clicked(self, _row: QModelIndex) -> None:
        self._take()

    def _take(self) -> None:
        """The pseudonym in place of `@` and what was typed, as one step of the undo."""
        name, typed = self._chosen(), self._field.typed()
        self._close()
        self._typing, self._taken = False, typed
        if name and typed is not None:
            self._field.put(len(f"@{typed}".encode("utf-16-le")) // 2, name)

    def _close(self) -> None:
        if self.is_open() and self._list is not None:
            self._widget.removeEventFilter(self)
            self._list.hide()

    def _forget(self) -> None:
        self._list = None

    def _follow(self) -> None:
        if self.is_open():
            self._place()

    def _place(self) -> None:
        if self._list is not None:
            self._list.stand_at(self._widget, self._field.caret())

    def _say(self) -> None:
        """Tell a screen reader, whose focus stays in the text, which row would be taken."""
        if self._list is not None and QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self._widget, self._list.spoken())
            QAccessible.updateAccessibility(said)


class _Page:
    """A page to write on, as far as this module needs it. A paragraph may be a whole page long,
    so only its last letters are read."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor

    def typed(self) -> str | None:
        """What stands between the last `@` and the caret; None where there is no such thing."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return None
        start = max(cursor.block().position(), cursor.position() - _LOOKED_AT)
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        return _after_at(cursor.selectedText())

    def put(self, units: int, name: str) -> None:
        """A name in the place of so many UTF-16 units before the caret."""
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.position() - units, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name)

    def caret(self) -> QRect:
        """The caret, in the page's own coordinates."""
        return self._editor.cursorRect().translated(self._editor.viewport().pos())


class _Line:
    """The same of a line."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line

    def typed(self) -> str | None:
        """What stands between the last `@` and the caret; None where there is no such thing."""
        if self._line.hasSelectedText():
            return None
        text = self._line.text()
        at = to_points(text, self._line.cursorPosition())
        return _after_at(text[max(at - _LOOKED_AT, 0) : at])

    def put(self, units: int, name: str) -> None:
        """A name in the place of so many UTF-16 units before the caret."""
        self._line.setSelection(self._line.cursorPosition() - units, units)
        self._line.insert(name)

    def caret(self) -> QRect:
        """The caret, in the line's own coordinates."""
        return QRect(self._line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))


def _after_at(before: str) -> str | None:
    found = _TYPED.search(before)
    return found[1] if found else None


def _paper(field: QWidget) -> QWidget:
    """What scrolls below the field; its window where nothing does."""
    paper = field.parentWidget()
    while paper is not None and not isinstance(paper, QScrollArea):
        paper = paper.parentWidget()
    return (paper.widget() if isinstance(paper, QScrollArea) else None) or field.window()
