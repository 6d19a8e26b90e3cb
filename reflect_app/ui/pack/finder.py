"""A search for entries to bring: by words, days, tag, person and prompt, one of them or all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Page, Query
from reflect_app.ui.journal.fetch import FilterWords, filter_words
from reflect_app.ui.journal.filters import SearchBar
from reflect_app.ui.pack.found import SHOWN, FoundList
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import button
from reflect_app.words import tr, trn


class EntryFinder(QWidget):
    """Enter or a click on one says `chosen` with its id; the button, `every` with the search."""

    chosen = Signal(str)
    every = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._query = Query(prefix=True)
        self.bar = SearchBar(desk.clock, desk.theme, columns=1)
        self.bar.line.setPlaceholderText(tr("Find an entry to add"))
        self.bar.line.setAccessibleName(tr("Find an entry to add"))
        self.bar.binned.hide()
        self.bar.asked.connect(self._ask)
        self.bar.down.connect(self._down)
        self.list = FoundList()
        self.list.setFixedHeight(desk.theme.pixels(120))
        self.list.chosen.connect(self.chosen)
        self.add_all = button("", lambda: self.every.emit(self._query))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for part in (self.bar, self.list, self.add_all):
            box.addWidget(part)
        box.setAlignment(self.add_all, Qt.AlignmentFlag.AlignLeading)

    def look(self) -> None:
        """Fetch what the filters offer, and find."""
        welsh = self._desk.app.language == "cy"
        self._desk.ask(lambda journal: filter_words(journal, welsh=welsh), self._offer, owner=self)
        self._ask(self._query)

    def _offer(self, words: FilterWords) -> None:
        self.bar.offer(words.templates, words.tags, words.people, words.feelings)

    def _ask(self, query: Query) -> None:
        self._query = query
        self._desk.search(
            lambda journal: journal.entries.page(query, 0, SHOWN), self._came, owner=self
        )

    def _came(self, page: Page) -> None:
        self.list.show_page(page)
        words = trn("Add the {count} that is found", "Add all {count} that are found", page.total)
        self.add_all.setText(words.format(count=page.total))
        self.add_all.setVisible(page.total > 1)

    def _down(self) -> None:
        """Arrow down or Enter in the line: to the list, or straight to the only one."""
        if self.list.count() == 1:
            self.list.take_first()
        elif self.list.count():
            self.list.enter()
