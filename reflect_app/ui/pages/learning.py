"""Learning: accounts for one's registration, kept apart from the journal they were copied from."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.learning.bodies import Body
from reflect_app.core.learning.copying import TEMPLATE
from reflect_app.core.prompts import in_language
from reflect_app.services.journal import Journal
from reflect_app.services.learning import Learning
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.compose.targets import CarryOn, EditEntry
from reflect_app.ui.journal.targets import PAGE_ID as JOURNAL
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.learning.counting import CountingCard
from reflect_app.ui.learning.leaving import LeavingPane
from reflect_app.ui.learning.listing import AccountsList
from reflect_app.ui.learning.promoting import begin, promote
from reflect_app.ui.learning.targets import PAGE_ID
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.adder import EntryAdder
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.widgets.buttons import button, primary, switch
from reflect_app.ui.widgets.card import Column, flow
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr

_Read = tuple[Learning, tuple[Body, ...], str]
_SETTINGS = {"learning_body", "learning_since", "learning_figures"}


class LearningPage(Page):
    """Counts and accounts on one page; what is ticked is looked at on the other, then saved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._name = ""
        self.counting = CountingCard(desk)
        self.accounts = AccountsList(self._kinds())
        self.empty = EmptyState(
            tr("No accounts yet"),
            tr("An account says what you learned, with nobody recognisable in it. Begin one here, "
               "or copy an entry into one: the entry stays as it is, and private."),
        )  # fmt: skip
        self.new = primary(tr("New account"), lambda: begin(desk))
        self.copy = switch(tr("Copy an entry"), self._toggle_adder)
        self.see = button(tr("See what leaves"), self._see)
        self.adder = EntryAdder(desk)
        self.adder.chosen.connect(lambda entry: promote(entry, desk))
        self.adder.hide()
        self.column = self._arrange()
        self.leaving = LeavingPane(desk)
        self.leaving.back.connect(self._back)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.column)
        self.stack.addWidget(self.leaving)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self._listen()

    def _arrange(self) -> Column:
        column = Column()
        box = column.box
        box.setSpacing(16)
        box.addWidget(title(tr("Learning")))
        box.addWidget(
            muted(tr("Accounts for your registration. The counts are for you: nobody is told."))
        )
        box.addWidget(self.counting)
        box.addLayout(flow(self.new, self.copy, self.see))
        box.addWidget(self.adder)
        box.addWidget(self.empty)
        box.addWidget(self.accounts)
        box.addStretch(1)
        return column

    def _listen(self) -> None:
        keep, desk = self.desk.save, self.desk
        self.counting.body_chosen.connect(
            lambda body: keep(lambda journal: journal.learning.choose(body), owner=self)
        )
        self.counting.since_changed.connect(
            lambda day: keep(lambda journal: journal.learning.count_since(day), owner=self)
        )
        self.counting.figure_changed.connect(
            lambda name, number: keep(
                lambda journal: journal.learning.set_figure(name, number), owner=self
            )
        )
        self.accounts.read.connect(lambda entry: desk.go(JOURNAL, ShowEntry(entry)))
        self.accounts.edit.connect(lambda entry: desk.go(COMPOSE, EditEntry(entry)))
        self.accounts.carry_on.connect(lambda draft: desk.go(COMPOSE, CarryOn(draft)))

    def _kinds(self) -> dict[str, str]:
        shown = in_language(self.desk.library.get(TEMPLATE), self.desk.app.language)
        question = shown.question("activity_type")
        return {choice.id: choice.label for choice in question.choices} if question else {}

    def shown(self, target: object = None) -> None:  # noqa: ARG002
        """Always the first page: what was to leave has left, or not."""
        self.stack.setCurrentWidget(self.column)
        self.copy.setChecked(False)
        self._ask()
        self.counting.body.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Accounts, drafts or the choice of body."""
        if changes.entries or changes.drafts or changes.settings & _SETTINGS:
            self._ask()

    def _ask(self) -> None:
        self.desk.ask(_read, self._came, owner=self)

    def _came(self, read: _Read) -> None:
        found, bodies, self._name = read
        self.counting.show_learning(found, bodies)
        self.accounts.show_learning(found)
        nothing = not (found.accounts or found.others or found.drafts)
        self.empty.setVisible(nothing)
        self.accounts.setVisible(not nothing)
        self.see.setVisible(bool(found.accounts or found.others))
        tab_through(self.column)

    def _toggle_adder(self, on: bool) -> None:
        self.adder.setVisible(on)
        if on:
            self.adder.look()
            self.adder.line.setFocus()

    def _see(self) -> None:
        ticked = self.accounts.ticked()
        if not ticked:
            self.desk.say(tr("Tick the accounts that are to leave first."))
            return
        self.stack.setCurrentWidget(self.leaving)
        self.leaving.open(ticked, has_name=bool(self._name))

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.column)
        self.see.setFocus()


def _read(journal: Journal) -> _Read:
    name = str(journal.settings.get("display_name"))
    return journal.learning.look(), journal.learning.bodies, name


PAGE = PageSpec(PAGE_ID, tr("Learning"), "learning", 70, LearningPage)
