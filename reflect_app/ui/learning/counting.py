"""Who asks, what there is so far, and where each number comes from. Nothing here presses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.learning.accounts import Counted, in_words, source_line
from reflect_app.core.learning.bodies import Body
from reflect_app.services.learning import Learning
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.dates import DateEdit, iso_day
from reflect_app.ui.questions.number import parse_number
from reflect_app.ui.today.lines import clear
from reflect_app.ui.widgets.buttons import switch
from reflect_app.ui.widgets.card import Card, hairline, row
from reflect_app.ui.widgets.field import Field, HintLine
from reflect_app.ui.widgets.text import muted, small, subheading
from reflect_app.words import tr

_LETTERS = 6
_GAP = 6


class CountingCard(Card):
    """A body to choose, the counts beneath it, and on request the numbers beside them."""

    body_chosen = Signal(str)
    since_changed = Signal(str)
    figure_changed = Signal(str, object)
    """A measure, and its number or None for the body's own."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.body = QComboBox()
        self.body.setMinimumHeight(MIN_TARGET + 8)
        self.body.setMinimumContentsLength(12)
        self.body.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.body.currentIndexChanged.connect(self._chosen)
        self.box.addWidget(Field(tr("Who asks for your accounts?"), self.body))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.box.addLayout(self._lines)
        self.beside = small("")
        self.form = muted("")
        self.box.addWidget(self.beside)
        self.box.addWidget(self.form)
        self.numbers = QWidget()
        self.numbers.hide()
        self.change = switch(tr("Change the numbers"), self.numbers.setVisible)
        self.box.addLayout(row(self.change, None))
        self._numbers = QVBoxLayout(self.numbers)
        self._numbers.setContentsMargins(0, 0, 0, 0)
        self.since = DateEdit(desk.clock.now().date(), self.numbers)
        self.since.name(tr("Count accounts from"))
        self.since.picked.connect(self._since)
        self.fields: dict[str, QLineEdit] = {}
        self.box.addWidget(self.numbers)

    def show_learning(self, found: Learning, bodies: tuple[Body, ...]) -> None:
        """Show what holds now. Nothing is said while it is filled in."""
        self._filling = True
        if self.body.count() != len(bodies):
            self.body.clear()
            for body in bodies:
                self.body.addItem(str(body.full_name), body.id)
        self.body.setCurrentIndex(self.body.findData(found.body.id))
        clear(self._lines)
        for counted in found.counts:
            self._lines.addWidget(subheading(counted.sentence))
            source = small(counted.source)
            source.setContentsMargins(0, 0, 0, _GAP)
            self._lines.addWidget(source)
        if found.since:
            said = tr("Counted from {day}.").format(day=when.day(found.since))
            self._lines.addWidget(small(said))
        told = [
            f"{each.words} ({source_line(str(each.source), each.noted)})"
            for each in found.body.beside
        ]
        heading = tr("Asked besides, and not counted here: {what}")
        self.beside.setText("\n".join(heading.format(what=text) for text in told))
        self.beside.setVisible(bool(told))
        self.form.setText(str(found.body.form))
        self._fill_numbers(found)
        self._filling = False

    def _fill_numbers(self, found: Learning) -> None:
        if any(line.hasFocus() for line in self.fields.values()) or self.since.line.hasFocus():
            return
        clear(self._numbers, keep=lambda widget: widget is self.since)
        self.fields = {}
        said = tr("Numbers to see beside the counts. Where it is empty, your body's own stands.")
        self._numbers.addWidget(small(said))
        for counted in found.counts:
            line = self._number(counted, found.body)
            self.fields[counted.measure] = line
            self._numbers.addWidget(Field(_asked(counted), line))
        self._numbers.addWidget(hairline())
        self._numbers.addWidget(small(tr("Count accounts from")))
        self._numbers.addWidget(self.since)
        self.since.set_day(iso_day(found.since))

    def _number(self, counted: Counted, body: Body) -> QLineEdit:
        line = HintLine(letters=_LETTERS)
        line.setText(in_words(counted.figure) if counted.own and counted.figure else "")
        own = body.figure(counted.measure)
        line.setPlaceholderText(str(own.figure) if own and own.figure else tr("no number"))
        line.setMinimumHeight(MIN_TARGET + 8)
        line.editingFinished.connect(self._saver(counted.measure, line))
        return line

    def _saver(self, measure: str, line: QLineEdit) -> Callable[[], None]:
        def keep() -> None:
            if line.isModified():
                line.setModified(False)
                self.figure_changed.emit(measure, parse_number(line.text()))

        return keep

    def _chosen(self) -> None:
        if not self._filling:
            self.body_chosen.emit(str(self.body.currentData()))

    def _since(self) -> None:
        day = self.since.day()
        self.since_changed.emit(day.isoformat() if day else "")


def _asked(counted: Counted) -> str:
    names = {
        "accounts": tr("Accounts"),
        "hours": tr("Hours"),
        "participatory": tr("Hours with other people"),
        "peer": tr("Talked over with a peer"),
        "kinds": tr("Kinds of activity"),
    }
    return names[counted.measure]
