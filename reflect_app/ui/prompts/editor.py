"""Writing a prompt of one's own: title, purpose, minutes and questions, with the page beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.prompts import Template, TemplateError
from reflect_app.core.prompts.forms import Built, FormProblem, QuestionForm, TemplateForm
from reflect_app.errors import InvalidInputError, ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.jobs import Handle
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk
from reflect_app.ui.prompts.preview import Preview, filled
from reflect_app.ui.prompts.question_card import QuestionCard
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, primary, way_back
from reflect_app.ui.widgets.card import GAP, Column, flow, row
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import ERROR, Notice
from reflect_app.ui.widgets.number_box import number_box
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr

_SOON = 350  # milliseconds: the page beside is drawn when the writer pauses
_BOTH = 900
"""Narrower than this, at normal text size, the page is shown below when it is asked for."""


@dataclass(frozen=True, slots=True)
class _Looked:
    problems: tuple[FormProblem, ...]
    built: Built | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Kept:
    template: Template
    form: TemplateForm
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Aside:
    changes: Changes


class PromptEditorView(QWidget):
    """One prompt being written. `closed` asks for the list; `kept` follows a save."""

    closed = Signal()
    kept = Signal(object)
    reopened = Signal(object)
    """A form that was dropped is wanted back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._given = TemplateForm()
        self._before = TemplateForm()
        self._told = self._below = False
        self._asked: Handle | None = None
        self._shared: dict[str, str] = {}
        self.cards: list[QuestionCard] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.look)
        self.preview = Preview(desk)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.column = self._left()
        self.split.addWidget(self.column)
        self.split.addWidget(self.preview)
        self.split.setSizes([500, 500])
        self.split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        desk.theme.changed.connect(self._arrange)
        self._keys()

    def _left(self) -> Column:
        column = Column(680)
        self.heading = title("")
        self.notice = Notice(closable=True)
        self.name, self.purpose = QLineEdit(), QLineEdit()
        self.minutes = number_box(1, 240)
        self.head = {
            "title": Field(tr("Title"), self.name),
            "purpose": Field(tr("What it is for"), self.purpose),
            "minutes": Field(tr("Minutes"), self.minutes),
        }
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        self.add = button(tr("Add a question"), self.add_question, hint=tr("Ctrl+Shift+Return"))
        self.shared = QVBoxLayout()
        self.save = primary(tr("Save prompt"), self.keep)
        self.look_button = button(tr("Show the page"), self._swap)
        self.back = way_back(self._desk.theme, tr("Back to the list"), self.closed.emit)
        column.box.setSpacing(GAP)
        column.box.addLayout(row(self.back, None))
        column.box.addWidget(self.heading)
        column.box.addWidget(self.notice)
        for field in self.head.values():
            field.control.setMinimumHeight(MIN_TARGET + 8)
            column.box.addWidget(field)
        column.box.addLayout(self._list)
        column.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.box.addLayout(self.shared)
        self.drop = button(tr("Leave it as it was"), self._throw_away, "quiet")
        column.box.addLayout(flow(self.save, self.look_button, self.drop))
        column.box.addStretch(1)
        self.name.textChanged.connect(self._changed)
        self.purpose.textChanged.connect(self._changed)
        self.minutes.valueChanged.connect(self._changed)
        return column

    def _keys(self) -> None:
        for keys, act in (
            ("Alt+Up", lambda: self._move_here(-1)),
            ("Alt+Down", lambda: self._move_here(1)),
            ("Ctrl+Shift+Delete", self._remove_here),
            ("Ctrl+Shift+Return", self.add_question),
            ("Ctrl+S", self.keep),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def open(
        self, form: TemplateForm, blocks: tuple[tuple[str, str], ...], *, in_work: bool = False
    ) -> None:
        """Show a form to be filled in. `blocks` are the shared questions on offer; `in_work`
        says that what it shows was saved nowhere as a prompt.
        """
        self._shared = dict(blocks)
        self._given, self._told = form, False
        self.heading.setText(tr("Change a prompt") if form.id else tr("A new prompt"))
        self.notice.clear()
        for card in list(self.cards):
            self._drop(card)
        self.name.setText(form.title)
        self.purpose.setText(form.purpose)
        self.minutes.setValue(form.minutes)
        for question in form.questions:
            self._insert(QuestionCard(question, self._shared.get(question.block, "")))
        self._offer_shared()
        self._before = TemplateForm() if in_work else self.form()
        self._placed()
        self.preview.verticalScrollBar().setValue(0)
        self.column.verticalScrollBar().setValue(0)
        self.name.setFocus()
        self.look()

    def form(self) -> TemplateForm:
        """The prompt as it stands on the page."""
        return replace(
            self._given,
            title=self.name.text().strip(),
            purpose=self.purpose.text().strip(),
            minutes=self.minutes.value(),
            questions=tuple(card.form() for card in self.cards),
        )

    def is_changed(self) -> bool:
        """Whether something on the page is not saved."""
        return self.form() != self._before

    def add_question(self, question: QuestionForm | None = None) -> None:
        """Put one in after the one that has the focus, or before the shared ones at the end."""
        given = question or QuestionForm()
        here = self._here()
        at = self.cards.index(here) + 1 if here else len(self.cards)
        if here is None and not given.block:
            while at and self.cards[at - 1].given.block:
                at -= 1
        card = QuestionCard(given, self._shared.get(given.block, ""))
        self._insert(card, at)
        self._placed()
        card.focus()
        self._changed()

    def shift(self, card: QuestionCard, by: int) -> None:
        """Move a question up or down; the focus goes with it."""
        at = self.cards.index(card)
        to = at + by
        if not 0 <= to < len(self.cards):
            return
        focus = QApplication.focusWidget()
        self.cards.insert(to, self.cards.pop(at))
        self._list.removeWidget(card)
        self._list.insertWidget(to, card)
        self._placed()
        if focus is not None:
            (focus if focus.isEnabled() else card.out).setFocus()
        self.column.ensureWidgetVisible(card, 0, GAP)
        self._desk.say(tr("Now question {n}.").format(n=to + 1))
        self._changed()

    def remove(self, card: QuestionCard) -> None:
        """Take a question out, with a way back."""
        at, held = self.cards.index(card), card.form()
        self._drop(card)
        self._placed()
        left = self.cards[min(at, len(self.cards) - 1)] if self.cards else None
        (left.focus if left else self.add.setFocus)()
        self._changed()
        self.notice.tell(
            tr("The question was taken out."), "", action=tr("Undo"),
            act=lambda: self._put_back(held, at),
        )  # fmt: skip

    def _put_back(self, held: QuestionForm, at: int) -> None:
        card = QuestionCard(held, self._shared.get(held.block, ""))
        self._insert(card, min(at, len(self.cards)))
        self._placed()
        card.focus()
        self._changed()

    def keep(self) -> None:
        """Save the prompt; what does not fit is said where it is."""
        form = self.form()
        self._told = True
        self._desk.save(
            lambda journal: _save(journal, form), self._was_kept, failed=self._refused, owner=self
        )

    def keep_on_the_way_out(self) -> None:
        """Save what fits; put aside what does not yet, so that a lock loses nothing of it."""
        if self.is_changed():
            form = self.form()
            self._desk.save(
                lambda journal: _save_or_put_aside(journal, form),
                self._went, failed=lambda _error: None, owner=self,
            )  # fmt: skip

    def _went(self, left: _Kept | _Aside) -> None:
        if isinstance(left, _Kept):
            self._kept_quietly(left)

    def _throw_away(self) -> None:
        """Back to the list without these changes, with a way back to them."""
        form, changed = self.form(), self.is_changed()
        self._before = form  # nothing of it is kept on the way out
        self._desk.save(lambda journal: _Aside(journal.prompt_editor.put_aside(None).changes))
        self.closed.emit()
        if changed:
            self._desk.offer_undo(tr("The changes were dropped."), lambda: self.reopened.emit(form))

    def look(self) -> None:
        """Draw the page beside, and once Save was tried say what still does not fit."""
        form = self.form()
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.ask(lambda journal: _look(journal, form), self._came, owner=self)

    def _came(self, looked: _Looked) -> None:
        if looked.built is None:
            self.preview.show_reason(looked.reason)
        else:
            self.preview.show_template(looked.built.template, looked.built.dropped)
        self._complain(looked.problems if self._told else ())

    def _complain(self, problems: tuple[FormProblem, ...]) -> None:
        told = {problem.part: problem.reason for problem in problems if problem.question is None}
        for part, field in self.head.items():
            field.complain(told.get(part, ""))
        for place, card in enumerate(self.cards):
            card.complain([problem for problem in problems if problem.question == place])

    def _was_kept(self, kept: _Kept) -> None:
        self._kept_quietly(kept)
        self.kept.emit(kept.template)

    def _kept_quietly(self, kept: _Kept) -> None:
        """From here on the page has the ids that the saved questions were given."""
        self._given = kept.form
        if len(kept.form.questions) == len(self.cards):
            for card, question in zip(self.cards, kept.form.questions, strict=True):
                if card.given.block == question.block:
                    card.given = question
        self._before = self.form()

    def _refused(self, error: ReflectError) -> None:
        reason = error.reason if isinstance(error, TemplateError) else error.message
        self.notice.tell(reason, error.hint, ERROR)
        self.look()

    def _changed(self) -> None:
        self._soon.start()

    def _insert(self, card: QuestionCard, at: int | None = None) -> None:
        place = len(self.cards) if at is None else at
        self.cards.insert(place, card)
        self._list.insertWidget(place, card)
        card.changed.connect(self._changed)
        card.moved.connect(lambda by, card=card: self.shift(card, by))
        card.removed.connect(lambda card=card: self.remove(card))

    def _drop(self, card: QuestionCard) -> None:
        self.cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _placed(self) -> None:
        for place, card in enumerate(self.cards):
            card.place(place, len(self.cards))
        tab_through(self.column)

    def _offer_shared(self) -> None:
        if self.shared.count() or not self._shared:
            return
        for name, text in self._shared.items():
            act = QuestionForm("yes_no", block=name)
            made = button(tr("Add"), partial(self.add_question, act))
            made.setAccessibleName(tr("Add “{question}”").format(question=text))
            line = row(muted(text), made)
            line.setStretch(0, 1)
            self.shared.addLayout(line)

    def _here(self) -> QuestionCard | None:
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((card for card in self.cards if card.isAncestorOf(focus)), None)

    def _move_here(self, by: int) -> None:
        card = self._here()
        if card is not None:
            self.shift(card, by)

    def _remove_here(self) -> None:
        card = self._here()
        if card is not None:
            self.remove(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the questions or the page, with a button between them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        both = self.width() >= self._desk.theme.pixels(_BOTH)
        self.look_button.setVisible(not both)
        way = Qt.Orientation.Horizontal if both else Qt.Orientation.Vertical
        self.split.setOrientation(way)
        self.preview.setVisible(both or self._below)

    def _swap(self) -> None:
        """In a narrow window the page comes below the questions when it is asked for."""
        self._below = not self._below
        self.look_button.setText(tr("Hide the page") if self._below else tr("Show the page"))
        self._arrange()


def _save_or_put_aside(journal: Journal, form: TemplateForm) -> _Kept | _Aside:
    try:
        return _save(journal, form)
    except InvalidInputError:
        return _Aside(journal.prompt_editor.put_aside(form).changes)


def _save(journal: Journal, form: TemplateForm) -> _Kept:
    template = journal.prompt_editor.save(form)
    journal.prompt_editor.put_aside(None)
    form = journal.prompt_editor.form(template.id)
    return _Kept(template, form, Changes(settings=frozenset({"own_templates"})))


def _look(journal: Journal, form: TemplateForm) -> _Looked:
    problems = journal.prompt_editor.problems(form)
    try:
        return _Looked(problems, journal.prompt_editor.preview(filled(form)), "")
    except TemplateError as error:
        return _Looked(problems, None, error.reason)
