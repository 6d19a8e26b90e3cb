"""When it happened: one quiet line, and the fields to change it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reflect_app.core.clock import Clock
from reflect_app.core.entries import Shift
from reflect_app.core.when import opening
from reflect_app.ui.order import tab_through
from reflect_app.ui.questions.dates import DateEdit, say_date
from reflect_app.ui.questions.shift import ShiftEdit, TimeEdit, shift_names
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.text import muted, subheading
from reflect_app.words import tr


def say_shift(shift: Shift, today: date | None = None) -> str:
    """A shift in words: “Night shift that began yesterday, 21:45”."""
    name = shift_names().get(shift.kind, shift.kind)
    try:
        start = datetime.fromisoformat(shift.start)
    except ValueError:
        return name
    words = _say_at(start, today)
    return tr("{shift} that began {moment}").format(shift=name, moment=words)


def say_moment(event: str, today: date | None = None) -> str:
    """An instant in words, on the clock of its own offset: “Sunday 22 November 2026, 07:34”."""
    return _say_at(datetime.fromisoformat(event), today)


def _say_at(at: datetime, today: date | None) -> str:
    away = (today - at.date()).days if today else None
    day = {0: tr("today"), 1: tr("yesterday")}.get(away) if away is not None else None
    return tr("{day}, {time}").format(day=day or say_date(at.date()), time=at.strftime("%H:%M"))


class WhenLine(QWidget):
    """Shows the event and, where no question asks for it, the shift."""

    changed = Signal()

    def __init__(
        self, clock: Clock, event: str, shift: Shift | None, parent: QWidget, *, with_shift: bool
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._event = event
        self._shift = shift
        self._with_shift = with_shift
        self.line = muted("")
        self.line.setWordWrap(False)
        self.change = button(tr("Change"), self._toggle, "link", name=tr("Change when it happened"))
        self.panel: Card | None = None
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.line)
        top.addWidget(self.change)
        top.addStretch(1)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.shift_line = muted("")
        box.addLayout(top)
        box.addWidget(self.shift_line)
        self._say()

    def event_at(self) -> str:
        """When it happened, RFC 3339 with offset."""
        return self._event

    def shift(self) -> Shift | None:
        """The shift it belongs to, None for none."""
        return self._shift

    def set_shift(self, shift: Shift | None) -> None:
        """Follow the shift that a question was answered with."""
        self._shift = shift
        self._say()

    def _make_panel(self) -> Card:
        panel = Card(self)
        at = datetime.fromisoformat(self._event)
        self.day = DateEdit(self._clock.now().date(), panel)
        self.day.name(tr("The day it happened"))
        self.day.be_snug()
        self.day.set_day(at.date())
        self.time = TimeEdit(panel)
        self.time.setAccessibleName(tr("The time it happened"))
        self.time.set_at(time(at.hour, at.minute))
        self.day.picked.connect(self._event_picked)
        self.time.picked.connect(self._event_picked)
        when = QHBoxLayout()
        when.addWidget(self.day, 4)
        word = QLabel(tr("at"), panel)
        word.setBuddy(self.time)
        when.addWidget(word)
        when.addWidget(self.time)
        when.addStretch(1)
        panel.box.addWidget(subheading(tr("When did it happen?")))
        panel.box.addLayout(when)
        if self._with_shift:
            panel.box.addWidget(subheading(tr("Which shift was it? Leave this empty for none.")))
            self.shift_edit = ShiftEdit(self._clock.now().date(), tr("Which shift was it?"), panel)
            if self._shift is not None:
                self.shift_edit.set_shift({"start": self._shift.start, "kind": self._shift.kind})
            self.shift_edit.picked.connect(self._shift_picked)
            panel.box.addWidget(self.shift_edit)
        return panel

    def _toggle(self) -> None:
        """The fields are made when they are first wanted: most pages never are."""
        if self.panel is None:
            self.panel = self._make_panel()
            self._box.addWidget(self.panel)
            self.panel.show()
            tab_through(self.panel, self.change)
        else:
            self.panel.setVisible(self.panel.isHidden())
        if not self.panel.isHidden():
            self.day.line.setFocus()

    def _event_picked(self) -> None:
        day, at = self.day.day(), self.time.at()
        if day is None or at is None:
            return
        zone = ZoneInfo(self._clock.zone())
        # Through UTC: in the hour that the clocks skip, what the clock on the wall showed then.
        moment = datetime.combine(day, at, zone).astimezone(UTC).astimezone(zone)
        self._event = moment.isoformat(timespec="seconds")
        self._say()
        self.changed.emit()

    def _shift_picked(self) -> None:
        found = self.shift_edit.shift()
        self._shift = Shift(found["start"], found["kind"], self._clock.zone()) if found else None
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.line.setText(opening(say_moment(self._event)))
        shown = self._shift if self._with_shift else None
        self.shift_line.setText(say_shift(shown) if shown else "")
        self.shift_line.setVisible(shown is not None)
