"""One person's page: the writer's own pattern with them, and the entries it is made of."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.charts import Chart
from reflect_app.core.measures import door_line
from reflect_app.core.relationships import law_line
from reflect_app.ui.charts.card import ChartCard, private_line
from reflect_app.ui.charts.thinning import thinned
from reflect_app.ui.page import Desk
from reflect_app.ui.relationships.fetch import OnePerson
from reflect_app.ui.relationships.managing import Managing
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import stack
from reflect_app.ui.widgets.text import body, muted, title
from reflect_app.words import tr, trn


class PersonView(QWidget):
    """Shows what was fetched. `read` is said with an entry's id."""

    read = Signal(str)

    def __init__(self, desk: Desk, one: OnePerson) -> None:
        super().__init__()
        self._desk = desk
        self.managing = Managing(one)
        self.cards: list[ChartCard] = []
        name = one.person.pseudonym
        box = stack(spacing=16)
        box.addWidget(title(name))
        box.addWidget(muted(f"{law_line()} {private_line()}"))
        box.addWidget(body(one.pattern.summary))
        for chart in (one.pattern.scores, one.pattern.pulls, one.pattern.door):
            self._add(chart, box)
        if not one.pattern.door.empty and door_line() not in one.pattern.door.notes:
            box.addWidget(muted(door_line()))
        box.addWidget(self._repairs(one))
        box.addWidget(self._entries(one))
        box.addWidget(self.managing)
        self.setLayout(box)

    def _add(self, chart: Chart, box: QVBoxLayout) -> None:
        if not chart.empty:
            (drawn,) = thinned([chart])
            self.cards.append(ChartCard(self._desk, chart, drawn))
            box.addWidget(self.cards[-1])

    def _repairs(self, one: OnePerson) -> Section:
        section = Section(tr("Repair you tried"), parent=self)
        lines = [
            Line(said.text, when.day(said.day), [self._step(said.entry, when.day(said.day))])
            for said in one.pattern.repairs
        ]
        section.show_lines(lines)
        return section

    def _entries(self, one: OnePerson) -> Section:
        section = Section(tr("Entries"), parent=self)
        lines: list[QWidget] = [
            Line(each.title, when.full_day(each.event), [self._step(each.id, each.title)])
            for each in one.entries
        ]
        more = one.total - len(one.entries)
        if more > 0:
            words = trn(
                "And {count} more: the Journal's filters find them by person.",
                "And {count} more: the Journal's filters find them by person.",
                more,
            )
            lines.append(muted(words.format(count=more)))
        section.show_lines(lines)
        return section

    def _step(self, entry: str, name: str) -> QPushButton:
        return button(
            tr("Read"), partial(self.read.emit, entry), "quiet",
            name=tr("Read: {title}").format(title=name),
        )  # fmt: skip
