"""One page that is being written: header, form and closing, kept on disk as it grows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Caret, Draft, Shift
from reflect_app.core.looking_back import REVIEW
from reflect_app.core.prompts.model import Button
from reflect_app.core.renaming import Renaming
from reflect_app.errors import ReflectError
from reflect_app.services.notes import left_line
from reflect_app.ui.compose.acts import Opened, people_now, tags_now
from reflect_app.ui.compose.closing import Closing
from reflect_app.ui.compose.form import Form
from reflect_app.ui.compose.keeper import DraftKeeper
from reflect_app.ui.compose.offering import Offering, PageHands
from reflect_app.ui.compose.offers import SupportStrip
from reflect_app.ui.compose.pointing import PageSide, Pointing
from reflect_app.ui.compose.spelling import Spelling
from reflect_app.ui.compose.when import WhenLine
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk
from reflect_app.ui.questions import Surroundings
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, Column, row
from reflect_app.ui.widgets.notice import ERROR, WARN, Notice
from reflect_app.ui.widgets.text import muted, subheading, title
from reflect_app.words import tr, trn


class Sheet(QWidget):
    """A draft on screen. It saves itself; ending is asked for by `finished`, `later`, `dropped`.

    `finished` says whether to lock afterwards. `template_asked` names another template.
    """

    finished = Signal(bool)
    later = Signal()
    dropped = Signal()
    template_asked = Signal(str)

    def __init__(self, desk: Desk, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.opened = opened
        self._draft = opened.draft
        self._people = list(opened.people)
        self.template = opened.template
        self.trouble = Notice(parent=self)
        self.column = Column(width=720, parent=self)
        self.keeper = DraftKeeper(desk, self.draft, self)
        self.keeper.on_disk = opened.on_disk
        self._whole = self._caret_waits = False
        self._build()
        hands = PageHands(self.draft, self.mark, self.press, self.template_asked.emit)
        self.offering = Offering(desk, opened, self.form, hands)
        self._connect()

    def grow(self) -> Iterator[object]:
        """The questions one by one, then what looks after them. Step through it once it shows."""
        box = self.column.box
        if self.template.support_on_top:
            there = self._who_is_there()
            box.insertWidget(box.indexOf(self.form), there)
            yield there
        head = tab_through(self.column)
        place = box.indexOf(self.form) + 1
        for block in self.form.build(head):
            if block.parentWidget() is self.form and not block.isHidden():
                self.column.make_room(self.form)
            if self._caret_waits and self.form.has_place_for(self.opened.draft.caret):
                self._put_caret()
            yield block
        box.insertWidget(place, self.closing)
        self.closing.show()
        yield self.closing
        side = PageSide(lambda: self._people, self._met, self._person_refused, self._ids, self._put)
        self.pointing = Pointing(self.desk, self.form, side)
        yield self.pointing
        self.spelling = Spelling(self.desk, self.form, lambda: self._people)
        self._add_keys()
        yield self.spelling
        for part in self.form.parts():
            head = tab_through(part, head)
            yield part
        tab_through(self.closing, head)
        self._whole = True
        if self._caret_waits:
            self._put_caret()
        self.offering.look()
        self.desk.ask(tags_now, self.closing.tags.suggest, owner=self)

    def place_caret(self, caret: Caret | None) -> None:
        """Put the writer there, now or as soon as the question is made."""
        if self._whole:
            self.form.place_caret(caret)
        else:
            self._caret_waits = True
            if self.form.has_place_for(caret):
                self._put_caret()

    def _put_caret(self) -> None:
        self._caret_waits = False
        self.form.place_caret(self.opened.draft.caret)

    def _build(self) -> None:
        editing = self._draft.entry is not None
        mark_asked = self.template.with_role("mark") is not None and not editing
        box = self.column.box
        inside = box.parentWidget()
        assert inside is not None
        self._head(box, inside)
        self.form = Form(
            self.template, self._draft, self._around(), self.desk.theme, inside,
            leave_out=("mark",) if editing else (),
        )  # fmt: skip
        box.addWidget(self.form)
        self.closing = Closing(self._draft, inside, with_mark=not mark_asked)
        self.closing.hide()  # until all the questions stand above it
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.trouble)
        whole.addWidget(self.column, 1)

    def _head(self, box: QVBoxLayout, inside: QWidget) -> None:
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(title(self.template.title))
        head.addWidget(muted(self._subtitle()))
        event = self._draft.event or self.desk.clock.now().isoformat(timespec="seconds")
        asks_shift = any(item.type == "shift" for item in self.template.questions)
        self.when = WhenLine(
            self.desk.clock, event, self._draft.shift, inside, with_shift=not asks_shift
        )
        head.addWidget(self.when)
        if self.template.id == REVIEW:
            said = tr("See what you said this month")
            self.said = button(said, lambda: self.desk.go("month"), "link")
            head.addLayout(row(self.said, None))
        box.addLayout(head)
        if self.opened.draft.left:
            box.addWidget(Notice(left_line()))
        if self.template.banner:
            box.addWidget(Notice(self.template.banner, kind=WARN))

    def _who_is_there(self) -> Card:
        card = Card(self.column.box.parentWidget())
        card.box.addWidget(subheading(tr("People who are there, now or later")))
        card.box.addWidget(SupportStrip(self.opened.support, card))
        return card

    def _subtitle(self) -> str:
        if self._draft.entry is not None:
            return tr("Changing an entry. What it said before stays in its history.")
        count = self.template.minutes
        minutes = trn("{count} minute", "{count} minutes", count).format(count=count)
        return tr("{minutes} · {purpose}").format(minutes=minutes, purpose=self.template.purpose)

    def _around(self) -> Surroundings:
        return Surroundings(
            people=lambda: self._people,
            add_person=self._add_person,
            marked=lambda: self.opened.marked,
            today=self._today,
        )

    def _today(self) -> date:
        return self.desk.clock.now().date()

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.picked.connect(self._picked)
        self.form.moved.connect(self.keeper.follow)
        self.form.marked.connect(self._question_marked)
        self.when.changed.connect(self.keeper.touch)
        self.closing.changed.connect(self.keeper.touch)
        self.closing.done.connect(lambda: self.finished.emit(False))
        self.closing.done_and_lock.connect(lambda: self.finished.emit(True))
        self.closing.later.connect(self.later)
        self.closing.dropped.connect(self.dropped)
        self.keeper.failed.connect(self.show_trouble)
        self.keeper.recovered.connect(self.trouble.clear)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", lambda: self.finished.emit(False)),
            ("Ctrl+Enter", lambda: self.finished.emit(False)),
            ("Ctrl+S", self.keeper.flush),
            ("Ctrl+M", self._mark_here),
            ("Ctrl+R", self.pointing.open_here),
            ("Ctrl+Shift+R", self.pointing.replace_here),
            ("F7", self.spelling.open_here),
            ("Ctrl+Shift+N", self.pointing.not_a_name_here),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def draft(self) -> Draft:
        """The page as it stands on screen, with the writer's place in it."""
        caret = self.form.last_caret() or self._draft.caret
        self._draft = replace(
            self._draft,
            answers=self.form.answers(),
            event=self.when.event_at(),
            shift=self.when.shift(),
            tags=self.closing.tags.tags(),
            marked=self.closing.mark.isChecked(),
            caret=caret,
        )
        return self._draft

    def is_empty(self) -> bool:
        """Whether the person put nothing in. A shift that was offered is not theirs."""
        draft = self.draft()
        own = [value for value in draft.answers.values() if not isinstance(value, dict)]
        return not (own or draft.tags or draft.marked or draft.marked_questions)

    def show_trouble(self, error: ReflectError) -> None:
        """One sentence and a hint above the page; the words stay where they are."""
        self.trouble.tell(error.message, error.hint, ERROR, tr("Try again"), self.keeper.flush)

    def refresh_people(self) -> None:
        """Somebody was added or retired elsewhere."""
        self.desk.ask(people_now, self._people_came, owner=self)

    def mark(self, question: str) -> None:
        """Mark a question, or with "" the whole page, because the person pressed an offer."""
        if question in self.form.blocks:
            self.form.blocks[question].set_marked(on=True)
            self._question_marked(question, on=True)
            return
        asked = self.template.with_role("mark")
        if asked is not None and asked.id in self.form.blocks:
            self.form.answer(asked.id, True)
        self.closing.set_marked(on=True)

    def press(self, button: Button) -> None:
        """A button of an offer was pressed."""
        if button.do == "save-and-lock":
            # "This page will wait": it is kept as it stands, and waits on Today.
            self.keeper.when_clean(self.desk.lock)
        elif button.do == "answer":
            self.form.answer(button.question, button.choice)

    def _changed(self) -> None:
        self.keeper.touch()

    def _mark_here(self) -> None:
        """Mark the question one is in, or take its mark off."""
        caret = self.form.caret()
        block = self.form.blocks[caret.question] if caret else None
        if block is not None and not block.mark.isHidden():
            block.mark.click()

    def _picked(self) -> None:
        answers = self.form.answers()
        for question in self.template.questions:
            answer = answers.get(question.id)
            if question.type == "shift":
                self.when.set_shift(self._as_shift(answer))
            elif question.role == "mark" and question.id in self.form.blocks:
                self.closing.set_marked(on=answer is True)
        if self._whole:
            self.offering.look()

    def _as_shift(self, answer: object) -> Shift | None:
        if not isinstance(answer, dict):
            return None
        return Shift(answer["start"], answer["kind"], self.desk.clock.zone())

    def _question_marked(self, question: str, on: bool) -> None:
        others = tuple(name for name in self._draft.marked_questions if name != question)
        marked = (*others, question) if on else others
        self._draft = replace(self._draft, marked_questions=marked)
        self.keeper.touch()
        if on:
            self.desk.say(tr("Marked for you to bring. Nothing has been sent."))

    def _ids(self) -> tuple[str, ...]:
        return (self._draft.id, *([self._draft.entry] if self._draft.entry else []))

    def _put(self, renaming: Renaming) -> None:
        """Replace a name in every answer and tag that still holds it."""
        answers = self.form.answers()
        for question, value in renaming.answers(self.template, answers).items():
            if value != answers.get(question):
                self.form.answer(question, value)
        tags = self.closing.tags.tags()
        if renaming.tags(tags) != list(tags):
            self.closing.tags.set_tags(renaming.tags(tags))
            self.keeper.touch()

    def _met(self, pseudonym: str) -> None:
        self._people.append(pseudonym)
        self.form.refresh_people()

    def _add_person(self, pseudonym: str) -> None:
        self._met(pseudonym)
        self.desk.save(
            lambda journal: journal.people.add(pseudonym), failed=self._person_refused, owner=self
        )

    def _person_refused(self, error: ReflectError) -> None:
        self.trouble.tell(error.message, error.hint, ERROR)
        self.refresh_people()

    def _people_came(self, people: tuple[str, ...]) -> None:
        self._people = list(people)
        self.form.refresh_people()
