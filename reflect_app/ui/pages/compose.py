"""Write: choose a prompt, answer what one likes, and be done or carry on later."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.entries import Draft
from reflect_app.core.learning.copying import TEMPLATE as ACCOUNT
from reflect_app.core.prompts import Template, in_language
from reflect_app.core.supervision import SIGNED
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.support import SupportLine
from reflect_app.ui.compose import acts
from reflect_app.ui.compose.sheet import Sheet
from reflect_app.ui.compose.targets import PAGE_ID, CarryOn, EditEntry, Target, WriteNew
from reflect_app.ui.gallery import Gallery
from reflect_app.ui.gently import polishing
from reflect_app.ui.learning.targets import PAGE_ID as LEARNING
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.supervision.targets import PAGE_ID as SUPERVISION
from reflect_app.ui.supervision.targets import ShowSession
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Column, flow
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr


class ComposePage(Page):
    """A gallery while nothing is open, else the one page that is being written."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sheet: Sheet | None = None
        self.gallery = Gallery()
        self.gallery.chosen.connect(lambda name: self.open(WriteNew(name)))
        self._stack = QStackedWidget(self)
        self._choice = self._gallery_column()
        self._stack.addWidget(self._choice)
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._alone = self._front = False
        focus = QShortcut(QKeySequence("F11"), self)
        focus.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        focus.activated.connect(lambda: self._be_alone(not self._alone))
        self._ask_templates()

    def _gallery_column(self) -> Column:
        column = Column()
        column.box.addWidget(title(tr("Write")))
        column.box.addWidget(
            muted(tr("Every question can be skipped. What you write is kept as you go."))
        )
        column.box.addWidget(self.gallery)
        words = tr("Write, hide and hand out prompts")
        self.change = button(words, lambda: self.desk.go("prompts"))
        column.box.addLayout(flow(self.change))
        self.change.hide()  # until the cards are there: the first of them gets the focus
        column.box.addStretch(1)
        return column

    def shown(self, target: object = None) -> None:
        """Open what is asked for. Without a target, go on with what is open; asked for once
        more from the page itself, or with nothing written on it, the gallery comes back."""
        again, self._front = self._front, True
        sheet = self.sheet
        if isinstance(target, WriteNew | CarryOn | EditEntry):
            if not again and not (sheet and (sheet.keeper.unsaved() or _same(sheet, target))):
                self._stack.setCurrentWidget(self._blank)  # nothing that is about to go
            self.open(target)
        elif sheet is None:
            self._to_gallery()
        elif again or not (sheet.keeper.on_disk or sheet.keeper.unsaved()):
            sheet.keeper.when_clean(self._to_gallery)
        else:
            sheet.place_caret(sheet.draft().caret)
            self._still_there(sheet)

    def _to_gallery(self) -> None:
        self.close_sheet()
        tab_through(self._choice)
        if self.gallery.cards():
            self.gallery.cards()[0].setFocus()

    def refresh(self, changes: Changes) -> None:
        """People and templates may have changed elsewhere."""
        if changes.people and self.sheet is not None:
            self.sheet.refresh_people()
        if changes.settings & {"own_templates", "hidden_templates"}:
            self._ask_templates()

    def hidden(self) -> None:
        """Give the window back."""
        self._front = False
        self._be_alone(False)

    def _be_alone(self, on: bool) -> None:
        """F11: only the page. The autosave goes on, and says so once it is back."""
        if on != self._alone:
            self._alone = on
            self.desk.be_alone(on)

    def leave(self) -> None:
        """Queue the save of the last words."""
        if self.sheet is not None:
            self.sheet.keeper.flush()

    def unsaved(self) -> bool:
        """Whether the last words are not known to be on disk."""
        return self.sheet is not None and self.sheet.keeper.unsaved()

    def open(self, target: Target) -> None:
        """Open a page, once the words of the one before it are on disk."""
        sheet = self.sheet
        if sheet is None:
            self._open(target)
        elif _same(sheet, target):
            sheet.place_caret(sheet.draft().caret)
        else:
            sheet.keeper.when_clean(lambda: self._open(target))

    def _open(self, target: Target) -> None:
        welsh = self.desk.app.language == "cy"
        self.desk.ask(
            lambda journal: acts.open_page(journal, target, self._support, welsh=welsh),
            self._opened,
            failed=self._not_opened,
            owner=self,
        )

    def _not_opened(self, error: ReflectError) -> None:
        self._stack.setCurrentWidget(self.sheet or self._choice)
        self.desk.trouble(error)

    def _support(self, journal: Journal) -> tuple[SupportLine, ...]:
        return self.desk.app.support(journal.folder)

    def _opened(self, opened: acts.Opened) -> None:
        self._let_go(self._blank)
        sheet = Sheet(self.desk, opened, self._stack)
        sheet.finished.connect(self._finish)
        sheet.later.connect(self._later)
        sheet.dropped.connect(self._drop)
        sheet.template_asked.connect(lambda name: self.open(WriteNew(name)))
        self.sheet = sheet
        self.desk.gently(self._bring(sheet), sheet)

    def _bring(self, sheet: Sheet) -> Iterator[object]:
        """Show the page in a turn of its own, then let it grow."""
        self._stack.addWidget(sheet)
        yield from polishing(sheet)
        if self.sheet is not sheet:
            return
        self._stack.setCurrentWidget(sheet)
        sheet.place_caret(sheet.opened.draft.caret)
        yield sheet
        yield from sheet.grow()

    def close_sheet(self) -> None:
        """Back to the gallery. What the sheet held is on disk or was meant to go."""
        self._let_go(self._choice)

    def _let_go(self, then: QWidget) -> None:
        self._stack.setCurrentWidget(then)
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.keeper.stop()
            self._stack.removeWidget(sheet)
            sheet.deleteLater()

    def _finish(self, lock: bool) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        begun = sheet.keeper.on_disk or sheet.keeper.unsaved()
        if sheet.is_empty() and not begun:
            sheet.trouble.tell(
                tr("There is nothing on this page yet."),
                tr("Answer any one question, or leave it for another time."),
            )
            return
        draft, home = sheet.draft(), _home(sheet)
        sheet.keeper.stop()
        self.desk.save(
            lambda journal: acts.finish(journal, draft),
            lambda _saved: self._finished(home, lock=lock),
            failed=self._not_finished,
            owner=self,
        )

    def _finished(self, home: tuple[str, object], *, lock: bool) -> None:
        self.close_sheet()
        self.desk.say(tr("Saved."))
        if lock:
            self.desk.lock()
        else:
            self.desk.go(*home)

    def _not_finished(self, error: ReflectError) -> None:
        if self.sheet is not None:
            self.sheet.keeper.resume()
            self.sheet.show_trouble(error)
            if isinstance(error, InvalidInputError):
                self.sheet.trouble.action.hide()

    def _later(self) -> None:
        if self.sheet is not None:
            self.sheet.keeper.when_clean(self._kept)

    def _kept(self) -> None:
        on_disk = self.sheet is not None and self.sheet.keeper.on_disk
        self.close_sheet()
        if on_disk:
            self.desk.say(tr("Kept. It is waiting for you on Today."))
        self.desk.go("today")

    def _drop(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        draft, begun = sheet.draft(), sheet.keeper.on_disk or sheet.keeper.unsaved()
        home = _home(sheet)
        self.close_sheet()
        if begun:
            self.desk.save(lambda journal: acts.drop(journal, draft), self._dropped, owner=self)
        self.desk.go(*home)

    def _dropped(self, dropped: acts.Dropped) -> None:
        words = tr("The changes were dropped.") if dropped.draft.entry else tr("Page deleted.")
        self.desk.offer_undo(words, lambda: self._put_back(dropped.draft))

    def _put_back(self, draft: Draft) -> None:
        self.desk.save(
            lambda journal: journal.drafts.save(draft),
            lambda _saved: self.desk.go(PAGE_ID, CarryOn(draft.id)),
        )

    def _still_there(self, sheet: Sheet) -> None:
        """A page that was deleted from Today meanwhile must not come back by itself."""
        if not sheet.keeper.on_disk or sheet.keeper.unsaved():
            return
        name = sheet.draft().id

        def gone(error: ReflectError) -> None:
            if isinstance(error, NotFoundError) and self.sheet is sheet:
                self.close_sheet()

        self.desk.ask(
            lambda journal: journal.drafts.get(name), lambda _: None, failed=gone, owner=self
        )

    def _ask_templates(self) -> None:
        language = self.desk.app.language

        def offered(journal: Journal) -> list[Template]:
            return [in_language(item, language) for item in journal.templates.offered()]

        self.desk.ask(offered, self._templates_came, owner=self)

    def _templates_came(self, templates: list[Template]) -> None:
        first = not self.gallery.cards()
        self.gallery.set_templates(templates)
        self.change.show()
        tab_through(self._choice)
        if first and self._front and self.sheet is None:
            self._to_gallery()


def _same(sheet: Sheet, target: Target) -> bool:
    """Whether what is asked for is what is open."""
    return isinstance(target, CarryOn) and target.draft == sheet.draft().id


def _home(sheet: Sheet) -> tuple[str, object]:
    """The page that shows what became of this one, and what of it."""
    session, template = sheet.opened.session, sheet.template.id
    if session:
        return SUPERVISION, ShowSession(session)
    if template in SIGNED:
        return SUPERVISION, None
    return (LEARNING if template == ACCOUNT else "today"), None


PAGE = PageSpec(
    PAGE_ID, tr("Write"), "write", 20, ComposePage, key=QKeySequence("Ctrl+N").toString()
)
