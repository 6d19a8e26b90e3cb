"""The row above the charts: which time, which shifts, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import SHIFT_KINDS
from reflect_app.core.when import shift_kind
from reflect_app.ui.insights.period import PeriodPick
from reflect_app.ui.insights.views import View
from reflect_app.ui.journal.filters import PickBox
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.ui.widgets.card import row
from reflect_app.words import tr


class InsightFilters(QWidget):
    """Says `narrowed` when something else is to be read, `viewed` when it is there already."""

    narrowed = Signal()
    viewed = Signal(str)

    def __init__(self, views: Sequence[View], today: date) -> None:
        super().__init__()
        self.period = PeriodPick(today)
        self.shift = PickBox(tr("Any shift"), tr("Shift"))
        self.shift.offer((kind, shift_kind(kind)) for kind in SHIFT_KINDS)
        self.period.changed.connect(self.narrowed)
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
        across = row(self.period, self.shift)
        for place in (0, 1):
            across.setStretch(place, 1)
        across.setAlignment(self.shift, Qt.AlignmentFlag.AlignTop)
        box.addLayout(across)
        box.addWidget(self.views)

    def _chosen(self) -> None:
        """One view is always shown: letting go of it does nothing."""
        picked = self.views.chosen()
        if picked and picked[0] != self._view:
            self._view = picked[0]
            self.viewed.emit(self._view)
        self.views.choose([self._view])
