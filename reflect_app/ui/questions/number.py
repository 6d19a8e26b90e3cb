"""`number`: a figure, such as hours."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import MIN_TARGET, QuestionField, Surroundings, answers
from reflect_app.words import tr


def parse_number(text: str) -> int | float | None:
    """The number a person typed, with a point or a comma; None where it is not one yet."""
    plain = text.strip().replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return None


@answers("number")
class NumberField(QuestionField):
    """A short line that takes digits only, and says so quietly when a number is out of range."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.line = QLineEdit(self)
        self.line.setMinimumHeight(MIN_TARGET + 8)
        self.line.setMaximumWidth(140)
        pattern = QRegularExpression(r"-?[0-9]{0,9}([.,][0-9]{0,4})?")
        self.line.setValidator(QRegularExpressionValidator(pattern, self.line))
        self.name(self.line)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.line.textEdited.connect(self.touched)
        self.line.textChanged.connect(self._say)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self.note, 1)

    def read(self) -> Answer | None:
        """The number; None while there is none or it is out of range."""
        number = parse_number(self.line.text())
        return number if number is not None and self._fits(number) else None

    def show_value(self, value: Answer | None) -> None:
        """Show a number as people write it."""
        self.line.setText(str(value) if isinstance(value, int | float) else "")

    def focus_target(self) -> QWidget:
        """The line itself."""
        return self.line

    def _fits(self, number: float) -> bool:
        low, high = self.question.min, self.question.max
        return (low is None or number >= low) and (high is None or number <= high)

    def _say(self) -> None:
        number = parse_number(self.line.text())
        wrong = number is not None and not self._fits(number)
        low, high = self.question.min, self.question.max
        if not wrong:
            text = ""
        elif low is not None and high is not None:
            text = tr("Between {low} and {high}, please.").format(low=low, high=high)
        elif low is not None:
            text = tr("{low} or more, please.").format(low=low)
        else:
            text = tr("{high} or less, please.").format(high=high)
        self.note.setText(text)
        self.line.setAccessibleDescription(text or self.question.help)
