"""The unlocked window: sidebar, one page at a time, notices over it, the status line under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.errors import ReflectError
from reflect_app.ui.bars import Bar, IdleBar
from reflect_app.ui.cover import Cover
from reflect_app.ui.focus import FocusKept
from reflect_app.ui.order import focus_first, tab_through
from reflect_app.ui.page import Changed, Desk, Page, PageSpec, Undo
from reflect_app.ui.sidebar import Sidebar
from reflect_app.ui.widgets.notice import INFO, Notice
from reflect_app.ui.widgets.status import StatusLine
from reflect_app.words import tr

_ROOM = 700
"""A page narrower than this, at normal text size, gets the sidebar's words out of its way."""


class Workspace(QWidget):
    """Shows pages and moves between them. It knows a page only by its `PageSpec`."""

    def __init__(self, desk: Desk, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.desk = desk
        self._specs = {spec.id: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._missed: dict[str, Changes] = {}
        self._front = ""
        self._focus: QWidget | None = None
        self._undo: Undo | None = None
        self.sidebar = Sidebar(desk.theme, [spec for spec in specs if spec.listed])
        self.notice = Notice(closable=True)
        self.idle = IdleBar()
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self.cover = Cover(tr("Hidden"), tr("Press any key to bring your page back."))
        self.sheets = QStackedWidget()
        self._arrange()
        self._listen()

    def _arrange(self) -> None:
        paper = QWidget()
        paper.setProperty("surface", "page")
        paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bars = QVBoxLayout(paper)
        self.bars.setContentsMargins(QMargins())
        self.bars.setSpacing(0)
        self.bars.addWidget(self.idle)
        holder = QVBoxLayout()
        holder.setContentsMargins(20, 10, 20, 0)
        holder.addWidget(self.notice)
        self.bars.addLayout(holder)
        self.bars.addWidget(self._stack, 1)
        self.sheets.addWidget(paper)
        self.sheets.addWidget(self.cover)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.sheets, 1)
        right.addWidget(self.status)
        across = QHBoxLayout(self)
        across.setContentsMargins(QMargins())
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(right, 1)

    def _listen(self) -> None:
        desk = self.desk
        desk.changed.connect(self._changed)
        desk.saved.connect(self._saved)
        desk.said.connect(self.status.say)
        desk.troubled.connect(self._troubled)
        desk.undoable.connect(self._undoable)
        desk.moved.connect(self.go)
        desk.theme.changed.connect(self._make_room)
        desk.alone_asked.connect(self._alone)
        self.sidebar.chosen.connect(self.go)
        self.sidebar.lock_asked.connect(desk.lock)
        self.cover.lifted.connect(self.reveal)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        FocusKept(app, self._stack)

    def add_bar(
        self, sentence: str, step: str = "", act: Callable[[], object] | None = None
    ) -> Bar:
        """Put a lasting sentence above the page, with a button if `step` is given."""
        made = Bar(sentence, step, act)
        self.bars.insertWidget(0, made)
        tab_through(made, self.sidebar.lock)  # it stands above what is there
        return made

    @property
    def front(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._front)

    def pages(self) -> list[Page]:
        """Every page that was made so far."""
        return list(self._pages.values())

    def go(self, page: str, target: object = None) -> None:
        """Bring a page to the front, saving what the one before it holds."""
        if page not in self._specs:
            return
        self.reveal()
        before = self.front
        if before is not None and page != self._front:
            before.leave()
            before.hidden()
        after = self._page(page)
        self._front = page
        self._stack.setCurrentWidget(after)
        self.sidebar.mark(page)
        missed = self._missed.pop(page, None)
        if missed is not None:
            after.refresh(missed)
        after.shown(target)
        # The window's own, so that it holds while another program is in front.
        focused: QWidget | None = self.window().focusWidget()
        if focused is None or not after.isAncestorOf(focused):
            focus_first(after)

    def ready(self) -> Iterator[Page]:
        """Make the pages that were not asked for yet, one a step."""
        for name in self._specs:
            if name not in self._pages:
                yield self._page(name)

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            made = self._specs[name].make(self.desk)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    def search(self) -> None:
        """Put the caret in the search box of the page, or of the first page that has one."""
        front = self.front
        if front is not None and front.begin_search():
            return
        if "journal" in self._specs:
            self.go("journal")
            self._pages["journal"].begin_search()

    def conceal(self) -> None:
        """Blank the page at once; the caret stays where it is. Again: bring it back."""
        if self.concealed():
            self.reveal()
            return
        self._focus = QApplication.focusWidget()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.sheets.setCurrentWidget(self.cover)
        self.cover.setFocus()
        self.sheets.repaint()

    def reveal(self) -> None:
        """Bring the page back, and the caret with it."""
        if not self.concealed():
            return
        self.sheets.setCurrentIndex(0)
        if self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None

    def concealed(self) -> bool:
        """Whether the page is blanked."""
        return self.sheets.currentWidget() is self.cover

    def _alone(self, on: bool) -> None:
        """Focus mode: nothing beside the page."""
        self.sidebar.setVisible(not on)
        self.status.setVisible(not on)

    def _changed(self, changes: Changes) -> None:
        for name, page in self._pages.items():
            if name == self._front:
                page.refresh(changes)
            else:
                self._missed[name] = self._missed.get(name, Changes()) | changes

    def _saved(self, result: Changed) -> None:
        self.status.saved(getattr(result, "at", ""))

    def _troubled(self, error: ReflectError) -> None:
        self.notice.show_error(error)

    def _undoable(self, undo: Undo | None) -> None:
        if undo is not None:
            self.notice.tell(undo.sentence, "", INFO, tr("Undo"), undo.action)
        elif self._undo is not None:
            self.notice.withdraw(self._undo.action)
        self._undo = undo

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for the sidebar's words, or none."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Give a narrow window's room to the page; larger text makes it narrow as well."""
        room = self.width() - self.sidebar.wide_width()
        self.sidebar.set_narrow(room < self.desk.theme.pixels(_ROOM))
