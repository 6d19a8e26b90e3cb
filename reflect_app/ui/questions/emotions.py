"""`emotions`: a few words from a list, found by typing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, answers
from reflect_app.ui.questions.filtered import FilteredChips
from reflect_app.words import tr

_MOST = 5


@answers("emotions")
class EmotionsField(QuestionField):
    """Feeling words as chips, up to five; typing anywhere in the field narrows them down."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self._most = question.up_to or _MOST
        self.chips = FilteredChips(self, up_to=self._most)
        self.name(self.chips.line, tr("Type to find a word"))
        self.chips.line.setPlaceholderText(tr("Type to find a word"))
        self.chips.changed.connect(self._changed)
        self.chips.row.full.connect(self._full)
        self.chips.unknown.connect(self._unknown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chips)
        self._count()

    def filling(self) -> Iterator[None]:
        """The words, a few at a time."""
        choices = ((choice.id, choice.label) for choice in self.question.choices)
        return self.chips.filling(choices, self.question.text)

    def read(self) -> Answer | None:
        """The ids of what is chosen, in the order they are offered."""
        return self.chips.row.chosen() or None

    def show_value(self, value: Answer | None) -> None:
        """Show what is chosen."""
        self.chips.row.choose([str(item) for item in value] if isinstance(value, list) else ())
        self._count()

    def focus_target(self) -> QWidget:
        """The line that narrows them down."""
        return self.chips.line

    def _changed(self) -> None:
        self._count()
        self.touched()

    def _count(self) -> None:
        chosen = len(self.chips.row.chosen())
        self.chips.note.setText(
            tr("{count} of {most} chosen").format(count=chosen, most=self._most)
            if chosen
            else ""
            if self.question.help
            else tr("Up to {most}").format(most=self._most)
        )

    def _full(self) -> None:
        self.chips.note.setText(tr("{most} is the most. Let one go first.").format(most=self._most))

    def _unknown(self, typed: str) -> None:
        del typed
        self.chips.note.setText(tr("That word isn’t in the list. “Something else” is."))
