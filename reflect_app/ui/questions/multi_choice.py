"""`multi_choice`: as many of a list as fit."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.chips import ChipRow


@answers("multi_choice")
class MultiChoiceField(QuestionField):
    """Chips of which any number may be chosen."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.chips = ChipRow(self, up_to=question.up_to)
        self.chips.set_options(
            ((choice.id, choice.label) for choice in question.choices), question.text
        )
        self.chips.changed.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chips)

    def read(self) -> Answer | None:
        """The ids of what is chosen, in the order they are offered; None for none."""
        return self.chips.chosen() or None

    def show_value(self, value: Answer | None) -> None:
        """Show what is chosen."""
        self.chips.choose([str(item) for item in value] if isinstance(value, list) else ())

    def focus_target(self) -> QWidget:
        """The chip that Tab lands on."""
        return self.chips.tab_stop()
