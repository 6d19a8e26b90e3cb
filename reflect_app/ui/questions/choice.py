"""`choice`: one of a few, or none."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.chips import ChipRow


@answers("choice")
class ChoiceField(QuestionField):
    """Chips of which one may be chosen; choosing it again lets go of it."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.chips = ChipRow(self, single=True)
        self.chips.set_options(
            ((choice.id, choice.label) for choice in question.choices), question.text
        )
        self.chips.changed.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chips)

    def read(self) -> Answer | None:
        """The id of what is chosen, or None."""
        chosen = self.chips.chosen()
        return chosen[0] if chosen else None

    def show_value(self, value: Answer | None) -> None:
        """Show what is chosen."""
        self.chips.choose([value] if isinstance(value, str) else ())

    def focus_target(self) -> QWidget:
        """The chip that Tab lands on."""
        return self.chips.tab_stop()
