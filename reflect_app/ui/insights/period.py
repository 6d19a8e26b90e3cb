"""Which time to look at: the usual ones, or two days of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.core.periods import Period, own
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.dates import DateEdit
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.text import small
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr


class PeriodBox(QComboBox):
    """A list of times. What was chosen stays chosen when the offer is renewed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Time"))
        self.setMinimumHeight(MIN_TARGET + 4)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        calm_wheel(self)


class PeriodPick(QWidget):
    """Says `changed` when another time is to be looked at."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._periods: tuple[Period, ...] = ()
        self.box = PeriodBox()
        self.box.currentIndexChanged.connect(self._picked)
        self.first, self.last = DateEdit(today, self), DateEdit(today, self)
        self.days = QWidget(self)
        self.days.setLayout(
            flow(*self._day(tr("First day"), self.first), *self._day(tr("Last day"), self.last))
        )
        self.days.hide()
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.days)

    def _day(self, name: str, field: DateEdit) -> tuple[QWidget, QWidget]:
        field.name(name)
        field.button.hide()  # two whole dates side by side need the room at large text
        field.picked.connect(self._typed)
        words = small(name)
        words.setWordWrap(False)
        words.setBuddy(field.line)
        return words, field

    def offer(self, periods: Sequence[Period], chosen: Period) -> None:
        """Offer these and two days of one's own, with one of them chosen."""
        own_days = self._own()
        with QSignalBlocker(self.box):
            if tuple(periods) != self._periods:
                self._periods = tuple(periods)
                self.box.clear()
                self.box.addItems([*(each.label for each in periods), tr("Days of your choice…")])
            kinds = [each.kind for each in periods]
            place = kinds.index(chosen.kind) if chosen.kind in kinds else 0
            self.box.setCurrentIndex(len(kinds) if own_days else place)
        if not self._own():
            # Where somebody begins who wants to look more closely.
            self.first.set_day(date.fromisoformat(chosen.first) if chosen.first else None)
            self.last.set_day(date.fromisoformat(chosen.last) if chosen.last else self._today)
        self.days.setVisible(self._own())

    def period(self) -> Period | None:
        """What is chosen, None before anything was offered. Two days may come in any order."""
        if self._own():
            first, last = self.first.day(), self.last.day()
            if first is None or last is None:
                return next((each for each in self._periods if each.kind == "all"), None)
            return own(min(first, last).isoformat(), max(first, last).isoformat())
        place = self.box.currentIndex()
        return self._periods[place] if 0 <= place < len(self._periods) else None

    def _own(self) -> bool:
        return bool(self._periods) and self.box.currentIndex() == len(self._periods)

    def _picked(self, _place: int) -> None:
        self.days.setVisible(self._own())
        if self._own():
            self.first.line.setFocus()
            self.first.line.selectAll()
        self.changed.emit()

    def _typed(self) -> None:
        if self.first.day() is not None and self.last.day() is not None:
            self.changed.emit()
