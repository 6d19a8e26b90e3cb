"""`long_text`: a page that grows as it is written on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.again import asks_again
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.carets import to_points, to_units
from reflect_app.ui.questions.mention import Mentions

# Marks of Qt's own document that stand for a line break in plain text.
_BREAKS = ("\u2029", "\u2028", "\ufdd0", "\ufdd1")


class GrowingEditor(QPlainTextEdit):
    """As tall as its text, between `least` and `most` lines; beyond that it scrolls.

    The upper bound keeps a key press cheap however long the page is: only what can be seen
    is laid out.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = 3, most: int = 22) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(8)
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo a word at a time. Qt puts all that was typed without a stop into one step, and one
        key would take a whole page away. Ctrl+Y brings it back on Linux too."""
        if asks_again(event):
            self.redo()
            event.accept()
            return
        if event.text().isspace():
            self.document().setModified(False)  # what follows is not joined to the step before
        super().keyPressEvent(event)

    def plain(self) -> str:
        """The text exactly as typed: unlike `toPlainText` a hard space stays a hard space."""
        text = self.document().toRawText()
        for mark in _BREAKS:
            text = text.replace(mark, "\n")
        return text

    def set_bounds(self, least: int, most: int) -> None:
        """Change between how many lines it grows."""
        self._least, self._most = least, max(least, most)
        self._grow()

    def sizeHint(self) -> QSize:
        """Its present height; as wide as it may be."""
        return QSize(360, self.height())

    def minimumSizeHint(self) -> QSize:
        """It can be squeezed sideways, not in height."""
        return QSize(120, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        # A plain-text document counts its height in lines, not in pixels.
        lines = int(self.document().size().height())
        shown = min(max(lines, self._least), self._most)
        # The frame and the style sheet's padding: whatever lies around the viewport.
        around = max(self.height() - self.viewport().height(), 2 * self.frameWidth())
        margins = 2 * int(self.document().documentMargin()) + around
        height = shown * QFontMetrics(self.font()).lineSpacing() + margins
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


@answers("long_text")
class LongTextField(QuestionField):
    """A growing editor that gives back what it was given until it is typed in."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.editor = GrowingEditor(self)
        self.name(self.editor)
        self.editor.textChanged.connect(self.touched)
        self.editor.cursorPositionChanged.connect(self.caret_moved)
        self.mentions = Mentions(self.editor, around.people)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)

    def read(self) -> Answer | None:
        """The words; None where there are none."""
        text = self.editor.plain()
        return text if text.strip() else None

    def show_value(self, value: Answer | None) -> None:
        """Show the words."""
        self.editor.setPlainText(value if isinstance(value, str) else "")

    def focus_target(self) -> QWidget:
        """The editor itself."""
        return self.editor

    def caret(self) -> int:
        """Where the caret is, in code points."""
        return to_points(self.editor.plain(), self.editor.textCursor().position())

    def place_caret(self, position: int) -> None:
        """Put the caret back and take the focus."""
        cursor = QTextCursor(self.editor.document())
        units = to_units(self.editor.plain(), position)
        cursor.setPosition(min(units, self.editor.document().characterCount() - 1))
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()
