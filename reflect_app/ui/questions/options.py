"""`options`: rows with the parts a template names, such as an option, its good and its harm.

Where the question's role is `bring`, the part `entry` is picked from what is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.core.supervision import ATTENDANCE
from reflect_app.ui.questions.base import MIN_TARGET, QuestionField, Surroundings, answers
from reflect_app.ui.questions.rows import LineCell, Part, Rows
from reflect_app.words import tr


class EntryCell(QComboBox):
    """One of the marked entries, shown by its title and kept by its id."""

    picked = Signal()

    def __init__(
        self, entries: Sequence[tuple[str, str]], any_of: str = "", gone: str = ""
    ) -> None:
        super().__init__()
        self._gone = gone or tr("An entry that is no longer marked")
        self.setMinimumHeight(MIN_TARGET + 8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.addItem(any_of or tr("Choose one you marked"), "")
        for entry, words in entries:
            self.addItem(words, entry)
        self.activated.connect(self.picked)

    def value(self) -> str:
        """The id of the entry; empty for none."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show an entry; one that is no longer marked is still shown, by its id alone."""
        if self.findData(value) < 0:
            self.addItem(self._gone, value)
        self.setCurrentIndex(self.findData(value))

    def name(self, label: str, description: str) -> None:
        """What a screen reader calls it."""
        self.setAccessibleName(label)
        self.setAccessibleDescription(description)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page past it must not change it."""
        event.ignore()


def _maker(question: Question, part: str, around: Surroundings) -> Callable[[], QWidget]:
    """A line, but where a part is picked: an entry to bring, or whether somebody was there."""
    if question.role == "bring" and part == "entry":
        return lambda: EntryCell(around.marked())
    if question.role == "attendance" and part == question.fields[-1].id:
        words = {"present": tr("Present"), "part": tr("Part of it"), "absent": tr("Absent")}
        picks = [(state, words[state]) for state in ATTENDANCE]
        return lambda: EntryCell(picks, tr("Not said"), tr("Not said"))
    return partial(LineCell, around.people)


@answers("options")
class OptionsField(QuestionField):
    """Rows whose parts come from the template."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        parts = [
            Part(part.id, part.label, make=_maker(question, part.id, around))
            for part in question.fields
        ]
        self.rows = Rows(parts, question.text, self)
        self.rows.changed.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.rows)

    def read(self) -> Answer | None:
        """The rows that say something."""
        return self.rows.value()

    def show_value(self, value: Answer | None) -> None:
        """Show the rows."""
        items = value if isinstance(value, list) else []
        self.rows.set_value([item for item in items if isinstance(item, dict)])

    def focus_target(self) -> QWidget:
        """The first part of the first row."""
        return self.rows.rows[0].begin()
