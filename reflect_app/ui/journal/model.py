"""The list of entries as Qt sees it: every row is there at once, a page of rows is fetched at a
time, and only a few pages are held. So 100,000 entries cost what fits on the screen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from reflect_app.core.entries import EntrySummary, Page, Query
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.when import say_moment
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk
from reflect_app.words import tr

PAGE = 64
HELD = 24
"""Pages kept: about 1,500 rows, less than a megabyte."""

SUMMARY = int(Qt.ItemDataRole.UserRole) + 1

_Index = QModelIndex | QPersistentModelIndex


class EntryListModel(QAbstractListModel):
    """Rows are the matches of one `Query`, newest first. A row not fetched yet has no summary.

    `found` says how many match, once the first page of a new query is here.
    """

    found = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = Query()
        self._asked_query = Query()
        self._total = 0
        self._pages: OrderedDict[int, tuple[EntrySummary, ...]] = OrderedDict()
        self._wanted: list[int] = []
        self._coming: dict[int, Handle] = {}
        self._first: Handle | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch)

    @property
    def query(self) -> Query:
        """The query whose matches are shown."""
        return self._query

    def search(self, query: Query, then: Callable[[], object] | None = None) -> None:
        """Show the matches of another query. Returns at once; the newest call wins."""
        self._asked_query = query
        if self._first is not None:
            self._first.cancel()
        self._first = self._desk.search(
            lambda journal: journal.entries.page(query, 0, PAGE),
            lambda page: self._came_first(query, page, then),
            failed=self.failed.emit,
            owner=self,
        )

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """The same query again, because something in the journal changed."""
        self.search(self._asked_query, then)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Every match; a list has no children."""
        return 0 if parent.isValid() else self._total

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401
        """Titles for the eye, whole sentences for the ear, the record itself for the painter."""
        if not index.isValid() or index.row() >= self._total:
            return None
        summary = self.summary(index.row())
        if role == SUMMARY:
            return summary
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title if summary else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(summary) if summary else tr("Being fetched")
        return None

    def summary(self, row: int) -> EntrySummary | None:
        """The record of a row; None while its page is on the way."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def held(self) -> int:
        """How many pages are held just now."""
        return len(self._pages)

    def _want(self, number: int) -> None:
        if number in self._coming or number in self._wanted:
            return
        # The row looked at last matters most: a fast scroll leaves the others behind.
        self._wanted.append(number)
        del self._wanted[: -HELD // 2]
        if not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        wanted, self._wanted = self._wanted, []
        for number in reversed(wanted):
            handle = self._desk.ask(
                partial(_page_of, self._query, number),
                partial(self._came, self._query, number),
                failed=partial(self._missed, number),
                owner=self,
            )
            if number not in self._pages:  # tasks that run at once have answered already
                self._coming[number] = handle

    def _came(self, query: Query, number: int, page: Page) -> None:
        self._coming.pop(number, None)
        if query != self._query:
            return
        if page.total != self._total:
            self.reload()
            return
        self._hold(number, page.entries)
        first = number * PAGE
        last = min(first + PAGE, self._total) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _missed(self, number: int, error: ReflectError) -> None:
        self._coming.pop(number, None)
        self.failed.emit(error)

    def _came_first(self, query: Query, page: Page, then: Callable[[], object] | None) -> None:
        for handle in self._coming.values():
            handle.cancel()
        self._coming, self._wanted = {}, []
        if query == self._query and page.total == self._total and self._total:
            # The same rows, perhaps with other words in them: keep the selection and the place.
            self._pages.clear()
            self._hold(0, page.entries)
            self.dataChanged.emit(self.index(0), self.index(self._total - 1))
        else:
            self.beginResetModel()
            self._query, self._total = query, page.total
            self._pages.clear()
            self._hold(0, page.entries)
            self.endResetModel()
        self.found.emit(self._total)
        if then is not None:
            then()

    def _hold(self, number: int, entries: tuple[EntrySummary, ...]) -> None:
        self._pages[number] = entries
        self._pages.move_to_end(number)
        while len(self._pages) > HELD:
            self._pages.popitem(last=False)


def _page_of(query: Query, number: int, journal: Journal) -> Page:
    return journal.entries.page(query, number * PAGE, PAGE)


def spoken(summary: EntrySummary) -> str:
    """A row as a screen reader says it."""
    said = [summary.title, say_moment(summary.event)]
    if summary.marked:
        said.append(tr("marked for supervision"))
    return ", ".join(said)
