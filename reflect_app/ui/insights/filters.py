"""The row above the charts: which time, which shifts, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.core.periods import Period
from reflect_app.ui.insights.views import View
from reflect_app.ui.journal.filters import PickBox
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.ui.questions.shift import shift_names
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr


class PeriodBox(QComboBox):
    """Which time. What was chosen stays chosen when the offer is renewed."""

    def __init__(self) -> None:
        super().__init__()
        self._periods: Sequence[Period] = ()
        self.setAccessibleName(tr("Time"))
        self.setMinimumHeight(MIN_TARGET + 4)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        calm_wheel(self)

    def offer(self, periods: Sequence[Period], chosen: Period) -> None:
        """Offer these, with one of them chosen."""
        with QSignalBlocker(self):
            if tuple(periods) != self._periods:
                self._periods = tuple(periods)
                self.clear()
                self.addItems([each.label for each in periods])
            kinds = [each.kind for each in periods]
            self.setCurrentIndex(kinds.index(chosen.kind) if chosen.kind in kinds else 0)

    def period(self) -> Period | None:
        """What is chosen, None before anything was offered."""
        place = self.currentIndex()
        return self._periods[place] if 0 <= place < len(self._periods) else None


class InsightFilters(QWidget):
    """Says `narrowed` when something else is to be read, `viewed` when it is there already."""

    narrowed = Signal()
    viewed = Signal(str)

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.period = PeriodBox()
        self.shift = PickBox(tr("Any shift"), tr("Shift"))
        self.shift.offer(shift_names().items())
        self.period.currentIndexChanged.connect(lambda _: self.narrowed.emit())
        self.shift.currentIndexChanged.connect(lambda _: self.narrowed.emit())
        self.views = ChipRow(single=True)
        self.views.setAccessibleName(tr("What to look at"))
        self.views.set_options([(view.id, view.name) for view in views], tr("What to look at"))
        self._view = views[0].id
        self.views.choose([self._view])
        self.views.changed.connect(self._chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(row(self.period, self.shift))
        box.addWidget(self.views)

    def _chosen(self) -> None:
        """One view is always shown: letting go of it does nothing."""
        picked = self.views.chosen()
        if picked and picked[0] != self._view:
            self._view = picked[0]
            self.viewed.emit(self._view)
        self.views.choose([self._view])
