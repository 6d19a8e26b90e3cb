"""One group: who belongs, the ground rules, the dates. Never who wrote, or who did not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reflect_app.core import when
from reflect_app.core.supervision.states import state_line
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.rows import Part, Rows
from reflect_app.ui.supervision.fetch import OneGroup, moment
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, flow, stack
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.text import muted, small, title
from reflect_app.words import tr

_RULES_HIGH = 120


class GroupView(QWidget):
    """Shows a `OneGroup`. Says what a person wants and does none of it."""

    described = Signal(str, object, str)
    """Name, (name, agency) pairs, ground rules."""
    opened = Signal(str)
    plan = Signal()
    agreed = Signal()
    sheet = Signal()

    def __init__(self, one: OneGroup) -> None:
        super().__init__()
        group = one.group
        self.name = QLineEdit(group.name)
        self.name.setMinimumHeight(MIN_TARGET + 8)
        self.name.setMaxLength(120)
        parts = (Part("name", tr("Name"), 3), Part("agency", tr("Agency"), 3))
        self.members = Rows(parts, tr("Members"), self)
        self.members.set_value(
            [{"name": member.name, "agency": member.agency} for member in group.members]
        )
        self.rules = QPlainTextEdit(group.rules)
        self.rules.setTabChangesFocus(True)
        self.rules.setMinimumHeight(_RULES_HIGH)
        self.save = primary(tr("Save"), self._save)
        self.agree = button(tr("The members agreed the rules"), self.agreed.emit)
        self.agree.setEnabled(bool(group.rules) and not group.rules_agreed)
        self.date = button(tr("Plan a session"), self.plan.emit)
        self.paper = button(tr("A blank page for members on paper"), self.sheet.emit)
        for part in (self.save, self.agree, self.date):
            part.setEnabled(part.isEnabled() and not one.read_only)
        card = Card()
        for widget in (
            Field(tr("What is the group called?"), self.name),
            Field(tr("Who belongs to it?"), self.members, tr("The name each chose, and where "
                                                             "they work.")),
            Field(tr("Ground rules"), self.rules),
            small(self._rules_line(one)),
        ):  # fmt: skip
            card.box.addWidget(widget)
        card.box.addLayout(flow(self.save, self.agree))
        box = stack(spacing=16)
        self.setLayout(box)  # first: what is shown before it has a parent flashes up as a window
        box.addWidget(title(group.name))
        box.addWidget(muted(private_line()))
        box.addLayout(flow(self.date, self.paper))
        dates = Section(tr("Dates"))
        box.addWidget(dates)
        dates.show_lines([
            Line(moment(each), state_line(each), [
                button(tr("Open"), partial(self.opened.emit, each.id), "quiet",
                       name=tr("Open: {name}").format(name=moment(each)))
            ])
            for each in one.sessions
        ])  # fmt: skip
        box.addWidget(card)

    def _rules_line(self, one: OneGroup) -> str:
        if not one.group.rules:
            return tr("Agree them together when you first meet.")
        if not one.group.rules_agreed:
            return tr("Not agreed as they stand yet.")
        return tr("Agreed on {day}.").format(day=when.day(one.group.rules_agreed))

    def _save(self) -> None:
        rows = self.members.value() or []
        pairs = tuple((row.get("name", ""), row.get("agency", "")) for row in rows)
        self.described.emit(self.name.text(), pairs, self.rules.toPlainText())


def private_line() -> str:
    """What a facilitator's page is, and what it can never show."""
    return tr(
        "What members shared for the group stands in the order it came. Who has written or sent "
        "something is shown nowhere, and no reason is ever kept beside a name."
    )
