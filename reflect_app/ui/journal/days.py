"""A month with dots on the written days, and the ways from day to day.

A dot says that something is written, never how much: a calendar is no record of attendance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy

from reflect_app.core import when
from reflect_app.core.entries import Query
from reflect_app.services.calendar import CalendarDay, CalendarMonth
from reflect_app.services.journal import Journal
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.dates import DateEdit
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import IconButton, button
from reflect_app.ui.widgets.card import Card, flow, row
from reflect_app.ui.widgets.text import show_text, small, subheading
from reflect_app.words import language, tr

_SIDE = 30
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a search for a day ended: the entry to read, or none. `asked` was wanted."""

    asked: str
    day: str
    entry: str


def land(journal: Journal, asked: str) -> Landed:
    """The newest entry of a day; of the nearest written day before it where it has none, else
    of the nearest after."""
    day = asked
    if not journal.entries.days(asked, asked):
        beside = journal.calendar.previous_written(asked) or journal.calendar.next_written(asked)
        day = beside or ""
    return _landed(journal, asked, day)


def step(journal: Journal, day: str, *, later: bool) -> Landed:
    """The written day beside a day, on one side."""
    calendar = journal.calendar
    beside = calendar.next_written(day) if later else calendar.previous_written(day)
    return _landed(journal, "", beside or "")


def _landed(journal: Journal, asked: str, day: str) -> Landed:
    found = journal.entries.page(Query(start=day, end=day), 0, 1).entries if day else ()
    return Landed(asked, day, found[0].id if found else "")


