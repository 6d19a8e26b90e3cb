"""The search box and what narrows a search down."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reflect_app.core.clock import Clock
from reflect_app.core.entries import SHIFT_KINDS, Query
from reflect_app.core.when import shift_kind
from reflect_app.ui.focus import bring_into_sight
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.dates import DateEdit
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import add_icon, button, switch
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.clearable import clearable
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr, trn

_PAUSE = 60  # milliseconds: letters of one burst make one search


class PickBox(QComboBox):
    """A choice of one, whose first line means any. Scrolling past does not change it."""

    def __init__(self, any_of: str, name: str) -> None:
        super().__init__()
        self._any = any_of
        self.setAccessibleName(name)
        self.setMinimumHeight(MIN_TARGET + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.offer(())

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer these (value, words); what was picked stays picked if it is still there."""
        kept = self.value()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._any, None)
            for value, words in options:
                self.addItem(words, value)
            self.pick(kept)

    def value(self) -> str | None:
        """What is picked; None for any."""
        found = self.currentData()
        return str(found) if found is not None else None

    def pick(self, value: str | None) -> None:
        """Show a value as picked, or any."""
        self.setCurrentIndex(max(self.findData(value), 0) if value is not None else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()


class SearchBar(QWidget):
    """Says `asked` with a whole `Query` whenever it changes; `down` on arrow down or Enter."""

    asked = Signal(object)
    down = Signal()

    def __init__(
        self, clock: Clock, theme: ThemeKeeper, parent: QWidget | None = None, *, columns: int = 2
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._last = Query()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(tr("Words, tags, people"))
        self.line.setAccessibleName(tr("Search the journal"))
        clearable(self.line)
        self.line.setMaxLength(400)
        self.line.setMinimumHeight(MIN_TARGET + 8)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.line.installEventFilter(self)
        self.toggle = switch(tr("Filters"), self._toggle)
        add_icon(self.toggle, theme, "filter")
        self.panel = Card(self)
        self._fill(clock)
        self.panel.hide()
        across = columns > 1
        top = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
        top.setSpacing(8)
        top.addWidget(self.line, int(across))
        top.addWidget(self.toggle, 0, Qt.AlignmentFlag(0) if across else Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(self.panel)

    def _fill(self, clock: Clock) -> None:
        self.template = PickBox(tr("Any prompt"), tr("Prompt"))
        self.tag = PickBox(tr("Any tag"), tr("Tag"))
        self.person = PickBox(tr("Anyone"), tr("Person"))
        self.shift = PickBox(tr("Any shift"), tr("Shift"))
        self.shift.offer((kind, shift_kind(kind)) for kind in SHIFT_KINDS)
        self.feeling = PickBox(tr("Any feeling"), tr("Feeling"))
        self.picks = (self.template, self.tag, self.person, self.shift, self.feeling)
        today = clock.now().date()
        self.start, self.end = DateEdit(today, self.panel), DateEdit(today, self.panel)
        self.start.name(tr("From"))
        self.end.name(tr("Until"))
        for day in (self.start, self.end):
            day.button.hide()
            day.line.setPlaceholderText(tr("20/11"))
            day.picked.connect(self._ask)
        self.marked = QCheckBox(tr("Only what is marked to bring"), self.panel)
        self.shared = QCheckBox(tr("Only what I have shared"), self.panel)
        self.shared.setToolTip(tr("Also what you took back since."))
        self.binned = QCheckBox(tr("What is in the bin"), self.panel)
        self.ticks = (self.marked, self.shared, self.binned)
        for pick in self.picks:
            pick.currentIndexChanged.connect(lambda _: self._ask())
        for tick in self.ticks:
            tick.setMinimumHeight(MIN_TARGET)
            tick.toggled.connect(lambda _: self._ask())
        self.clear = button(tr("Clear filters"), self.clear_filters, "link")
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for at, pick in enumerate(self.picks[:4]):
            grid.addWidget(pick, *divmod(at, self._columns))
        grid.addWidget(self.feeling, 4, 0, 1, self._columns)
        for at, (words, day) in enumerate(((tr("From"), self.start), (tr("Until"), self.end))):
            pair = QHBoxLayout()
            pair.setSpacing(6)
            label = small(words)
            label.setWordWrap(False)
            label.setBuddy(day.line)
            pair.addWidget(label)
            pair.addWidget(day, 1)
            row, column = divmod(at, self._columns)
            grid.addLayout(pair, 5 + row, column)
        self.panel.box.setContentsMargins(14, 12, 14, 12)
        self.panel.box.setSpacing(6)
        self.panel.box.addLayout(grid)
        for tick in self.ticks:
            self.panel.box.addWidget(tick)
        self.panel.box.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeading)

    def offer(
        self,
        templates: Iterable[tuple[str, str]],
        tags: Iterable[tuple[str, str]],
        people: Iterable[tuple[str, str]],
        feelings: Iterable[tuple[str, str]],
    ) -> None:
        """What the filters offer now."""
        self.template.offer(templates)
        self.tag.offer(tags)
        self.person.offer(people)
        self.feeling.offer(feelings)

    def query(self) -> Query:
        """What is asked for."""
        start, end = self.start.day(), self.end.day()
        return Query(
            text=self.line.text().strip(),
            start=start.isoformat() if start else None,
            end=end.isoformat() if end else None,
            template=self.template.value(),
            tag=self.tag.value(),
            person=self.person.value(),
            shift_kind=self.shift.value(),
            marked=True if self.marked.isChecked() else None,
            feeling=self.feeling.value(),
            shared=True if self.shared.isChecked() else None,
            binned=self.binned.isChecked(),
            prefix=True,
        )

    def filters_on(self) -> int:
        """How many filters narrow the search, the words not counted."""
        asked = self.query()
        parts = (
            asked.start, asked.end, asked.template, asked.tag, asked.person, asked.shift_kind,
            asked.marked, asked.feeling, asked.shared, asked.binned or None,
        )  # fmt: skip
        return sum(part is not None for part in parts)

    def clear_filters(self) -> None:
        """Let go of every filter; the words stay."""
        blockers = [QSignalBlocker(part) for part in (*self.picks, *self.ticks)]
        for pick in self.picks:
            pick.pick(None)
        for tick in self.ticks:
            tick.setChecked(False)
        for day in (self.start, self.end):
            day.set_day(None)
        del blockers
        self._ask()

    def only_tag(self, tag: str) -> None:
        """Everything with one tag."""
        self.line.clear()
        self.clear_filters()
        if self.tag.findData(tag) < 0:
            self.tag.addItem(tag, tag)
        self.tag.pick(tag)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrow down and Enter go to the list; Escape empties the box, and is harmless then."""
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._ask()
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            return False
        return True

    def _toggle(self, on: bool) -> None:
        self.panel.setVisible(on)
        # In a pack the search stands low on the page, and its filters would open below the edge.
        QTimer.singleShot(0, self.panel, lambda: bring_into_sight(self.panel))

    def _ask(self) -> None:
        self._pause.stop()
        count = self.filters_on()
        words = trn("Filters ({count})", "Filters ({count})", count).format(count=count)
        self.toggle.setText(words if count else tr("Filters"))
        asked = self.query()
        if asked != self._last:
            self._last = asked
            self.asked.emit(asked)
