"""Make a pack: choose what to bring, see exactly what leaves, and save it as one file."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.entries import Query
from reflect_app.exporting.layouts import SUPERVISION, layout_for
from reflect_app.ui.jobs import Handle
from reflect_app.ui.learning.targets import PAGE_ID as LEARNING_PAGE
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack import choices
from reflect_app.ui.pack.by_question import QuestionList
from reflect_app.ui.pack.finder import EntryFinder
from reflect_app.ui.pack.leave import LeavingPart
from reflect_app.ui.pack.saving import file_name
from reflect_app.ui.pack.targets import PAGE_ID, PackOf
from reflect_app.ui.pack.tree import ChoiceTree
from reflect_app.ui.pack.what import LEARNING, ChartPart, KindPart
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, switch, way_back
from reflect_app.ui.widgets.card import Column, flow, row
from reflect_app.ui.widgets.text import label, muted, show_text, title
from reflect_app.ui.widgets.turns import Turns
from reflect_app.words import tr, trn

_BOTH = 700
"""Narrower than this, at normal text size, the choice and the preview take turns."""
_SOON = 150  # milliseconds: a run of ticks makes one preview


class PackPage(Page):
    """Nothing can be saved that the preview does not show as it is now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._starting: Handle | None = None
        self._ever = False
        self._given = PackOf(())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._look)
        self.leaving = LeavingPart(desk, entries=self._entries)
        self.leaving.again.connect(self._changed)
        self.look, self.saving = self.leaving.look, self.leaving.saving
        self.deciding = self.leaving.deciding
        self.tree = ChoiceTree()
        self.tree.setMinimumHeight(desk.theme.pixels(170))
        self.tree.changed.connect(self._changed)
        self.see = button(tr("See what leaves"), lambda: self.split.take(second=True))
        self.back = way_back(
            desk.theme, tr("Back to the choice"), lambda: self.split.take(second=False)
        )
        self.left, self.right = self._choosing(), self._leaving()
        self.saving.busy.connect(lambda on: self.left.setEnabled(not on))
        self.split = Turns(desk.theme, self.left, self.right, self.see, self.back, _BOTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self._show_kind()
        tab_through(self.split)

    def _choosing(self) -> QWidget:
        left = Column(560)
        left.box.setContentsMargins(20, 22, 12, 14)
        left.box.setSpacing(9)
        self.kind = KindPart()
        self.kind.changed.connect(self._start)
        self.learning = button(tr("Go to Learning"), lambda: self.desk.go(LEARNING_PAGE))
        self.nothing, self.more = muted(""), muted("")
        self.choice = self._choice()
        for part in (
            title(tr("Make a pack")),
            muted(tr("Tick what you want to bring. What is not ticked stays here.")),
            self.kind, self.nothing, self.more,
        ):  # fmt: skip
            left.box.addWidget(part)
        left.box.addLayout(row(self.learning, None))
        left.box.addWidget(self.choice, 1)
        left.box.addWidget(self.see, 0, Qt.AlignmentFlag.AlignLeading)
        self.nothing.hide()
        return left

    def _choice(self) -> QWidget:
        """All that only a document of entries needs."""
        self.finder = EntryFinder(self.desk)
        self.finder.chosen.connect(self._add)
        self.finder.every.connect(self._add_every)
        self.finder.hide()
        self.add_button = switch(tr("Add entries"), self._toggle_finder)
        self.by_question = QuestionList()
        self.by_question.setFixedHeight(self.desk.theme.pixels(150))
        self.by_question.ticked.connect(lambda key, on: self.tree.set_question(key, on=on))
        self.by_question.hide()
        self.question_button = switch(tr("By question"), self._toggle_questions)
        self.scores = QCheckBox(tr("Scores too"))
        self.scores.setMinimumHeight(MIN_TARGET)
        self.scores.toggled.connect(lambda on: self.tree.set_scores(on=on))
        self.charts = ChartPart()
        self.charts.changed.connect(self._changed)
        choice = QWidget()
        box = QVBoxLayout(choice)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(9)
        box.addWidget(self.tree, 1)
        box.addLayout(flow(self.add_button, self.question_button, self.charts.button, self.scores))
        for part in (self.by_question, self.finder, self.charts):
            box.addWidget(part)
        box.addLayout(self._cover())
        return choice

    def _cover(self) -> QVBoxLayout:
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Title on the cover"))
        self.name.setMaxLength(120)
        self.name.setMinimumHeight(MIN_TARGET + 4)
        self.name.textChanged.connect(lambda _: self._changed())
        words = label(tr("Title on the cover"), "small")
        words.setBuddy(self.name)
        self.writer = QCheckBox(tr("My name on the cover"))
        self.writer.setMinimumHeight(MIN_TARGET)
        self.writer.toggled.connect(lambda _: self._changed())
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(words)
        box.addWidget(self.name)
        box.addWidget(self.writer)
        return box

    def _leaving(self) -> QWidget:
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        box.addWidget(self.leaving, 1)
        return right

    def shown(self, target: object = None) -> None:
        """Open with what is marked, or with the entries asked for."""
        if isinstance(target, PackOf) or not self._ever:
            self._ever = True
            self._begin(target if isinstance(target, PackOf) else PackOf(()))
        self.tree.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Entries changed: offer what is marked now, and never a stale preview."""
        if self.deciding.made(changes):
            self._changed()
        elif changes.entries and self._ever:
            self._given = replace(self._given, session="")
            self._start()

    def hidden(self) -> None:
        """The next visit says nothing of the last file."""
        self.saving.result.clear()
        self.saving.lock.forget()

    def _welsh(self) -> bool:
        return self.desk.app.language == "cy"

    def _begin(self, given: PackOf) -> None:
        """With what is marked or given, whatever kind was made last."""
        self._given = given
        self.kind.pick(given.layout)
        self._start()

    def _start(self) -> None:
        """Offer what the kind of document that is picked begins with."""
        welsh, kind = self._welsh(), self.kind.wanted()
        entries = self._given.entries if kind.layout == SUPERVISION else ()
        self.deciding.forget()
        self._show_kind()
        if self._starting is not None:
            self._starting.cancel()
        if kind.layout != LEARNING:
            self._starting = self.desk.ask(
                lambda journal: choices.start(journal, entries, kind=kind, welsh=welsh),
                self._began,
                owner=self,
            )

    def _show_kind(self) -> None:
        layout = self.kind.wanted().layout
        elsewhere = layout == LEARNING
        self.learning.setVisible(elsewhere)
        self.choice.setVisible(not elsewhere)
        self.charts.show_for(layout)
        self.leaving.hold()
        if elsewhere:
            self.nothing.hide()
            self.more.hide()
            self.leaving.nothing()
        else:
            self.name.setPlaceholderText(layout_for(layout).label)
            self.saving.suggest(file_name(layout))

    def _began(self, found: choices.PackStart) -> None:
        layout = self.kind.wanted().layout
        self.kind.offer(found.months)
        self.writer.setVisible(bool(found.display_name))
        with QSignalBlocker(self.scores):
            self.scores.setChecked(layout_for(layout).everything)
        self.nothing.setText(
            tr("Nothing is marked yet. Add an entry below, or mark one while you read it.")
            if layout == SUPERVISION
            else tr("There is nothing of that kind yet.")
        )
        words = trn("{count} older entry is not listed. Add it below, or choose a shorter time.",
                    "{count} older entries are not listed. Add them below, by days or by words.",
                    found.more)  # fmt: skip
        show_text(self.more, words.format(count=found.more) if found.more else "")
        self.tree.show_choices(found.choices)
        if not found.choices:
            self.add_button.setChecked(True)

    def _toggle_finder(self, on: bool) -> None:
        self.finder.setVisible(on)
        if on:
            self.finder.look()
            self.finder.bar.line.setFocus()

    def _toggle_questions(self, on: bool) -> None:
        self.by_question.setVisible(on)
        if on:
            self.by_question.follow(self.tree)
            self.by_question.setFocus()

    def _add(self, entry: str) -> None:
        welsh, layout = self._welsh(), self.kind.wanted().layout
        self.desk.ask(
            lambda journal: choices.choice(journal, entry, layout=layout, welsh=welsh),
            self.tree.add,
            owner=self,
        )

    def _add_every(self, query: Query) -> None:
        welsh, kind = self._welsh(), self.kind.wanted()
        self.desk.ask(
            lambda journal: choices.several(journal, query, kind=kind, welsh=welsh),
            lambda found: self.tree.add(*found[0]),
            owner=self,
        )

    def _changed(self) -> None:
        """The choice moved on: nothing can leave until the preview has caught up."""
        self.leaving.hold()
        self.nothing.setVisible(not self.tree.entries())
        if not self.by_question.isHidden():
            self.by_question.follow(self.tree)
        self._soon.start()

    def _look(self) -> None:
        request = self.tree.request(self.name.text().strip(), writer=self.writer.isChecked())
        kind = self.kind.wanted()
        if request is None or kind.layout == LEARNING:
            self.leaving.nothing()
            return
        wanted = replace(
            request,
            swaps=self.deciding.decided.swaps,
            session=self._given.session if kind.layout == SUPERVISION else "",
            layout=kind.layout,
            charts=self.charts.wanted(),
        )
        self.leaving.preview(lambda journal: journal.packs.preview(wanted))

    def _entries(self) -> list[str]:
        return self.tree.entries()


PAGE = PageSpec(PAGE_ID, tr("Make a pack"), "pack", 40, PackPage, key="Ctrl+E")
