"""One question on the page: its words, what must be said before it, the field, and its mark."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import DISTRESS_ROLES, Question, distress_line
from reflect_app.ui.questions import QuestionField, Surroundings, make_field
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import IconButton, show_on
from reflect_app.ui.widgets.notice import INFO, Notice
from reflect_app.ui.widgets.text import label, muted, small
from reflect_app.words import tr

_UNMARKED_ROLES = frozenset({"mark", "record", "record_next", "bring"})
WORDY = frozenset({"text", "long_text", "actions", "options", "number"})
"""Types that are typed rather than picked: no condition waits for each letter of theirs."""

# Their last stop for Tab is on their last line, so the mark stands beside that.
_DEEP = frozenset({"shift", "emotions", "people", "actions", "options"})


class QuestionBlock(QWidget):
    """A question and everything that belongs right under it. `below` takes what is offered.

    Its field still has to be taken through `filling`.
    """

    changed = Signal(str)
    marked = Signal(str, bool)

    def __init__(
        self, question: Question, around: Surroundings, theme: ThemeKeeper, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.question = question
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(7)
        if question.notice:
            box.addWidget(Notice(question.notice, _routes(question), INFO))
        if question.role in DISTRESS_ROLES:
            box.addWidget(muted(distress_line()))
            box.addSpacing(7)  # it stands before the question, and is no part of it
        self.field: QuestionField = make_field(question, around, self)
        self.field.changed.connect(lambda: self.changed.emit(question.id))
        self.mark = _mark_button(theme, self)
        self.mark.setVisible(question.role not in _UNMARKED_ROLES)
        self.mark.toggled.connect(self._mark_toggled)
        words = label(question.text, "question")
        words.setBuddy(self.field.focus_target())
        box.addWidget(words)
        if question.help:
            box.addWidget(small(question.help))
        box.addLayout(self._answer())
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        box.addLayout(self.below)

    def _answer(self) -> QHBoxLayout:
        """The field with its mark beside it, so that Tab comes to the mark after the answer."""
        across = QHBoxLayout()
        across.setSpacing(4)
        across.addWidget(self.field, 1)
        deep = self.question.type in _DEEP
        side = Qt.AlignmentFlag.AlignBottom if deep else Qt.AlignmentFlag.AlignTop
        across.addWidget(self.mark, 0, side)
        keep = self.mark.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.mark.setSizePolicy(keep)
        return across

    def value(self) -> Answer | None:
        """The answer, or None."""
        return self.field.value()

    def set_marked(self, *, on: bool) -> None:
        """Show whether this question is marked, without saying `marked`."""
        show_on(self.mark, on=on)
        self._say_mark()

    def _mark_toggled(self, on: bool) -> None:
        self._say_mark()
        self.marked.emit(self.question.id, on)

    def _say_mark(self) -> None:
        on = self.mark.isChecked()
        self.mark.setToolTip(
            tr("Marked for you to bring. Nothing has been sent.")
            if on
            else tr("Mark this answer for supervision (Ctrl+M)")
        )
        self.mark.setAccessibleName(tr("Mark for supervision: {q}").format(q=self.question.text))


def _mark_button(theme: ThemeKeeper, parent: QWidget) -> IconButton:
    made = IconButton(
        theme, "mark", tr("Mark this answer for supervision"), parent=parent, role="muted"
    )
    made.setCheckable(True)
    return made


def _routes(question: Question) -> str:
    if not question.routes:
        return ""
    names = " · ".join(route.label for route in question.routes)
    return tr("You could turn to: {routes}").format(routes=names)
