"""A small search for entries to bring besides the marked ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reflect_app.core.entries import Page, Query
from reflect_app.ui.pack.found import SHOWN, FoundList
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.text import muted, show_text
from reflect_app.words import tr


class EntryAdder(QWidget):
    """Type to find; Enter or a click on one says `chosen` with its id."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(60)
        self._pause.timeout.connect(self.look)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(tr("Find an entry to add"))
        self.line.setAccessibleName(tr("Find an entry to add"))
        self.line.setMinimumHeight(MIN_TARGET + 8)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.line.installEventFilter(self)
        self.list = FoundList(self)
        self.list.setMaximumHeight(190)
        self.list.chosen.connect(self.chosen)
        self.nothing = muted("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.line)
        box.addWidget(self.list)
        box.addWidget(self.nothing)

    def look(self) -> None:
        """Find what fits the words; the newest entries for none."""
        query = Query(text=self.line.text().strip(), prefix=True)
        self._desk.search(
            lambda journal: journal.entries.page(query, 0, SHOWN), self._found, owner=self
        )

    def _found(self, page: Page) -> None:
        self.list.show_page(page)
        none = tr("Nothing fits that.") if self.line.text() else tr("Your journal is empty")
        show_text(self.nothing, "" if page.total else none)
        self.list.setVisible(bool(page.total))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrow down goes to the list; Enter takes the first."""
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress or not self.list.count():
            return False
        if event.key() == Qt.Key.Key_Down:
            self.list.enter()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.list.take_first()
        else:
            return False
        return True
