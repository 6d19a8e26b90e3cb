"""To whom, what for, and until when: one reader for each sealed file."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.contacts import Contact, who_line
from reflect_app.core.shares import DEFAULT_DAYS, PURPOSES, purpose_line
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.sharing.names_box import NamesBox
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.text import breakable, muted, show_text
from reflect_app.words import tr, trn

_LETTERS = 12
DAYS = (7, 30, DEFAULT_DAYS, 180, 365)


class ReaderPart(QWidget):
    """Three choices; `changed` follows each. Who was chosen stands beneath in full."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reader, self.purpose, self.days = (NamesBox(_LETTERS) for _ in range(3))
        self.standing = muted("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for words, part in (
            (tr("For"), self.reader),
            (tr("What for"), self.purpose),
            (tr("They can read it for"), self.days),
        ):
            part.setMinimumHeight(MIN_TARGET + 4)
            field = Field(words, part)
            box.addWidget(field)
            if part is self.reader:
                self.whom = field
                box.addWidget(self.standing)
        for purpose in PURPOSES:
            self.purpose.addItem(purpose_line(purpose) or tr("Nothing said"), purpose)
        for count in DAYS:
            self.days.addItem(trn("{count} day", "{count} days", count).format(count=count), count)
        self.days.setCurrentIndex(DAYS.index(DEFAULT_DAYS))
        self._contacts: dict[str, Contact] = {}
        self.reader.currentIndexChanged.connect(self._picked)
        self.purpose.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.days.currentIndexChanged.connect(lambda _: self.changed.emit())

    def show_contacts(self, contacts: tuple[Contact, ...], to: str = "") -> None:
        """Offer these; `to` is the id of the one to begin with, else nobody is chosen."""
        self._contacts = {contact.id: contact for contact in contacts}
        self.reader.blockSignals(True)
        self.reader.clear()
        self.reader.setVisible(bool(contacts))
        if contacts:
            self.reader.addItem(tr("Choose one reader"), "")
        for contact in contacts:
            words = who_line(contact.name, contact.agency)
            self.reader.addItem(words, contact.id)
        self.reader.setCurrentIndex(max(self.reader.findData(to), 0))
        self.reader.blockSignals(False)
        self._picked()

    def begin_with(self, purpose: str, *, fixed: bool = False, kept: bool = False) -> None:
        """What it is for; `fixed` keeps that, and names no reader: there are several. With
        `kept` the reader stays who it is.
        """
        self.reader.setEnabled(not kept)
        self.purpose.setCurrentIndex(max(self.purpose.findData(purpose), 0))
        self.whom.setVisible(not fixed)
        self.standing.setVisible(not fixed and bool(self.standing.text()))
        self.purpose.setEnabled(not fixed)

    def to(self) -> str:
        """The reader's id; empty where there is nobody."""
        return str(self.reader.currentData() or "")

    def why(self) -> str:
        """What it is for, by its id."""
        return str(self.purpose.currentData() or "")

    def until(self, today: date) -> str:
        """The last day, as an ISO date."""
        return (today + timedelta(days=int(self.days.currentData()))).isoformat()

    def contact(self) -> Contact | None:
        """Who it is for."""
        return self._contacts.get(self.to())

    def _picked(self) -> None:
        contact = self.contact()
        said = []
        if not self._contacts:
            said = [tr("Nobody yet. Ask somebody for their card, and add it under People.")]
        elif contact is not None:
            who = breakable(self.reader.currentText())
            said = [tr("Sealed for {who}. Nobody else can open it.").format(who=who)]
            if not contact.confirmed:
                said.append(
                    tr("You have not compared the twelve words with them: it may be anyone's card.")
                )
        show_text(self.standing, "\n".join(said))
        self.changed.emit()
