"""`actions`: who will do what by when."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.date_field import DateCell
from reflect_app.ui.questions.rows import LineCell, Part, Rows
from reflect_app.words import tr


@answers("actions")
class ActionsField(QuestionField):
    """Rows of what, who and by when. A row counts once it says what."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        line = partial(LineCell, around.people)
        parts = (
            Part("text", tr("What"), 5, line),
            Part("owner", tr("Who"), 2, partial(line, in_words=False)),
            Part("due", tr("By when"), 3, lambda: DateCell(around.today())),
        )
        self.rows = Rows(parts, question.text, self)
        self.rows.changed.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.rows)

    def read(self) -> Answer | None:
        """The rows that say what is to be done."""
        return [row for row in self.rows.value() or () if row.get("text")] or None

    def show_value(self, value: Answer | None) -> None:
        """Show the rows."""
        items = value if isinstance(value, list) else []
        self.rows.set_value([item for item in items if isinstance(item, dict)])

    def focus_target(self) -> QWidget:
        """The first part of the first row."""
        return self.rows.rows[0].begin()
