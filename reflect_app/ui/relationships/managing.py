"""Rename, retire, merge, forget: what can be done with a pseudonym, and what each leaves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from reflect_app.core.people import Person
from reflect_app.services.people import LONGEST, Uses
from reflect_app.ui.journal.filters import PickBox
from reflect_app.ui.relationships.fetch import OnePerson
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, row
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.ui.widgets.text import muted, subheading
from reflect_app.words import tr, trn


class Managing(Card):
    """Says what is wanted; asks again before what cannot be undone."""

    renamed = Signal(str)
    retired = Signal(bool)
    merged = Signal(str)
    forget_asked = Signal()
    forgotten = Signal()

    def __init__(self, one: OnePerson) -> None:
        super().__init__()
        self._one = one
        person = one.person
        self.line = QLineEdit(person.pseudonym)
        self.line.setMaxLength(LONGEST)
        self.line.returnPressed.connect(self._rename)
        self.field = Field(
            tr("Another word for {name}").format(name=person.pseudonym),
            self.line,
            tr("Entries say the new word; earlier wordings keep the old one."),
        )
        self.rename = button(tr("Rename"), self._rename)
        self.retire = button(
            tr("Offer it again") if person.retired else tr("Offer it no longer"),
            lambda: self.retired.emit(not person.retired),
        )
        self.into = PickBox(tr("Choose…"), tr("The same person as"))
        self.into.offer((each.id, each.pseudonym) for each in one.others)
        self.merge = button(tr("Merge…"), self._ask_merge)
        self.forget = button(tr("Forget…"), self.forget_asked.emit, "danger")
        self.notice = Notice(closable=True)
        self.notice.hide()
        self.box.addWidget(subheading(tr("This pseudonym")))
        self.box.addWidget(self.field)
        self.box.addLayout(row(self.rename, self.retire, None))
        same = Field(tr("The same person as"), self.into)
        self.box.addWidget(same)
        self.box.addLayout(row(self.merge, None))
        for part in (same, self.merge):
            part.setVisible(bool(one.others))  # once it has a parent, or it flashes up
        self.box.addWidget(muted(tr("Forgetting keeps your scores and takes the link away.")))
        self.box.addLayout(row(self.forget, None))
        self.box.addWidget(self.notice)
        self.setEnabled(not one.read_only)

    def ask_forget(self, uses: Uses) -> None:
        """Say what goes and what stays, before it is done."""
        told = trn(
            "It stands in {count} entry and {drafts} unfinished.",
            "It stands in {count} entries and {drafts} unfinished.",
            len(uses.entries),
        ).format(count=len(uses.entries), drafts=len(uses.drafts))
        self.notice.tell(
            tr("Forget {name}? This cannot be undone.").format(name=self._name()),
            " ".join((
                told,
                tr("Your scores and your other words stay. Each place says “someone” instead, and "
                   "every wording that held the word is erased."),
                tr("Backups made before still hold it."),
            )),
            WARN, tr("Forget for good"), self.forgotten.emit,
        )  # fmt: skip
        self.notice.action.setFocus()

    def _ask_merge(self) -> None:
        other = self._other()
        if other is None:
            self.into.setFocus()
            return
        self.notice.tell(
            tr("Are {name} and {other} one person? This cannot be undone.").format(
                name=self._name(), other=other.pseudonym
            ),
            tr("“{other}” will stand for both, in every entry.").format(other=other.pseudonym),
            WARN, tr("Merge them"), lambda: self.merged.emit(other.id),
        )  # fmt: skip
        self.notice.action.setFocus()

    def _other(self) -> Person | None:
        picked = self.into.value()
        return next((each for each in self._one.others if each.id == picked), None)

    def _rename(self) -> None:
        self.renamed.emit(self.line.text())

    def _name(self) -> str:
        return self._one.person.pseudonym
