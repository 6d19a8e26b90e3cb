"""One contact: who it is, by which cards, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.contacts import Card, Contact, who_line
from reflect_app.ui.sharing.confirming import ConfirmBox
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.text import label, muted, small
from reflect_app.words import tr


class PersonBox(QWidget):
    """Says what the person wants; does none of it."""

    share = Signal(str)
    confirm = Signal(str, str)
    """A contact's id and the words that were typed."""
    add_card = Signal(str)
    retire = Signal(str, str)
    """A contact's id and the fingerprint of the card."""
    use_again = Signal(str, str)
    """The same, to take that back."""
    end = Signal(str)
    begin_again = Signal(str)

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self.contact = contact
        self.confirming = ConfirmBox(contact.name)
        self.confirming.hide()
        self.confirming.confirmed.connect(lambda words: self.confirm.emit(contact.id, words))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(6)
        who = who_line(contact.name, contact.agency)
        box.addWidget(label(who, "subheading"))
        box.addWidget(muted(standing(contact)))
        self.retiring: list[QPushButton] = []
        self.retired: list[QPushButton] = []
        for card in contact.cards:
            box.addLayout(self._card(card))
        box.addWidget(self.confirming)
        box.addLayout(self._steps())
        self._fit()  # last: what is shown before it has a parent flashes up as a window

    def _card(self, card: Card) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(small(card.fingerprint))
        lines.addWidget(small(_card_line(card)))
        if card.in_use:
            step = button(
                tr("This card is no longer used"),
                lambda: self.retire.emit(self.contact.id, card.fingerprint),
                "quiet",
                name=tr("This card is no longer used: {words}").format(words=card.fingerprint),
            )
            self.retiring.append(step)
            lines.addLayout(flow(step))
        else:
            lines.addLayout(flow(self._use_again(card)))
        return lines

    def _use_again(self, card: Card) -> QPushButton:
        step = button(
            tr("Use this card again"),
            lambda: self.use_again.emit(self.contact.id, card.fingerprint),
            "quiet",
            name=tr("Use this card again: {words}").format(words=card.fingerprint),
        )
        self.retired.append(step)
        return step

    def _steps(self) -> QVBoxLayout:
        contact, name = self.contact, self.contact.name
        self.share_step = button(
            tr("Share something"), lambda: self.share.emit(contact.id),
            name=tr("Share something with {name}").format(name=name),
        )  # fmt: skip
        self.compare = button(
            tr("Compare the words"), self._compare,
            name=tr("Compare the words with {name}").format(name=name),
        )  # fmt: skip
        self.another = button(
            tr("Add another card…"), lambda: self.add_card.emit(contact.id), "quiet",
            name=tr("Add another card of {name}").format(name=name),
        )  # fmt: skip
        self.end_step = button(
            tr("End with this person…"), lambda: self.end.emit(contact.id), "quiet",
            name=tr("End with {name}").format(name=name),
        )  # fmt: skip
        self.again = button(
            tr("Begin again"), lambda: self.begin_again.emit(contact.id),
            name=tr("Begin again with {name}").format(name=name),
        )  # fmt: skip
        lines = QVBoxLayout()
        lines.addLayout(
            flow(self.share_step, self.compare, self.another, self.end_step, self.again)
        )
        return lines

    def _fit(self) -> None:
        contact, ended = self.contact, bool(self.contact.ended)
        for part in (self.another, self.end_step):
            part.setVisible(not ended)
        self.share_step.setVisible(not ended and bool(contact.readers()))
        self.again.setVisible(ended)
        unsure = any(card.in_use and not card.confirmed for card in contact.cards)
        self.compare.setVisible(unsure and not ended)

    def _compare(self) -> None:
        self.confirming.show()
        self.confirming.line.setFocus()


def standing(contact: Contact) -> str:
    """Whether the words were compared, in a plain sentence."""
    if contact.ended:
        return tr("Ended. Nothing new goes either way.")
    if not contact.readers():
        return tr("No card in use. Ask for their new card, and add it here.")
    if contact.confirmed:
        return tr("Confirmed: you compared the twelve words.")
    return tr("Not confirmed yet: nobody has compared the twelve words, so it may be anyone.")


def _card_line(card: Card) -> str:
    if not card.in_use:
        return tr("No longer used since {day}").format(day=when.day(card.retired))
    if card.confirmed:
        return tr("Compared on {day}").format(day=when.day(card.confirmed))
    return tr("Added on {day}, not compared").format(day=when.day(card.added))
