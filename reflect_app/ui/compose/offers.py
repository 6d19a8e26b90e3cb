"""What is offered after an answer: a sentence, the support list, another prompt, a mark.

An offer stands under the question that brought it up, takes no focus, and goes when it is
waved away. Nothing here marks, sends or refuses anything by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from reflect_app.core.followups import Offer
from reflect_app.core.prompts.model import Button
from reflect_app.services.support import SupportLine
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import label, small
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class OfferHands:
    """What pressing something in an offer does. `title_of` gives a template's name, or nothing
    where it is not on this computer."""

    dismiss: Callable[[Offer], object]
    open_template: Callable[[str], object]
    mark: Callable[[str], object]
    press: Callable[[Button], object]
    title_of: Callable[[str], str]
    choice_label: Callable[[Button], str]


class OfferPanel(QFrame):
    """One offer on the page."""

    def __init__(
        self, offer: Offer, hands: OfferHands, support: Sequence[SupportLine], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.offer = offer
        self.setProperty("notice", "info")
        self.setAccessibleName(offer.message)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(8)
        if offer.message:
            box.addWidget(label(offer.message))
        if offer.routes:
            names = " · ".join(route.label for route in offer.routes)
            box.addWidget(label(tr("You could turn to: {routes}").format(routes=names)))
        if offer.support and support:
            box.addWidget(SupportStrip(support, self))
        box.addWidget(self._buttons(offer, hands))

    def _buttons(self, offer: Offer, hands: OfferHands) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, gap=8)
        for template in offer.templates:
            if title := hands.title_of(template):
                words = tr("Open “{title}”").format(title=title)
                flow.addWidget(button(words, partial(hands.open_template, template)))
        if offer.kind == "offer-mark":
            flow.addWidget(button(tr("Mark it to bring"), lambda: hands.mark(offer.mark)))
        for press in offer.buttons:
            flow.addWidget(button(_words(press, hands), partial(hands.press, press)))
        flow.addWidget(button(tr("Put this away"), lambda: hands.dismiss(offer), "link"))
        for place in range(flow.count()):
            item = flow.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setMinimumHeight(MIN_TARGET)
        return row

    def announce(self) -> None:
        """Let a screen reader say it without moving the focus."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class SupportStrip(QWidget):
    """The support list in a few lines. Opening it writes nothing and tells nobody."""

    def __init__(self, lines: Iterable[SupportLine], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for row, line in enumerate(lines):
            who = QVBoxLayout()
            who.setSpacing(0)
            who.addWidget(label(line.name))
            if line.note:
                who.addWidget(small(line.note))
            grid.addLayout(who, row, 0)
            if line.contact:
                grid.addWidget(_contact(line), row, 1, Qt.AlignmentFlag.AlignTop)


def _contact(line: SupportLine) -> QLabel:
    """A number or a place; it can be selected, so that it can be copied."""
    made = label(line.contact, "subheading" if line.contact[:1].isdigit() else "body")
    made.setAccessibleName(tr("{name}: {contact}").format(name=line.name, contact=line.contact))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _words(press: Button, hands: OfferHands) -> str:
    if press.do == "save-and-lock":
        return tr("Save and lock")
    if press.do == "carry-on":
        return tr("Carry on")
    return hands.choice_label(press)
