"""`yes_no`: yes, no, or left open."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.words import tr


@answers("yes_no")
class YesNoField(QuestionField):
    """Two chips; neither is chosen until the person chooses."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.chips = ChipRow(self, single=True)
        self.chips.set_options((("yes", tr("Yes")), ("no", tr("No"))), question.text)
        for chip in self.chips.chips():
            # Two such questions on a page must not sound the same.
            chip.setAccessibleName(
                tr("{answer}: {question}").format(answer=chip.text(), question=question.text)
            )
        self.chips.changed.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chips)

    def read(self) -> Answer | None:
        """True, False, or None while it is left open."""
        chosen = self.chips.chosen()
        return chosen[0] == "yes" if chosen else None

    def show_value(self, value: Answer | None) -> None:
        """Show what was said."""
        self.chips.choose(["yes" if value else "no"] if isinstance(value, bool) else ())

    def focus_target(self) -> QWidget:
        """The chip that Tab lands on."""
        return self.chips.tab_stop()
