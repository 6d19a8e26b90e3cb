"""`text`: one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import MIN_TARGET, QuestionField, Surroundings, answers
from reflect_app.ui.questions.carets import to_points, to_units
from reflect_app.ui.questions.marked_line import MarkedLine
from reflect_app.ui.questions.mention import Mentions

_TABS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class AnswerLine(MarkedLine):
    """A line in which Tab puts the caret after the words, as on a page. Qt would select them
    all, and the next letter would take the place of a whole answer."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come to the end of what is written."""
        super().focusInEvent(event)
        if event.reason() in _TABS:
            self.end(False)


@answers("text")
class TextField(QuestionField):
    """A line edit that gives back what it was given until it is typed in."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.line = AnswerLine(self)
        self.line.setMinimumHeight(MIN_TARGET + 8)
        self.line.setMaxLength(10_000)
        self.name(self.line)
        self.line.textEdited.connect(self.touched)
        self.line.cursorPositionChanged.connect(self.caret_moved)
        self.mentions = Mentions(self.line, around.people)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)

    def read(self) -> Answer | None:
        """The words; None where there are none."""
        return self.line.text() if self.line.text().strip() else None

    def show_value(self, value: Answer | None) -> None:
        """Show the words; line breaks show as spaces."""
        self.line.setText(value if isinstance(value, str) else "")

    def focus_target(self) -> QWidget:
        """The line itself."""
        return self.line

    def caret(self) -> int:
        """Where the caret is, in code points."""
        return to_points(self.line.text(), self.line.cursorPosition())

    def place_caret(self, position: int) -> None:
        """Put the caret back and take the focus."""
        self.line.setFocus()
        self.line.setCursorPosition(to_units(self.line.text(), position))
