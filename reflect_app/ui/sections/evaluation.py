"""Evaluation: off until its writer says yes; then every line is seen before it is handed over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from reflect_app.core.contacts import Contact, who_line
from reflect_app.errors import ReflectError
from reflect_app.services.evaluation import OwnRow, RowWritten
from reflect_app.services.journal import Journal
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.sections.evaluation_lines import RowLine
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow, hairline
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.ui.widgets.text import body, small, subheading
from reflect_app.words import tr

_Read = tuple[OwnRow, tuple[Contact, ...]]


class EvaluationSection(Section):
    """Consent, the row line by line, and a file for one evaluator. Nothing leaves by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Evaluation"),
            tr("Is reflective practice useful, to whom, and what stops people coming? If you like, "
               "send one row of figures a quarter to one evaluator. It is off until you say yes, "
               "and you may say no again at any time."),
        )  # fmt: skip
        self._quarter = self._back_quarter = ""
        self.standing = body("")
        self.evaluator = QComboBox()
        self.evaluator.setMinimumHeight(MIN_TARGET + 8)
        self.evaluator_field = Field(tr("Evaluator"), self.evaluator)
        self.nobody = small(
            tr("An evaluator is one of your contacts. Add the card they gave you first.")
        )
        self.agree = button(tr("Say yes for this evaluator"), self._agree)
        self.stop = button(tr("Say no again"), self._stop)
        self.row = QWidget()
        self.lines: dict[str, RowLine] = {}
        self.save = button(tr("Save the row…"), lambda: self._choose(take_back=False))
        self.back = button("", lambda: self._choose(take_back=True))
        for part in (self.standing, self.evaluator_field, self.nobody):
            self.box.addWidget(part)
        self.box.addLayout(flow(self.agree, self.stop))
        self.box.addWidget(self._row())
        self.box.addLayout(flow(self.save, self.back))

    def _row(self) -> QWidget:
        self.heading = subheading("")
        self._lines = QVBoxLayout(self.row)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)
        self._lines.addWidget(hairline())
        self._lines.addWidget(self.heading)
        self._lines.addWidget(
            small(tr("Exactly these lines leave, with a random id that is new each year: no name, "
                     "no place and nothing you wrote. Untick what is to stay."))
        )  # fmt: skip
        return self.row

    def show_now(self) -> None:
        """Read consent, contacts and the row."""
        self.desk.ask(_read, self._shown, owner=self)

    def _shown(self, read: _Read) -> None:
        own, contacts = read
        self._quarter = own.quarter
        self._show_standing(own, contacts)
        self.row.setVisible(own.consent)
        self.save.setVisible(own.consent)
        self._back_quarter = own.out[0] if own.out else own.quarter
        self.back.setText(
            tr("Take back what I sent for {quarter}…").format(quarter=self._back_quarter)
        )
        self.back.setVisible(bool(own.out) or own.sent > 0)
        if not own.consent:
            return
        self.heading.setText(tr("Your row for {quarter}").format(quarter=own.quarter))
        for line in own.lines:
            if line.column.id not in self.lines:
                made = RowLine(line.column)
                made.left_out.connect(self._leave_out)
                made.told.connect(self._tell)
                self.lines[line.column.id] = made
                self._lines.addWidget(made)
            self.lines[line.column.id].show_line(line)

    def _show_standing(self, own: OwnRow, contacts: tuple[Contact, ...]) -> None:
        if own.consent and own.evaluator is not None:
            words = tr("You said yes, for {name}. Nothing leaves by itself.")
            self.standing.setText(words.format(name=own.evaluator.name))
        elif own.consent:
            self.standing.setText(tr("You said yes, but no evaluator is named any more."))
        else:
            self.standing.setText(tr("You have not said yes. Nothing leaves."))
        named = own.consent and own.evaluator is not None
        self.evaluator.clear()
        for contact in contacts:
            self.evaluator.addItem(who_line(contact.name, contact.agency), contact.id)
        self.evaluator_field.setVisible(bool(contacts) and not named)
        self.nobody.setVisible(not contacts and not named)
        self.agree.setVisible(bool(contacts) and not named)
        self.stop.setVisible(own.consent)

    def _agree(self) -> None:
        contact = str(self.evaluator.currentData())
        self.notice.clear()
        self.desk.save(
            lambda journal: journal.evaluation.consent(contact),
            failed=self.notice.show_error,
            owner=self,
        )

    def _stop(self) -> None:
        self.notice.clear()
        self.desk.save(lambda journal: journal.evaluation.withdraw(), owner=self)

    def _tell(self, column: str, value: object) -> None:
        quarter = self._quarter
        self.desk.save(
            lambda journal: journal.evaluation.tell(column, value, quarter),
            failed=self._untold,
            owner=self,
        )

    def _untold(self, error: ReflectError) -> None:
        self.notice.show_error(error)
        self.show_now()

    def _leave_out(self, column: str, out: bool) -> None:
        self.desk.save(
            lambda journal: journal.evaluation.leave_out(column, out=out),
            owner=self,
        )

    def _choose(self, *, take_back: bool) -> None:
        place = choose_to_save(
            self, tr("Save the row"), tr("row-for-evaluation") + ".rrow", "(*.rrow)"
        )
        if place is not None:
            self.write(place, take_back=take_back)

    def write(self, place: Path, *, take_back: bool = False, unconfirmed: bool = False) -> None:
        """Seal the row, or its withdrawal, into a file."""
        quarter = self._back_quarter if take_back else self._quarter

        def refused(error: ReflectError) -> None:
            if error.name != "contact-unconfirmed":
                self.notice.show_error(error)
                return
            self.notice.tell(
                error.message,
                tr("Compare the twelve words with them first, or go on all the same."),
                WARN,
                tr("Go on all the same"),
                lambda: self.write(place, take_back=take_back, unconfirmed=True),
            )

        self.desk.save(
            lambda journal: journal.evaluation.export(
                place, quarter, unconfirmed=unconfirmed, take_back=take_back
            ),
            self._written,
            failed=refused,
            owner=self,
            quiet=True,
        )

    def _written(self, made: RowWritten) -> None:
        words = tr("Saved to {place}").format(place=made.out)
        if made.withdrawn:
            hint = tr("Hand it to the evaluator. Tables that were already made stay as they are.")
        else:
            hint = tr("Hand it to the evaluator; nobody else can open it.")
        self.notice.tell(words, hint, GOOD)
        self.show_now()


def _read(journal: Journal) -> _Read:
    return journal.evaluation.preview(), journal.contacts.list()
