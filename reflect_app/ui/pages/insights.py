"""Insights: one's own marks put together, described and never judged. Private."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.measures import describes_line, nothing_line
from reflect_app.ui.charts.card import ChartCard, private_line
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.insights.filters import InsightFilters
from reflect_app.ui.insights.views import Looked, look, views
from reflect_app.ui.jobs import Handle
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.today.lines import clear
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Column, row
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.text import body, muted, title
from reflect_app.words import tr, trn


class InsightsPage(Page):
    """Charts of a time, a view at a time. Reads in steps, so that nothing else waits for it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._asked: Handle | None = None
        self._looked: Looked | None = None
        self._view = views()[0].id
        self.filters = InsightFilters(views(), desk.clock.now().date())
        self.filters.narrowed.connect(self._ask)
        self.filters.viewed.connect(self._show)
        self.count = muted("")
        self.cards: list[ChartCard] = []
        self._holder = QVBoxLayout()
        self._holder.setSpacing(16)
        self.empty = EmptyState(
            tr("Nothing to look back on yet"),
            tr(
                "When you have marked how heavy a shift felt, or what you were drawn to, it is "
                "put together here. Only you see it."
            ),
            tr("Write something"),
            lambda: desk.go(COMPOSE),
        )
        self.column = Column(820)
        self._arrange()

    def _arrange(self) -> None:
        box = self.column.box
        box.setSpacing(16)
        box.addWidget(title(tr("Insights")))
        box.addWidget(muted(f"{describes_line()} {private_line()}"))
        self.month = button(
            tr("Look back at a month"), lambda: self.desk.go("month"),
            hint=tr("Your own words of a month, put together"),
        )  # fmt: skip
        box.addLayout(row(self.month, None))
        box.addWidget(self.filters)
        box.addWidget(self.count)
        box.addLayout(self._holder)
        box.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.column)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def shown(self, target: object = None) -> None:  # noqa: ARG002
        """Look when it is first asked for; coming back shows what was there."""
        if self._looked is None:
            self._ask()
        self.filters.period.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Entries changed, or the words for them."""
        if changes.entries or changes.people:
            self._ask()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        empty = self.stack.currentWidget() is self.empty
        period = None if empty else self.filters.period.period()
        shift = self.filters.shift.value()
        if self._looked is None:
            self.count.setText(tr("Looking…"))
        self._asked = self.desk.maintain(
            lambda journal: look(journal, period, shift), self._came, owner=self
        )

    def _came(self, looked: Looked) -> None:
        self._looked = looked
        found = looked.insights
        self.filters.period.offer(looked.periods, found.period)
        whole = found.period.first is None and self.filters.shift.value() is None
        nothing = whole and found.entries == 0
        self.stack.setCurrentWidget(self.empty if nothing else self.column)
        words = trn(
            "{count} entry with something to draw.", "{count} entries with something to draw.",
            found.entries,
        ).format(count=f"{found.entries:,}")  # fmt: skip
        self.count.setText(words if found.entries else nothing_line())
        self._show(self._view)

    def _show(self, view: str) -> None:
        self._view = view
        looked = self._looked
        clear(self._holder)
        self.cards = []
        if looked is None or not looked.insights.entries:
            return
        drawn = {chart.id: chart for chart in looked.drawn}
        shown = next(each for each in views() if each.id == view)
        for id_ in shown.charts:
            chart = looked.insights.chart(id_)
            if not chart.empty:
                self.cards.append(ChartCard(self.desk, chart, drawn[id_]))
                self._holder.addWidget(self.cards[-1])
        if not self.cards:
            self._holder.addWidget(body(nothing_line()))
        tab_through(self.column)


PAGE = PageSpec("insights", tr("Insights"), "insights", 60, InsightsPage, key="Ctrl+I")
