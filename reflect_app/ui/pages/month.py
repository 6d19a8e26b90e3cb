"""A month looked back on: what its writer said, gathered under plain headings. Private."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.looking_back import REVIEW
from reflect_app.ui.charts.card import ChartCard, private_line
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.insights.month import Looked, gathered, look
from reflect_app.ui.jobs import Handle
from reflect_app.ui.journal.targets import PAGE_ID as JOURNAL
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.today.lines import clear
from reflect_app.ui.widgets.buttons import button, primary, way_back
from reflect_app.ui.widgets.card import Column, flow, row
from reflect_app.ui.widgets.text import body, heading, muted, title
from reflect_app.words import tr


class MonthPage(Page):
    """One month at a time; the newest with something in it first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._asked: Handle | None = None
        self._drawn = 0
        self.looked: Looked | None = None
        self.name = title("")
        self.note = muted("")
        self.before = button(tr("The month before"), lambda: self._step(-1), hint=tr("Ctrl+PgUp"))
        self.after = button(tr("The month after"), lambda: self._step(1), hint=tr("Ctrl+PgDown"))
        self.write = primary(
            tr("Write the month review"), lambda: desk.go(COMPOSE, WriteNew(REVIEW))
        )
        self.back = way_back(desk.theme, tr("Back to Insights"), lambda: desk.go("insights"))
        self.column = Column(820)
        self.holder = QVBoxLayout()
        self.holder.setSpacing(16)
        box = self.column.box
        box.setSpacing(16)
        box.addLayout(row(self.back, None))
        box.addWidget(self.name)
        box.addWidget(
            muted(f"{tr('Your own words of this month, put together.')} {private_line()}")
        )
        box.addLayout(flow(self.before, self.after, self.write))
        box.addWidget(self.note)
        box.addLayout(self.holder)
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.column)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self._step(by))

    def shown(self, target: object = None) -> None:
        """Look at a month, `YYYY-MM`; without one go on with what was there."""
        if isinstance(target, str):
            self._ask(target)
        elif self.looked is None:
            self._ask(None)
        self.before.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Entries changed, or the words for them."""
        if changes.entries or changes.people:
            self._ask(self.looked.review.month if self.looked is not None else None)

    def _step(self, by: int) -> None:
        to = self.looked.beside(by) if self.looked is not None else None
        if to is not None:
            self._ask(to)

    def _ask(self, month: str | None) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self.desk.ask(lambda journal: look(journal, month), self._came, owner=self)

    def _came(self, looked: Looked) -> None:
        self.looked = looked
        self.name.setText(looked.review.title)
        for step, by in ((self.before, -1), (self.after, 1)):
            step.setEnabled(looked.beside(by) is not None)
        nothing = tr("Nothing is written in this month that could be put together.")
        self.note.setText(nothing)
        self.note.setVisible(looked.review.empty)
        clear(self.holder)
        self._drawn += 1
        self.desk.gently(self._draw(looked, self._drawn), self)

    def _draw(self, looked: Looked, drawn: int) -> Iterator[object]:
        """A part at a time; a newer month ends it."""
        review = looked.review
        for box in gathered(review, self._read):
            self.holder.addWidget(box)
            for line in box.fill():
                yield line
                if drawn != self._drawn:
                    return
        charts = [chart for chart in review.charts if not chart.empty]
        if charts and drawn == self._drawn:
            self.holder.addWidget(heading(tr("What you marked")))
            self.holder.addWidget(body(tr("The same figures as in Insights, of this month alone.")))
        for chart in charts:
            if drawn != self._drawn:
                return
            self.holder.addWidget(ChartCard(self.desk, chart))
            yield chart
        tab_through(self.column)

    def _read(self, entry: str) -> None:
        self.desk.go(JOURNAL, ShowEntry(entry))


PAGE = PageSpec("month", tr("Month"), "insights", 61, MonthPage, listed=False)
