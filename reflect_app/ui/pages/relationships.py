"""Relationships: the writer's own pattern with each pseudonym. Opened by a click, every time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.relationships import RelationshipMap, law_line
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.charts.card import FigureCard, private_line
from reflect_app.ui.insights.period import PeriodPick
from reflect_app.ui.journal.targets import PAGE_ID as JOURNAL
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.relationships import fetch
from reflect_app.ui.relationships.map_picture import MapPicture, key_line, map_title, more_line
from reflect_app.ui.relationships.people import PeopleList
from reflect_app.ui.relationships.person import PersonView
from reflect_app.ui.today.lines import clear
from reflect_app.ui.widgets.buttons import primary, way_back
from reflect_app.ui.widgets.card import Card, Column, row
from reflect_app.ui.widgets.text import body, muted, title
from reflect_app.words import tr


class RelationshipsPage(Page):
    """Closed, it has read nothing. Leaving it closes it again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._person = ""
        self.view: PersonView | None = None
        self.map: FigureCard[RelationshipMap] | None = None
        self.open = primary(tr("Open"), self._open)
        self.gate = self._gate()
        self.period = PeriodPick(desk.clock.now().date())
        self.period.changed.connect(self._ask)
        self.back = way_back(desk.theme, tr("Back to everybody"), self._everybody)
        self.people = PeopleList()
        self.people.opened.connect(self._choose)
        self.people.added.connect(self._add)
        self.heading = title(tr("Relationships"))
        self.law = muted(f"{law_line()} {private_line()}")
        self._holder = QVBoxLayout()
        self.column = Column(820)
        self._arrange()

    def _gate(self) -> Column:
        card = Card()
        card.box.addWidget(title(tr("Relationships")))
        card.box.addWidget(body(law_line()))
        words = tr(
            "It puts together what you marked about being with people, by pseudonym: warmth, "
            "wariness, pulls and the door. It holds no facts about anybody, and it is in no pack."
        )
        card.box.addWidget(muted(words))
        card.box.addLayout(row(self.open, None))
        gate = Column(620)
        gate.box.addStretch(1)
        gate.box.addWidget(card)
        gate.box.addStretch(2)
        return gate

    def _arrange(self) -> None:
        box = self.column.box
        box.setSpacing(16)
        box.addWidget(self.heading)
        box.addWidget(self.law)
        box.addLayout(row(self.back, self.period))
        box.addLayout(self._holder)
        box.addWidget(self.people)
        box.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gate)
        self.stack.addWidget(self.column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def shown(self, target: object = None) -> None:  # noqa: ARG002
        """Ask first."""
        if not self._opened():
            self.open.setFocus()

    def hidden(self) -> None:
        """Close: nothing of it is kept on a page that nobody looks at."""
        self.stack.setCurrentWidget(self.gate)
        self._empty()

    def refresh(self, changes: Changes) -> None:
        """Entries or pseudonyms changed."""
        if self._opened() and (changes.entries or changes.people):
            self._ask()

    def _opened(self) -> bool:
        return self.stack.currentWidget() is self.column

    def _open(self) -> None:
        self._person = ""
        self.stack.setCurrentWidget(self.column)
        self._ask()
        self.period.setFocus()

    def _empty(self) -> None:
        clear(self._holder)
        self.view = self.map = None

    def _everybody(self) -> None:
        self._person = ""
        self._ask()
        self.period.setFocus()

    def _choose(self, person: str) -> None:
        self._person = person
        self._ask()
        self.back.setFocus()

    def _ask(self) -> None:
        person, period = self._person, self.period.period()
        if person:
            self.desk.ask(
                lambda journal: fetch.one_person(journal, person, period),
                self._one_came, failed=self._gone, owner=self,
            )  # fmt: skip
        else:
            self.desk.ask(
                lambda journal: fetch.everybody(journal, period), self._all_came, owner=self
            )

    def _gone(self, error: ReflectError) -> None:
        """Merged or forgotten meanwhile."""
        if isinstance(error, NotFoundError):
            self._everybody()
        else:
            self.desk.trouble(error)

    def _all_came(self, found: fetch.Everybody) -> None:
        if not self._opened() or self._person:
            return
        self._empty()
        self.period.offer(found.periods, found.period)
        self._front(one=False)
        if found.map.ties:
            self.map = FigureCard(
                self.desk, "relationships", map_title(), found.map, found.map,
                lambda shown: MapPicture(self.desk.theme, shown),
            )  # fmt: skip
            self.map.words.addWidget(muted(key_line()))
            self.map.words.addWidget(body(found.map.summary))
            more = more_line(found.map)
            if more:
                self.map.words.addWidget(muted(more))
            self._holder.addWidget(self.map)
        else:
            self._holder.addWidget(body(_nothing()))
        counts = {tie.person: tie.contacts for tie in found.map.ties}
        self.people.show_people(found.people, counts, found.offered, read_only=found.read_only)
        tab_through(self.column)

    def _one_came(self, found: fetch.OnePerson) -> None:
        if not self._opened() or self._person != found.person.id:
            return
        self._empty()
        self.period.offer(found.periods, found.period)
        self._front(one=True)
        self.view = PersonView(self.desk, found)
        self.view.read.connect(lambda entry: self.desk.go(JOURNAL, ShowEntry(entry)))
        self._manage(self.view, found)
        self._holder.addWidget(self.view)
        self.column.verticalScrollBar().setValue(0)
        tab_through(self.column)

    def _front(self, *, one: bool) -> None:
        self.back.setVisible(one)
        for part in (self.heading, self.law, self.people):
            part.setVisible(not one)

    def _manage(self, view: PersonView, found: fetch.OnePerson) -> None:
        managing, person = view.managing, found.person
        managing.renamed.connect(lambda word: self._rename(person.id, person.pseudonym, word))
        managing.retired.connect(lambda on: self._retire(person.id, on=on))
        managing.merged.connect(lambda into: self._merge(person.id, into))
        managing.forget_asked.connect(
            lambda: self.desk.ask(
                lambda journal: fetch.uses(journal, person.id), managing.ask_forget, owner=managing
            )
        )
        managing.forgotten.connect(lambda: self._forget(person.id))

    def _add(self, word: str) -> None:
        self.desk.save(
            lambda journal: journal.people.add(word),
            lambda _: self.people.complain(),
            failed=_said_at(self.desk, self.people.complain),
            owner=self,
        )

    def _rename(self, id_: str, before: str, word: str) -> None:
        def done(saved: Saved) -> None:
            if saved.at:
                self.desk.offer_undo(
                    tr("{before} is called {after} now.").format(before=before, after=word),
                    lambda: self.desk.save(lambda journal: journal.people.rename(id_, before)),
                )

        complain = self.view.managing.field.complain if self.view else _nowhere
        self.desk.save(
            lambda journal: journal.people.rename(id_, word),
            done, failed=_said_at(self.desk, complain), owner=self,
        )  # fmt: skip

    def _retire(self, id_: str, *, on: bool) -> None:
        def job(journal: Journal) -> Saved:
            return journal.people.retire(id_) if on else journal.people.offer_again(id_)

        self.desk.save(job)

    def _merge(self, id_: str, into: str) -> None:
        self._person = into
        self.desk.save(
            lambda journal: journal.people.merge(id_, into),
            lambda _: self.desk.say(tr("They are one person now.")), owner=self,
        )  # fmt: skip

    def _forget(self, id_: str) -> None:
        self._person = ""
        self.desk.save(
            lambda journal: journal.people.forget(id_),
            lambda _: self.desk.say(tr("Forgotten. Your scores stay.")), owner=self,
        )  # fmt: skip


def _said_at(desk: Desk, complain: Callable[[str], object]) -> Callable[[ReflectError], object]:
    """What a word is refused for is said where it was typed; anything else over the page."""

    def said(error: ReflectError) -> None:
        if isinstance(error, InvalidInputError):
            complain(error.message)
        else:
            desk.trouble(error)

    return said


def _nowhere(_words: str) -> None:
    """No field is there any more."""


def _nothing() -> str:
    return tr("When an entry names somebody by a pseudonym, your own pattern with them shows here.")


PAGE = PageSpec("relationships", tr("Relationships"), "people", 40, RelationshipsPage)