class DayButton(QAbstractButton):
    """One day. Written days have a dot, today a ring; a screen reader is told both."""

    def __init__(self, theme: ThemeKeeper, day: CalendarDay) -> None:
        super().__init__()
        self._theme = theme
        self.day = day
        told = [when.full_day(day.day)]
        told += [tr("today")] if day.today else []
        told += [tr("written")] if day.written else []
        self.setAccessibleName(", ".join(told))
        self.setText(str(day.number))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Big enough to press."""
        high = self.fontMetrics().height() + self._theme.pixels(9)
        return QSize(self._theme.pixels(_SIDE), max(high, _SIDE))

    def minimumSizeHint(self) -> QSize:
        """The dot is never on the number."""
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The number, the dot, the rings."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 1, -2, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        pointed_at = self.underMouse() or self.isDown()
        if pointed_at:
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(area, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus() or self.day.today:
            painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "border"), 2))
            painter.drawRoundedRect(area, 6, 6)
        beside = "muted" if pointed_at else "faint"  # faint on that ground is under 4.5 to 1
        painter.setPen(theme.colour("text" if self.day.inside else beside))
        words = area.adjusted(0, 0, 0, -theme.pixels(8))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.day.written:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            dot = theme.pixels(100) / 100 * 2.6
            painter.drawEllipse(QPointF(area.center().x(), area.bottom() - 2.4 * dot), dot, dot)
        painter.end()


class DayPanel(Card):
    """Says `landed` with where it led. Arrows move by a day, a week, PgUp and PgDn by a month."""

    landed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._today = desk.clock.now().date()
        self.day = self._today.isoformat()
        self.month: CalendarMonth | None = None
        self._days: dict[str, DayButton] = {}
        self.name = subheading("")
        self.before = IconButton(desk.theme, "back", tr("The month before"), self._month_before)
        self.after = IconButton(desk.theme, "next", tr("The month after"), self._month_after)
        self.go_to = DateEdit(self._today)
        self.go_to.button.hide()
        self.go_to.name(tr("Go to date"))
        self.go_to.line.setPlaceholderText(tr("Go to date, such as 20/11"))
        self.go_to.line.returnPressed.connect(self._go_to)
        self.note = small("")
        self._grid = QGridLayout()
        self._grid.setSpacing(1)
        self.previous_written = button(
            tr("Earlier"), partial(self._step, later=False), "quiet",
            name=tr("The written day before"),
        )  # fmt: skip
        self.next_written = button(
            tr("Later"), partial(self._step, later=True), "quiet",
            name=tr("The written day after"),
        )  # fmt: skip
        self.box.setContentsMargins(14, 10, 14, 10)
        self.box.setSpacing(6)
        self.box.addLayout(row(self.before, self.name, self.after))
        self.box.addLayout(self._grid)
        self.box.addLayout(flow(self.previous_written, self.next_written, self.go_to))
        self.box.addWidget(self.note)
        self.note.hide()
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def turn_to(self, day: str, *, focus: bool = False) -> None:
        """Show the month of a day, and make the day the one that keys go on from."""
        self.day = day
        starts = QLocale().firstDayOfWeek().value - 1
        self._desk.ask(
            lambda journal: journal.calendar.month(day[:7], week_starts=starts),
            partial(self._show, focus=focus),
            owner=self,
        )

    def renew(self) -> None:
        """Something was written or deleted."""
        self.turn_to(self.day)

    def _show(self, month: CalendarMonth, *, focus: bool) -> None:
        self.month = month
        self.name.setText(month.title)
        for old in self._days.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._days = {}
        self._head(month)
        for line, week in enumerate(month.weeks, 1):
            for column, each in enumerate(week):
                made = DayButton(self._desk.theme, each)
                made.clicked.connect(partial(self._land, each.day))
                made.installEventFilter(self)
                self._grid.addWidget(made, line, column)
                made.show()  # now, or it cannot take the focus before the next turn
                self._days[each.day] = made
        tab_through(self)
        current = self._days.get(self.day)
        if current is not None:
            current.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if focus:
                current.setFocus()

    def _head(self, month: CalendarMonth) -> None:
        """Two letters above each column, once; every day says its weekday in full."""
        if self._grid.itemAtPosition(0, 0) is not None:
            return
        spoken = QLocale(language())
        for column, each in enumerate(month.weeks[0]):
            number = date.fromisoformat(each.day).isoweekday()
            made = small(spoken.dayName(number, QLocale.FormatType.ShortFormat)[:2])
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            made.setWordWrap(False)
            self._grid.addWidget(made, 0, column)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The keys of a day."""
        if not (isinstance(watched, DayButton) and isinstance(event, QKeyEvent)):
            return False
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            return False
        here = date.fromisoformat(watched.day.day)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            watched.click()
        elif event.key() in _STEPS:
            self._move(here + timedelta(days=_STEPS[Qt.Key(event.key())]))
        elif event.key() == Qt.Key.Key_PageUp:
            self._move(here.replace(day=1) - timedelta(days=1))
        elif event.key() == Qt.Key.Key_PageDown:
            self._move((here.replace(day=1) + timedelta(days=31)).replace(day=1))
        else:
            return False
        return True

    def _move(self, day: date) -> None:
        wanted = self._days.get(day.isoformat())
        if wanted is not None and wanted.day.inside:
            for each in self._days.values():
                each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.day = day.isoformat()
            wanted.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            wanted.setFocus()
        else:
            self.turn_to(day.isoformat(), focus=True)

    def _month_before(self) -> None:
        if self.month is not None:
            self.turn_to(f"{self.month.before}-01")

    def _month_after(self) -> None:
        if self.month is not None:
            self.turn_to(f"{self.month.after}-01")

    def _go_to(self) -> None:
        day = self.go_to.day()
        if day is None:
            show_text(self.note, tr("That is no date Reflect knows. Try 20/11 or yesterday."))
        else:
            self._land(day.isoformat())

    def _land(self, day: str, _on: bool = False) -> None:
        self._desk.ask(lambda journal: land(journal, day), self._came, owner=self)

    def _step(self, *, later: bool) -> None:
        day = self.day
        self._desk.ask(lambda journal: step(journal, day, later=later), self._came, owner=self)

    def _came(self, landed: Landed) -> None:
        if not landed.entry:
            show_text(self.note, tr("No written day lies that way."))
            return
        words = tr("Nothing is written on {day}. This is the nearest.")
        moved = landed.asked and landed.asked != landed.day
        show_text(self.note, words.format(day=when.day(landed.asked)) if moved else "")
        self.turn_to(landed.day, focus=any(each.hasFocus() for each in self._days.values()))
        self.landed.emit(landed)
