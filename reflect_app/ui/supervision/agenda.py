"""The agenda: a list in an order that a person gives it, by keyboard or by mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem

from reflect_app.core import when
from reflect_app.core.contacts import who_line
from reflect_app.services.sessions import AgendaLine
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, flow, row
from reflect_app.ui.widgets.text import breakable, heading, muted, small
from reflect_app.ui.widgets.wrapping import wrap_rows
from reflect_app.words import tr

_ROLE = Qt.ItemDataRole.UserRole
_MOST_ROWS = 9


class AgendaCard(Card):
    """Shows the agenda. `ordered` is said with ids, `left_out` and `read` with one of them."""

    ordered = Signal(object)
    left_out = Signal(str)
    read = Signal(str)
    brought = Signal(str)

    def __init__(self, lines: Sequence[AgendaLine], *, fixed: bool, read_only: bool) -> None:
        super().__init__()
        self._lines = {line.item.id: line for line in lines}
        self._fixed = fixed or read_only
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Agenda"))
        wrap_rows(self.list)
        if not self._fixed:
            self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.list.setAccessibleDescription(tr("Alt and an arrow key move an item."))
        for line in lines:
            item = QListWidgetItem(breakable(_words(line)))
            item.setData(_ROLE, line.item.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.model().rowsMoved.connect(lambda *_: self._told())
        self.list.installEventFilter(self)
        self.list.currentRowChanged.connect(lambda _: self._fit())
        self.up = button(tr("Up"), lambda: self._move(-1), name=tr("Move the item up"))
        self.down = button(tr("Down"), lambda: self._move(1), name=tr("Move the item down"))
        self.out = button(tr("Not this time"), self._out)
        self.open = button(tr("Read"), self._open, "quiet", name=tr("Read the item"))
        self.line = QLineEdit()
        self.line.setMaxLength(2_000)
        self.line.setMinimumHeight(MIN_TARGET + 8)
        self.line.setAccessibleName(tr("Brought in the room"))
        self.line.setPlaceholderText(tr("Something else to talk about"))
        self.line.returnPressed.connect(self._bring)
        self.add = button(tr("Add"), self._bring, name=tr("Add it to the agenda"))
        self._arrange(empty=not lines)
        self._fit()

    def _arrange(self, *, empty: bool) -> None:
        self.box.addWidget(heading(tr("Agenda")))
        if empty:
            self.box.addWidget(muted(tr("Nothing is marked yet. Mark an entry while you read it.")))
        else:
            self.box.addWidget(small(tr("Marked for you to bring. Nothing has been sent.")))
        steps = flow(self.up, self.down, self.out, self.open)
        self.box.addWidget(self.list)
        self.box.addLayout(steps)
        for part in (self.list, self.open):
            part.setVisible(not empty)
        for step in (self.up, self.down, self.out):
            step.setVisible(not empty and not self._fixed)
        self.box.addLayout(row(self.line, self.add))
        self.line.setVisible(not self._fixed)
        self.add.setVisible(not self._fixed)
        rows = min(max(self.list.count(), 1), _MOST_ROWS)
        self.list.setFixedHeight(rows * (self.list.sizeHintForRow(0) + 4) + 12)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the item that has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.AltModifier
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if held and step is not None:
                self._move(step)
                return True
        return False

    def order(self) -> list[str]:
        """The ids as they stand."""
        return [str(self.list.item(place).data(_ROLE)) for place in range(self.list.count())]

    def _chosen(self) -> AgendaLine | None:
        item = self.list.currentItem()
        return self._lines.get(str(item.data(_ROLE))) if item is not None else None

    def _fit(self) -> None:
        place, count = self.list.currentRow(), self.list.count()
        chosen = self._chosen()
        self.up.setEnabled(not self._fixed and place > 0)
        self.down.setEnabled(not self._fixed and 0 <= place < count - 1)
        self.out.setEnabled(not self._fixed and chosen is not None)
        self.open.setEnabled(chosen is not None and bool(chosen.item.entry))

    def _move(self, step: int) -> None:
        place = self.list.currentRow()
        if self._fixed or not 0 <= place + step < self.list.count():
            return
        item = self.list.takeItem(place)
        self.list.insertItem(place + step, item)
        self.list.setCurrentRow(place + step)
        self._told()

    def _told(self) -> None:
        self.ordered.emit(self.order())

    def _out(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.left_out.emit(chosen.item.id)

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.item.entry:
            self.read.emit(chosen.item.entry)

    def _bring(self) -> None:
        if self.line.text().strip():
            self.brought.emit(self.line.text())


def _words(line: AgendaLine) -> str:
    if line.sender:
        title = f"{line.title} · {who_line(line.sender, line.agency)}"
    else:
        title = line.title
    day = when.day(line.when) if line.when else ""
    return " · ".join(part for part in (title, day, *line.wordings) if part)
