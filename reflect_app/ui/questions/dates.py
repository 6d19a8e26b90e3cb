"""Dates as people in the UK type them, and a small field to enter one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reflect_app.core import when
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.field import HintLine
from reflect_app.words import tr

Lean = Literal["back", "ahead", "either"]
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def say_date(day: date) -> str:
    """A day in words with its weekday: “Friday 20 November 2026”."""
    return when.full_day(day.isoformat())


def iso_day(value: object) -> date | None:
    """The day in an ISO text, None where there is none."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _month(word: str) -> int | None:
    """The month a word begins, in English or in the reader's language."""
    typed = word.casefold()
    if typed[:3] in _ENGLISH:
        return _ENGLISH.index(typed[:3]) + 1
    for number in range(1, 13):
        name = when.day(f"2000-{number:02}-01").split()[1]
        if name.casefold().startswith(typed):
            return number
    return None


def parse_date(text: str, today: date, lean: Lean = "back") -> date | None:
    """The day someone typed: 20/11, 20.11.26, 20 nov, 2026-11-20, today, yesterday.

    Day before month. Without a year it is the nearest such day on the side that `lean` says:
    back (today counts), ahead, or either. None where it cannot be read.
    """
    plain = text.strip().casefold()
    for word, days in ((tr("yesterday"), -1), (tr("today"), 0), (tr("tomorrow"), 1)):
        if plain == word.casefold():
            return today + timedelta(days=days)
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return _make(int(iso[1]), int(iso[2]), int(iso[3]))
    if short := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?", plain):
        return _with_year(int(short[1]), int(short[2]), short[3], today, lean)
    wordy = re.fullmatch(
        r"(?:[^\W\d]+,?\s+){0,2}(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d]+)\.?,?(?:\s+(\d{4}))?", plain
    )
    if wordy and (month := _month(wordy[2])):
        return _with_year(int(wordy[1]), month, wordy[3], today, lean)
    return None


def _with_year(day: int, month: int, year: str | None, today: date, lean: Lean) -> date | None:
    if year:
        return _make(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # A 29 February may be up to eight years away.
    near = (_make(today.year + far, month, day) for far in range(-8, 9))
    found = [
        each
        for each in near
        if each is not None
        and (lean != "back" or each <= today)
        and (lean != "ahead" or each >= today)
    ]
    return min(found, key=lambda each: abs(each - today), default=None)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateEdit(QWidget):
    """A line that understands dates as people type them, and a calendar beside it.

    `picked` is said when the day changes, None for no day. Unlike Qt's own it can be empty.
    """

    picked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None, *, lean: Lean = "back") -> None:
        self._snug = False  # Qt may tell of a font before the rest is there
        super().__init__(parent)
        self._today = today
        self._lean: Lean = lean
        self._day: date | None = None
        self.line = HintLine(self)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.setMaximumWidth(360)
        self.line.setMinimumHeight(MIN_TARGET + 8)
        self.line.setPlaceholderText(tr("Day, such as 20/11"))
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._tidy)
        self.button = QPushButton(tr("Calendar"), self)
        self.button.setMinimumHeight(MIN_TARGET + 8)
        self.button.setAutoDefault(True)  # Enter presses it, as Space does
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1000)
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def be_snug(self) -> None:
        """Take no more room than its parts can fill: something stands beside it."""
        self._snug = True
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if self._snug and layout is not None:
            parts = self.line.maximumWidth() + self.button.sizeHint().width()
            self.setMaximumWidth(parts + 2 * layout.spacing())

    def day(self) -> date | None:
        """The day entered, None where there is none or it cannot be read."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day, without saying `picked`."""
        self._day = day
        self.line.setText(when.day(day.isoformat()) if day else "")

    def name(self, label: str, description: str = "") -> None:
        """What a screen reader calls the line and the button."""
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(description)
        self.button.setAccessibleName(tr("Calendar: {field}").format(field=label))
        self.button.setAccessibleDescription(description or label)

    def _typed(self, text: str) -> None:
        self._change(parse_date(text, self._today, self._lean))

    def _change(self, day: date | None) -> None:
        if day != self._day:
            self._day = day
            self.picked.emit()

    def _tidy(self) -> None:
        if self._day is not None:
            self.line.setText(when.day(self._day.isoformat()))

    def _open(self) -> None:
        popup = CalendarPopup(self._day or self._today, self)
        popup.chosen.connect(self._from_calendar)
        popup.open_below(self.button)

    def _from_calendar(self, day: date) -> None:
        self._change(day)
        self._tidy()
        self.line.setFocus()


class CalendarPopup(QWidget):
    """A month to pick a day from; Escape closes it and nothing has happened."""

    chosen = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Calendar"))
        self.calendar = QCalendarWidget(self)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(tr("Calendar"))
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)

    def open_below(self, anchor: QWidget) -> None:
        """Show it under a button, on the screen as a whole."""
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        area = anchor.screen().availableGeometry()
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        place.setY(max(area.top(), min(place.y(), area.bottom() - self.height())))
        self.move(place)
        self.show()
        self.calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()
