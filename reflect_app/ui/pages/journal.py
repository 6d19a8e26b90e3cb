"""The Journal: everything that was written, newest first, found as one types."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import EntrySummary, Query
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.compose.targets import EditEntry
from reflect_app.ui.jobs import Handle
from reflect_app.ui.journal import fetch
from reflect_app.ui.journal.days import DayPanel
from reflect_app.ui.journal.delegate import EntryDelegate
from reflect_app.ui.journal.erasing import Erasing
from reflect_app.ui.journal.filters import SearchBar
from reflect_app.ui.journal.model import SUMMARY, EntryList, EntryListModel
from reflect_app.ui.journal.pane import EntryPane
from reflect_app.ui.journal.targets import PAGE_ID, ShowEntry, ShowTag
from reflect_app.ui.learning.promoting import promote
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.sharing.targets import PAGE_ID as SHARING
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.widgets.buttons import add_icon, show_on, switch
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.shelf import Shelf
from reflect_app.ui.widgets.text import small, title
from reflect_app.words import tr, trn

_BOTH = 640
"""Narrower than this, at normal text size, the list and the entry take turns."""
_SHARE = 0.62
"""Of the height, for an open calendar; under it there is always a list."""


class JournalPage(Page):
    """A list with a search box on the left, what is read on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._asked: Handle | None = None
        self._target = ""
        self._ever = False
        self.model = EntryListModel(desk, self)
        self.bar = SearchBar(desk.clock, desk.theme)
        self.count = small("")
        self.days = DayPanel(desk)
        self.days.hide()
        self.calendar = switch(tr("Calendar"), self._toggle_days)
        add_icon(self.calendar, desk.theme, "calendar")
        self.list = EntryList()
        self.pane = EntryPane(desk.theme)
        self._make_list()
        self.empty = EmptyState(
            tr("Your journal is empty"),
            tr("What you write comes here, newest first. Nobody is told whether you write."),
            tr("Write something"),
            lambda: desk.go(COMPOSE),
        )
        self.nothing = QLabel(tr("Nothing fits that."))
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(0, 24, 0, 0)
        self._arrange()
        self._listen()

    def _make_list(self) -> None:
        self.list.setModel(self.model)
        self._delegate = EntryDelegate(self.desk.theme)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Entries"))
        self.list.installEventFilter(self)

    def _arrange(self) -> None:
        self.rows = QStackedWidget()
        self.rows.addWidget(self.list)
        self.rows.addWidget(self.nothing)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 22, 8, 12)
        column.setSpacing(10)
        column.addLayout(row(title(tr("Journal")), None, self.calendar))
        column.addWidget(self.bar)
        column.addWidget(Shelf(self.days, left, _SHARE))
        column.addWidget(self.count)
        column.addWidget(self.rows, 1)
        self.left = left
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(left)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setSizes([460, 540])
        self.split.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        tab_through(self.split)

    def _listen(self) -> None:
        self.bar.asked.connect(self._search)
        self.bar.down.connect(self._into_list)
        self.bar.toggle.toggled.connect(self._offer_filters)
        self.model.found.connect(self._found)
        self.model.failed.connect(self.desk.trouble)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.list.activated.connect(lambda _: self._to_pane())
        self.desk.theme.changed.connect(self.list.doItemsLayout)
        self.desk.theme.changed.connect(self._take_turns)
        pane = self.pane
        pane.edit.connect(lambda entry: self.desk.go(COMPOSE, EditEntry(entry)))
        pane.mark.connect(self._mark)
        pane.promote.connect(lambda entry: promote(entry, self.desk))
        pane.share.connect(lambda entry: self.desk.go(SHARING, ShareEntry(entry)))
        pane.bin.connect(self._bin)
        pane.unbin.connect(self._unbin)
        self.erasing = Erasing(self.desk, pane)
        pane.revision.connect(self._read)
        pane.compare.connect(self._compare)
        pane.restore.connect(self._restore)
        pane.back.connect(self._back)
        self.days.landed.connect(lambda landed: self._show(landed.entry))
        for keys, act in (
            ("Ctrl+PgUp", partial(self._step, -1)),
            ("Ctrl+PgDown", partial(self._step, 1)),
            ("Ctrl+G", self._go_to_date),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _toggle_days(self, on: bool, *, focus: bool = True) -> None:
        """The calendar begins closed, so that the words come first."""
        self.days.setVisible(on)
        self._take_turns()
        if on:
            self.bar.toggle.setChecked(False)  # there is no room for both above the list
            read = self.pane.read
            self.days.turn_to(read.entry.event[:10] if read else self.days.day, focus=focus)

    def _go_to_date(self) -> None:
        if not self.calendar.isChecked():
            show_on(self.calendar, on=True)
            # The days come later, and the line has the keyboard.
            self._toggle_days(True, focus=False)
        self._take_turns(reading=False)
        self.days.go_to.line.setFocus()
        self.days.go_to.line.selectAll()

    def shown(self, target: object = None) -> None:
        """Show the list, or the entry or tag that was asked for."""
        if isinstance(target, ShowTag):
            self.bar.only_tag(target.tag)
        if isinstance(target, ShowEntry):
            self._show(target.entry)
        if not self._ever:
            self._ever = True
            if not isinstance(target, ShowTag):
                self.model.search(self.bar.query(), self._find_target)
        if not isinstance(target, ShowEntry):
            self.bar.line.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Entries, people or wordings changed."""
        if changes.entries and self.calendar.isChecked():
            self.days.renew()
        if changes.entries and self._ever:
            self.model.reload(self._find_target)
            if self.pane.read is not None and self.pane.read.entry.id in changes.entries:
                self._read(self.pane.read.entry.id)
        if self.bar.toggle.isChecked():
            self._offer_filters()

    def begin_search(self) -> bool:
        """Ctrl+F."""
        self.bar.line.setFocus()
        self.bar.line.selectAll()
        return True

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Delete puts the current entry in the bin; arrow up on the first goes to the search."""
        if watched is not self.list or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Delete:
            summary = self._summary()
            if summary is not None and not self.model.query.binned:
                self._bin(summary.id)
            return True
        if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() == 0:
            self.bar.line.setFocus()
            return True
        if event.key() == Qt.Key.Key_Down and not self.list.selectionModel().hasSelection():
            self._into_list()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take turns where there is no room for both."""
        super().resizeEvent(event)
        self._take_turns()

    def _narrow(self) -> bool:
        return self.width() < self.desk.theme.pixels(_BOTH)

    def _take_turns(self, *, reading: bool | None = None) -> None:
        narrow = self._narrow()
        if reading is None:
            reading = self.pane.read is not None and self.left.isHidden()
        self.left.setVisible(not narrow or not reading)
        self.pane.setVisible(not narrow or reading)
        self.pane.back_button.setVisible(narrow)

    def _search(self, query: Query) -> None:
        self.model.search(query, self.list.scrollToTop)

    def _found(self, total: int) -> None:
        asked = self.model.query
        plain = not asked.text and not self.bar.filters_on()
        self.stack.setCurrentWidget(self.empty if plain and total == 0 else self.split)
        self.rows.setCurrentWidget(self.list if total else self.nothing)
        self.nothing.setText(
            tr("The bin is empty.") if asked.binned and not asked.text else tr("Nothing fits that.")
        )
        words = trn("{count} entry", "{count} entries", total).format(count=f"{total:,}")
        self.count.setText(words if total else "")

    def _into_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            if not self.list.selectionModel().hasSelection():
                self._select(0)

    def _select(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)

    def _step(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self._select(row)

    def _summary(self) -> EntrySummary | None:
        found = self.list.currentIndex().data(SUMMARY)
        return found if isinstance(found, EntrySummary) else None

    def _chosen(self) -> None:
        """Read what is selected. Merely tabbing into the list opens nothing."""
        if not self.list.selectionModel().hasSelection():
            return
        summary = self._summary()
        if summary is None:
            # Its page is on the way; ask again once it is here.
            QTimer.singleShot(30, self, self._chosen)
        elif self.pane.read is None or self.pane.read.entry.id != summary.id:
            self._read(summary.id)

    def _show(self, entry: str) -> None:
        """Read an entry, and bring its row into view."""
        self._target = entry
        self._read(entry)
        self._take_turns(reading=True)
        if self._ever:
            self._find_target()

    def _find_target(self) -> None:
        """Put the selection on the entry that is read."""
        entry = self._target or (self.pane.read.entry.id if self.pane.read else "")
        self._target = ""
        if not entry:
            return
        query = self.model.query
        self.desk.ask(
            lambda journal: fetch.place_of(journal, query, entry),
            lambda row: self._placed(entry, row),
            owner=self,
        )

    def _placed(self, entry: str, row: int | None) -> None:
        at = self.model.summary(row) if row is not None else None
        if row is not None and row < self.model.rowCount() and (at is None or at.id == entry):
            self._select(row)
        else:
            self.list.clearSelection()

    def _read(self, entry: str, revision: int | None = None) -> None:
        if self._asked is not None:
            self._asked.cancel()
        welsh = self.desk.app.language == "cy"
        self._asked = self.desk.ask(
            lambda journal: fetch.read_entry(journal, entry, revision, welsh=welsh),
            self._came,
            owner=self,
        )

    def _came(self, read: fetch.ReadEntry) -> None:
        self.pane.show_entry(read)

    def _to_pane(self) -> None:
        if self.pane.read is not None:
            self._take_turns(reading=True)
            self.pane.view.setFocus()

    def _back(self) -> None:
        self._take_turns(reading=False)
        self.list.setFocus()

    def _mark(self, entry: str, on: bool) -> None:
        self.desk.save(lambda journal: journal.entries.mark(entry, on=on))
        if on:
            self.desk.say(tr("Marked for you to bring. Nothing has been sent."))

    def _bin(self, entry: str) -> None:
        self.desk.save(lambda journal: journal.entries.delete(entry), self._binned, owner=self)

    def _binned(self, saved: Saved) -> None:
        if self.pane.read is not None and self.pane.read.entry.id == saved.id:
            self.pane.show_nothing()
            self._take_turns(reading=False)
        self.list.setFocus()
        self.desk.offer_undo(tr("The entry is in the bin."), lambda: self._unbin(saved.id))

    def _unbin(self, entry: str) -> None:
        self._target = entry
        self.desk.save(
            lambda journal: journal.entries.undelete(entry),
            lambda _: self.desk.say(tr("The entry is back.")),
            owner=self,
        )

    def _compare(self, entry: str, revision: int) -> None:
        self.desk.ask(
            lambda journal: journal.revisions.compare(entry, revision),
            self.pane.show_comparison,
            owner=self,
        )

    def _restore(self, entry: str, revision: int) -> None:
        self.desk.save(lambda journal: journal.entries.restore(entry, revision))

    def _offer_filters(self) -> None:
        if self.bar.toggle.isChecked():
            self.calendar.setChecked(False)
        welsh = self.desk.app.language == "cy"
        self.desk.ask(
            lambda journal: fetch.filter_words(journal, welsh=welsh), self._filters_came, owner=self
        )

    def _filters_came(self, words: fetch.FilterWords) -> None:
        self.bar.offer(words.templates, words.tags, words.people, words.feelings)


PAGE = PageSpec(PAGE_ID, tr("Journal"), "journal", 30, JournalPage, key="Ctrl+J")
