"""The questions of a template, one under the other, with the folded ones under “More”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reflect_app.core.entries import Answer, Answers, Caret, Draft
from reflect_app.core.prompts import Question, Template
from reflect_app.core.prompts.showing import is_shown
from reflect_app.ui.compose.block import WORDY, QuestionBlock
from reflect_app.ui.compose.fold import Fold
from reflect_app.ui.order import tab_through
from reflect_app.ui.questions import Surroundings
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.people import PeopleField
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.words import tr

BETWEEN = 30
"""Air between two questions."""
_PAGE = 12
"""Lines of a page that is the only one to write on."""


class Form(QWidget):
    """Holds the answers of one draft while it is written. It saves nothing itself.

    `changed` follows every change, `picked` only those that a condition may wait for, `marked`
    a mark on one question, `moved` the caret through a typed answer.
    """

    changed = Signal()
    picked = Signal()
    moved = Signal()
    marked = Signal(str, bool)

    def __init__(
        self,
        template: Template,
        draft: Draft,
        around: Surroundings,
        theme: ThemeKeeper,
        parent: QWidget,
        *,
        leave_out: Iterable[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self._given = dict(draft.answers)
        self._editing = draft.entry is not None
        self._leave_out = frozenset(leave_out)
        self.blocks: dict[str, QuestionBlock] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(BETWEEN)
        self.above = QVBoxLayout()
        self.above.setSpacing(8)
        self._box.addLayout(self.above)
        self._template, self._draft = template, draft
        self._last_at = ""
        self._around, self._theme = around, theme
        self.fold = Fold(tr("More"), self)
        self.fold.hide()

    def build(self, after: QWidget | None = None) -> Iterator[QuestionBlock]:
        """Make the questions, each filled in; the caller may pause between any two.

        Tab comes to the first from `after`. What is not made yet keeps the answer it was given.
        """
        shown = [item for item in self._template.questions if item.role not in self._leave_out]
        last = [item for item in shown if item.block]
        folded = [item for item in shown if item.folded and not item.block]
        plain = [item for item in shown if not item.folded and not item.block]
        pages = [item.id for item in shown if item.type == "long_text"]
        for box, questions in ((self._box, plain), (self.fold.box, folded), (self._box, last)):
            if questions is folded:
                self._box.addWidget(self.fold)
                self.fold.setVisible(bool(folded))
                after = tab_through(self.fold.button, after) if folded else after
            for question in questions:
                block = self._begin(question, alone=pages == [question.id])
                for _ in block.field.filling():
                    yield block
                self._fill(block)
                yield block  # to make two dozen chips takes a turn, to dress them another
                block.setVisible(is_shown(question, self.answers()))
                box.addWidget(block)
                after = tab_through(block, after)
                yield block

    def parts(self) -> Iterator[QWidget]:
        """What Tab goes through, down the page: the blocks, and “More” before what it folds."""
        folding = False
        for block in self.blocks.values():
            if block.question.folded and not block.question.block and not folding:
                folding = True
                yield self.fold.button
            yield block

    def _begin(self, question: Question, *, alone: bool) -> QuestionBlock:
        """A question without its answer. `alone`: a template's one place to write is a page."""
        parent = self.fold.body if question.folded and not question.block else self
        block = QuestionBlock(question, self._around, self._theme, parent)
        block.hide()
        if alone and isinstance(block.field, LongTextField):
            block.field.editor.set_bounds(_PAGE, 2 * _PAGE)
        return block

    def _fill(self, block: QuestionBlock) -> None:
        """Give a question its answer, and begin to listen to it."""
        question = block.question
        block.field.set_value(self._given.get(question.id))
        block.set_marked(on=question.id in self._draft.marked_questions)
        if question.folded and block.value() is not None:
            self.fold.open(True)
        block.changed.connect(self._touched)
        block.marked.connect(self.marked)
        block.field.moved.connect(lambda: self._moved(question.id))
        self.blocks[question.id] = block

    def answers(self) -> Answers:
        """Every answer there is now; those of questions that are not on the page are kept."""
        held: dict[str, Answer] = {}
        for name in dict.fromkeys([*self.blocks, *self._given]):
            value = self.blocks[name].value() if name in self.blocks else self._given[name]
            if value is not None:
                held[name] = value
        return held

    def answer(self, question: str, value: Answer) -> None:
        """Fill in an answer on the person's behalf, as when they press an offered one."""
        block = self.blocks.get(question)
        if block is not None:
            block.field.set_value(value)
            self._changed(question)

    def show_what_applies(self) -> None:
        """Show and hide the questions that wait for another answer."""
        answers = self.answers()
        for block in self.blocks.values():
            block.setVisible(is_shown(block.question, answers))

    def caret(self) -> Caret | None:
        """Where the writer is: the question that has the focus, and the place in its text."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        for name, block in self.blocks.items():
            if block.isAncestorOf(focus):
                return Caret(name, block.field.caret())
        return None

    def last_caret(self) -> Caret | None:
        """Where the writer is or was: a lock hides the page before its last words are saved."""
        block = self.blocks.get(self._last_at)
        last = Caret(self._last_at, block.field.caret()) if block is not None else None
        return self.caret() or last

    def has_place_for(self, caret: Caret | None) -> bool:
        """Whether the question that `place_caret` would go to is made by now."""
        if caret is not None:
            return caret.question in self.blocks
        return not self._editing and any(
            block.value() is None for block in self.blocks.values() if not block.isHidden()
        )

    def place_caret(self, caret: Caret | None) -> None:
        """Put the writer back where they were, or where one would begin: at the first
        question without an answer on a new page."""
        block = self.blocks.get(caret.question) if caret else None
        if caret is not None and block is not None:
            if block.question.folded:
                self.fold.open(True)
            block.field.put_back(caret.position)
        elif self.blocks:
            shown = [item for item in self.blocks.values() if not item.isHidden()]
            open_ones = [item for item in shown if item.value() is None and not self._editing]
            (open_ones or shown)[0].field.focus_target().setFocus()

    def refresh_people(self) -> None:
        """Another pseudonym came to be: offer it."""
        for block in self.blocks.values():
            if isinstance(block.field, PeopleField):
                block.field.refresh()

    def _moved(self, name: str) -> None:
        self._last_at = name
        self.moved.emit()

    def _touched(self, name: str) -> None:
        self._last_at = name
        self._changed(name)

    def _changed(self, name: str) -> None:
        if self.blocks[name].question.type not in WORDY:
            self.show_what_applies()
            self.picked.emit()
        self.changed.emit()
