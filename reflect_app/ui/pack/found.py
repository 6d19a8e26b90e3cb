"""The entries that a search found, to be taken one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from reflect_app.core import when
from reflect_app.core.entries import Page
from reflect_app.ui.widgets.wrapping import wrap_rows
from reflect_app.words import tr

SHOWN = 30
"""The most that are listed; who wants others searches on."""


class FoundList(QListWidget):
    """Enter or a click on one says `chosen` with its id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Entries found"))
        wrap_rows(self)
        self.itemActivated.connect(self._take)
        self.itemClicked.connect(self._take)

    def show_page(self, page: Page) -> None:
        """List these and no others."""
        self.clear()
        for summary in page.entries:
            words = tr("{title}, {day}").format(title=summary.title, day=when.day(summary.event))
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, summary.id)
            self.addItem(item)

    def take_first(self) -> None:
        """As if one clicked on the first."""
        if self.count():
            self._take(self.item(0))

    def enter(self) -> None:
        """Bring the keyboard to the first."""
        self.setFocus()
        self.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
