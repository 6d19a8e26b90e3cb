"""Sharing: what came, who has what, and the people; and the way to share something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.shares import InboxItem
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.sharing.choosing import SharePane
from reflect_app.ui.sharing.inbox import InboxPane
from reflect_app.ui.sharing.item import ItemPane
from reflect_app.ui.sharing.people import PeoplePane
from reflect_app.ui.sharing.shared import SharedPane
from reflect_app.ui.sharing.targets import PAGE_ID, EndWith, ShareEntry, ShowInbox, ShowShared
from reflect_app.ui.widgets.buttons import chip
from reflect_app.ui.widgets.card import GAP, Centred, flow, stack
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr


class SharingPage(Page):
    """Three parts to choose from; reading an item and sharing take the page for themselves."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.inbox, self.shared, self.people = InboxPane(desk), SharedPane(desk), PeoplePane(desk)
        self.item, self.choosing = ItemPane(desk.theme), SharePane(desk)
        self.tabs: dict[QWidget, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.parts = QStackedWidget()
        self.whole = QStackedWidget()
        self.whole.addWidget(self._front())
        self.whole.addWidget(self.item)
        self.whole.addWidget(self.choosing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.whole)
        self._listen()
        self._go(self.inbox)

    def _front(self) -> QWidget:
        head = Centred()
        box = head.box
        box.setContentsMargins(28, 28, 28, 0)
        box.setSpacing(GAP)
        box.addWidget(title(tr("Sharing")))
        box.addWidget(
            muted(tr("Sealed for one reader, by a file or a folder you choose. Nothing is online."))
        )
        for part, words in (
            (self.inbox, tr("Inbox")),
            (self.shared, tr("Who has what")),
            (self.people, tr("People")),
        ):
            made = chip(words)
            made.toggled.connect(lambda on, part=part: self._switched(part, on=on))
            self._group.addButton(made)
            self.tabs[part] = made
            self.parts.addWidget(part)
            part.box.setContentsMargins(28, 20, 28, 32)
        box.addLayout(flow(*self.tabs.values()))
        front = QWidget()
        front.setLayout(stack(head, self.parts, spacing=0))
        return front

    def _listen(self) -> None:
        self.inbox.opened.connect(self.read)
        self.shared.begin.connect(lambda: self.begin(ShareEntry("")))
        self.shared.newer.connect(lambda share: self.begin(ShareEntry("", replaces=share)))
        self.people.share.connect(lambda contact: self.begin(ShareEntry("", to=contact)))
        self.choosing.back.connect(self._back)
        item = self.item
        item.back.connect(self._back)
        item.comment.connect(self._comment)
        item.take_back.connect(lambda id_, said: self._do(lambda j: j.inbox.take_back(id_, said)))
        item.discussed.connect(lambda id_: self._do(lambda j: j.inbox.discussed(id_)))
        item.thanked.connect(lambda id_: self._do(lambda j: j.inbox.thank(id_)))
        item.signed.connect(lambda id_: self._do(lambda j: j.inbox.sign(id_)))
        item.pinned.connect(lambda id_, on: self._do(lambda j: j.inbox.pin(id_, on=on)))
        item.held.connect(
            lambda id_, why: self._do(
                lambda j: j.inbox.hold(id_, why) if why else j.inbox.release(id_)
            )
        )

    def shown(self, target: object = None) -> None:
        """Begin where one was, or with what was asked for."""
        if isinstance(target, ShareEntry):
            self.begin(target)
            return
        self._back()
        if isinstance(target, ShowShared):
            self._go(self.shared)
        if isinstance(target, ShowInbox):
            self._go(self.inbox)
            if target.item:
                self.read(target.item)
                return
        if isinstance(target, EndWith):
            self._go(self.people)
        for part in (self.inbox, self.shared, self.people):
            part.show_now()
        self._tab().setFocus()
        if isinstance(target, EndWith):
            self.people.ask_to_end(target.contact)

    def refresh(self, changes: Changes) -> None:
        """Whatever concerns one of the parts."""
        for part in (self.inbox, self.shared, self.people):
            part.refresh(changes)
        item = self.item.item
        if item is not None and item.id in changes.inbox:
            self._look_again(item.id)

    def begin(self, target: ShareEntry) -> None:
        """Share something: of what is marked, of one entry, or one answer alone."""
        self.whole.setCurrentWidget(self.choosing)
        self.choosing.open(target)

    def read(self, item: str) -> None:
        """Read one thing that was shared."""
        self.desk.ask(lambda journal: journal.inbox.show(item), self._read, owner=self)

    def _read(self, item: InboxItem) -> None:
        self.item.show_item(item)
        if item.unread:
            self.desk.save(lambda journal: journal.arrivals.opened(item), quiet=True)
        self.whole.setCurrentWidget(self.item)
        self.item.view.setFocus()

    def _look_again(self, item: str) -> None:
        self.desk.ask(
            lambda journal: journal.inbox.show(item), self.item.show_item,
            failed=lambda _: self._back(), owner=self,
        )  # fmt: skip

    def _tab(self) -> QPushButton:
        return list(self.tabs.values())[self.parts.currentIndex()]

    def _switched(self, part: QWidget, *, on: bool) -> None:
        """By whomever: a screen reader toggles where a person clicks."""
        if on and self.parts.currentWidget() is not part:
            self._go(part)

    def _go(self, part: QWidget) -> None:
        self.parts.setCurrentWidget(part)
        if part is self.shared:
            self.desk.save(lambda journal: journal.arrivals.answers_seen(), quiet=True)
        self.tabs[part].setChecked(True)

    def _back(self) -> None:
        self.whole.setCurrentIndex(0)
        self._tab().setFocus()

    def _comment(self, item: str, text: str, beside: str) -> None:
        self.desk.save(
            lambda journal: journal.inbox.comment(item, text, beside),
            lambda _: self.item.commented(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _do(self, job: Callable[[Journal], Saved]) -> None:
        self.desk.save(job, failed=self._failed, owner=self)

    def _failed(self, error: ReflectError) -> None:
        self.desk.trouble(error)


PAGE = PageSpec(PAGE_ID, tr("Sharing"), "share", 55, SharingPage, key="Ctrl+Shift+S")
