"""The list of entries as Qt sees it: every row is there at once, a page of rows is fetched at a
time, and only a few pages are held. So 100,000 entries cost what fits on the screen.

The base is Qt's standard model, empty: a view asks each row for its index, and a model whose
`index` and `rowCount` are Python takes a third of a second to say so 100,000 times.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QListView

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
_WAITING = 4
_AT_ONCE = 2

SUMMARY = int(Qt.ItemDataRole.UserRole) + 1

_Index = QModelIndex | QPersistentModelIndex


class EntryListModel(QStandardItemModel):
    """Rows are the matches of one `Query`, newest first. A row not fetched yet has no summary.

    `found` says how many match, once the first page of a new query is here.
    """

    found = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(0, 1, parent)
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

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """To be read and chosen, nothing else."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

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
        # The rows looked at last matter most: a fast scroll leaves the others behind.
        self._wanted.append(number)
        del self._wanted[:-_WAITING]
        if not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        while self._wanted and len(self._coming) < _AT_ONCE:
            number = self._wanted.pop()
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
        if self._wanted:
            self._soon.start()
        if query != self._query:
            return
        if page.total != self._total:
            self.reload()
            return
        self._hold(number, page.entries)
        first = number * PAGE
        last = min(first + PAGE, self._total) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

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
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, 0))
        else:
            self.setRowCount(0)
            self._query, self._total = query, page.total
            self._pages.clear()
            self._hold(0, page.entries)
            self.setRowCount(page.total)
        self.found.emit(self._total)
        if then is not None:
            then()

    def _hold(self, number: int, entries: tuple[EntrySummary, ...]) -> None:
        self._pages[number] = entries
        self._pages.move_to_end(number)
        while len(self._pages) > HELD:
            self._pages.popitem(last=False)


class EntryList(QListView):
    """A list whose rows are all of one height, so that words which arrive move nothing."""

    def dataChanged(
        self,
        top: QModelIndex | QPersistentModelIndex,
        bottom: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint again, where Qt's own would lay out every row of 100,000 again."""
        del top, bottom, roles
        self.viewport().update()


def _page_of(query: Query, number: int, journal: Journal) -> Page:
    return journal.entries.page(query, number * PAGE, PAGE)


def spoken(summary: EntrySummary) -> str:
    """A row as a screen reader says it."""
    said = [summary.title, say_moment(summary.event)]
    if summary.marked:
        said.append(tr("marked for supervision"))
    return ", ".join(said)
