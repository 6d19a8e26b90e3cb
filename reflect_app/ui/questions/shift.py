"""`shift`: when a shift began and what kind it was, as the rota has it."""

from __future__ import annotations

import re
from datetime import date, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import MIN_TARGET, QuestionField, Surroundings, answers
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.ui.questions.dates import DateEdit, iso_day
from reflect_app.words import tr


def shift_kinds() -> list[tuple[str, str]]:
    """The kinds of shift and what people call them."""
    return [
        ("early", tr("early")),
        ("late", tr("late")),
        ("day", tr("day")),
        ("night", tr("night")),
        ("sleep-in", tr("sleep-in")),
        ("other", tr("another kind")),
    ]


def shift_names() -> dict[str, str]:
    """The kinds of shift as they begin a sentence."""
    return {
        "early": tr("Early shift"),
        "late": tr("Late shift"),
        "day": tr("Day shift"),
        "night": tr("Night shift"),
        "sleep-in": tr("Sleep-in"),
        "other": tr("Shift"),
    }


def parse_time(text: str) -> time | None:
    """A time of day as people type it: 21:45, 2145, 21.45, 7, 9pm. None where it is not one."""
    found = re.fullmatch(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?", text.strip().casefold())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeEdit(QLineEdit):
    """A time of day; may be empty."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time: time | None = None
        self.setMinimumHeight(MIN_TARGET + 8)
        self.setMaximumWidth(110)
        self.setPlaceholderText(tr("21:45"))
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._tidy)

    def at(self) -> time | None:
        """The time entered, None where there is none or it cannot be read."""
        return self._time

    def set_at(self, at: time | None) -> None:
        """Show a time, without saying `picked`."""
        self._time = at
        self.setText(at.strftime("%H:%M") if at else "")

    def _typed(self, text: str) -> None:
        at = parse_time(text)
        if at != self._time:
            self._time = at
            self.picked.emit()

    def _tidy(self) -> None:
        if self._time is not None:
            self.setText(self._time.strftime("%H:%M"))


class ShiftEdit(QWidget):
    """Day, time and kind of a shift, used by the question and by the line above the page."""

    picked = Signal()

    def __init__(self, today: date, description: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateEdit(today, self)
        self.day.name(tr("The day the shift began"), description)
        self.day.be_snug()
        self.time = TimeEdit(self)
        self.time.setAccessibleName(tr("The time the shift began"))
        self.time.setAccessibleDescription(description)
        self.kinds = ChipRow(self, single=True)
        self.kinds.set_options(shift_kinds(), description)
        for signal in (self.day.picked, self.time.picked, self.kinds.changed):
            signal.connect(self.picked)
        when = QHBoxLayout()
        when.addWidget(self.day, 4)
        at = QLabel(tr("at"), self)
        at.setBuddy(self.time)
        when.addWidget(at)
        when.addWidget(self.time)
        when.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(when)
        layout.addWidget(self.kinds)

    def shift(self) -> dict[str, str] | None:
        """`start` and `kind` as cli.md has them; None until a day is given.

        A shift without a time begins at midday in the file, never at a made-up night hour.
        """
        day = self.day.day()
        if day is None:
            return None
        kind = self.kinds.chosen()
        start = f"{day.isoformat()}T{(self.time.at() or time(12)).strftime('%H:%M')}"
        return {"start": start, "kind": kind[0] if kind else "other"}

    def set_shift(self, value: object) -> None:
        """Show a shift, without saying `picked`."""
        shift = value if isinstance(value, dict) else {}
        start = str(shift.get("start", ""))
        self.day.set_day(iso_day(start))
        at = QTime.fromString(start[11:16], "HH:mm")
        self.time.set_at(time(at.hour(), at.minute()) if at.isValid() else None)
        self.kinds.choose([str(shift.get("kind", ""))])


@answers("shift")
class ShiftField(QuestionField):
    """Which shift; filled in beforehand where it can be guessed."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.edit = ShiftEdit(around.today(), question.text, self)
        self.edit.picked.connect(self.touched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)

    def read(self) -> Answer | None:
        """The shift's `start` and `kind`."""
        return self.edit.shift()

    def show_value(self, value: Answer | None) -> None:
        """Show a shift."""
        self.edit.set_shift(value)

    def focus_target(self) -> QWidget:
        """The day, where a change begins."""
        return self.edit.day.line
