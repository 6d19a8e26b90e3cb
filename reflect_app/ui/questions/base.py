"""What every question looks like to the form: a value, a change signal, a place to focus.

A question type is one module in this package. It subclasses `QuestionField`, names its type
with `@answers("...")`, says `read` and `show_value`, and nothing else needs to know. No answer
is the ordinary case: every field starts empty, can be emptied again, and returns None then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question

MIN_TARGET = 28
"""The least height of anything that can be pressed, in device-independent pixels."""


def _nobody() -> Sequence[str]:
    return ()


def _no_entries() -> Sequence[tuple[str, str]]:
    return ()


def _nothing(_pseudonym: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a field may need from outside itself. No field reaches for a service.

    `add_person` asks for a new pseudonym to be kept; the answer comes back as a change of
    `people`, later. `marked` are (id, words) of the entries marked to bring to supervision.
    """

    people: Callable[[], Sequence[str]] = _nobody
    add_person: Callable[[str], None] = _nothing
    marked: Callable[[], Sequence[tuple[str, str]]] = _no_entries
    today: Callable[[], date] = field(default=date.today)


class QuestionField(QWidget):
    """One answer on the page. `changed` is only for what the person did themselves; so is
    `moved`, which follows the caret through an answer that is typed.
    """

    changed = Signal()
    moved = Signal()

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.around = around
        self._given: Answer | None = None
        self._showing = False
        self.setAccessibleName(question.text)
        self.setAccessibleDescription(question.help)

    def filling(self) -> Iterator[None]:
        """Make what is many widgets, a few at a step. A field is ready once this has ended."""
        return iter(())

    def value(self) -> Answer | None:
        """The answer in the shape of cli.md; None where there is none.

        What was set is given back unaltered, even what this field cannot show, until the
        person changes it here.
        """
        return self._given if self._given is not None else self.read()

    def set_value(self, value: Answer | None) -> None:
        """Show an answer without saying `changed`."""
        self._given = None
        self._showing = True
        try:
            self.show_value(value)
        finally:
            self._showing = False
        self._given = value

    def read(self) -> Answer | None:
        """What the widgets hold now. For subclasses to say; others ask `value`."""
        raise NotImplementedError

    def show_value(self, value: Answer | None) -> None:
        """Put an answer into the widgets. For subclasses to do; others call `set_value`."""
        raise NotImplementedError

    def touched(self) -> None:
        """The person changed something: from here on `read` is the answer."""
        if not self._showing:
            self._given = None
            self.changed.emit()

    def caret_moved(self) -> None:
        """The person moved the caret, or typed, which moves it too."""
        if not self._showing:
            self.moved.emit()

    def put_back(self, position: int) -> None:
        """Put the writer back without saying `moved`."""
        self._showing = True
        try:
            self.place_caret(position)
        finally:
            self._showing = False

    def focus_target(self) -> QWidget:
        """Where Tab, or a restored caret, should land."""
        return self

    def caret(self) -> int:
        """Where the writer is, in code points; 0 where that means nothing."""
        return 0

    def place_caret(self, position: int) -> None:  # noqa: ARG002
        """Put the writer back; fields without text only take the focus."""
        self.focus_target().setFocus()

    def name(self, widget: QWidget, label: str = "") -> None:
        """Tell a screen reader what `widget` is for.

        A field's only widget carries the question itself; one of several carries its own
        label, and the question as its description.
        """
        widget.setAccessibleName(label or self.question.text)
        widget.setAccessibleDescription(self.question.text if label else self.question.help)


_FIELDS: dict[str, type[QuestionField]] = {}
_Field = TypeVar("_Field", bound=type[QuestionField])


def answers(kind: str) -> Callable[[_Field], _Field]:
    """Class decorator: this field is how questions of type `kind` are answered."""

    def keep(made: _Field) -> _Field:
        _FIELDS[kind] = made
        return made

    return keep


def field_class(kind: str) -> type[QuestionField]:
    """The field for a question type; KeyError where no module offers one."""
    return _FIELDS[kind]
