"""`date`: a day, or none."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.dates import DateEdit, iso_day
from reflect_app.words import tr


class DateCell(DateEdit):
    """A day as one part of a row: what is meant to come, so a day without a year is ahead."""

    def __init__(self, today: date) -> None:
        super().__init__(today, lean="ahead")
        self.line.setPlaceholderText(tr("Day"))
        self.button.hide()

    def value(self) -> str:
        """The day as `YYYY-MM-DD`; empty for none."""
        day = self.day()
        return day.isoformat() if day else ""

    def set_value(self, value: str) -> None:
        """Show a day, without saying `picked`."""
        self.set_day(iso_day(value))


@answers("date")
class DateField(QuestionField):
    """One day, typed as people type it or picked from a month."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.edit = DateEdit(around.today(), self, lean="either")
        self.edit.name(question.text, question.help)
        self.edit.picked.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)

    def read(self) -> Answer | None:
        """The day as `YYYY-MM-DD`."""
        day = self.edit.day()
        return day.isoformat() if day else None

    def show_value(self, value: Answer | None) -> None:
        """Show a day."""
        self.edit.set_day(iso_day(value))

    def focus_target(self) -> QWidget:
        """The line."""
        return self.edit.line
