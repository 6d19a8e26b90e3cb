"""What others sent: by person, newest first; read it, answer, keep it no longer than agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QWidget,
)

from reflect_app.core import when
from reflect_app.core.changes import Changes
from reflect_app.core.contacts import who_line
from reflect_app.core.shares import InboxItem
from reflect_app.errors import CancelledError, ReflectError
from reflect_app.services.exchange import ExchangeState
from reflect_app.services.inbox import Cleared
from reflect_app.services.journal import Journal
from reflect_app.services.receiving import Received
from reflect_app.services.replies import Replied, Waiting
from reflect_app.services.sessions import Brought
from reflect_app.sharing.folder import SUFFIX
from reflect_app.ui.files import choose_to_open
from reflect_app.ui.jobs import Handle
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.copying import CopyReview
from reflect_app.ui.page import Desk
from reflect_app.ui.sharing.arrivals import round_of, told, troubles
from reflect_app.ui.sharing.names_box import NamesBox
from reflect_app.ui.sharing.where import WherePart, place_of, random_name
from reflect_app.ui.supervision.fetch import headline
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, Column, flow
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD, INFO, WARN, Notice
from reflect_app.ui.widgets.text import body, heading, muted
from reflect_app.ui.widgets.wrapping import wrap_rows
from reflect_app.words import tr, trn

_Read = tuple[tuple[InboxItem, ...], tuple[Waiting, ...], ExchangeState, tuple[Brought, ...]]
_LETTERS = 8
_ID = int(Qt.ItemDataRole.UserRole)


class InboxPane(Column):
    """A list of what came, in the order it came: never against a list of who might have sent."""

    opened = Signal(str)
    """An item to read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._items: tuple[InboxItem, ...] = ()
        self._brought: tuple[Brought, ...] = ()
        self._round: Handle | None = None
        self.notice = Notice(closable=True)
        self.take = button(tr("Open a sealed file…"), self._choose)
        self.look = button(tr("Look in the exchange folder"), self.scan)
        self.stop = button(tr("Stop"), self._stop)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.who, self.agency, self.session = (NamesBox(_LETTERS) for _ in range(3))
        self.list = QListWidget()
        self.answers = Card()
        self.empty = EmptyState(
            tr("Nothing has come"),
            tr("When somebody shares with you, the sealed file is opened here. You see the "
               "answers they ticked and nothing else; who has sent nothing is not shown."),
        )  # fmt: skip
        self._fill()
        for part in (self.stop, self.bar, self.look):
            part.hide()

    def _fill(self) -> None:
        self.list.setAccessibleName(tr("What others sent"))
        wrap_rows(self.list)
        self.list.setMinimumHeight(self._desk.theme.pixels(220))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self._make_narrow()
        self.where = WherePart(
            self._desk, tr("Save my answers…"), tr("Send my answers"), random_name
        )
        self.where.chosen.connect(self.reply)
        self.waiting = body("")
        self.review = CopyReview(self._desk, lambda on: self.where.enable(on=on), learns=True)
        self.answers.box.addWidget(self.waiting)
        self.answers.box.addWidget(self.review)
        self.answers.box.addWidget(self.where)
        self.clear_step = button(tr("Clear what others sent me…"), self._ask_clear, "quiet")
        self.keep_step = button(
            tr("How long it is kept…"), lambda: self._desk.go("settings", "received"), "quiet"
        )
        self.clearing = Card()
        self.clearing.box.addWidget(
            body(tr("Erase everything others sent? What you keep for a reason stays."))
        )
        self.clearing.box.addWidget(muted(tr("Each sender is told that it is gone.")))
        self.really = button(tr("Erase it"), self.clear_all, "danger")
        self.clearing.box.addLayout(
            flow(self.really, button(tr("Cancel"), self.clearing.hide, "quiet"))
        )
        self.clearing.hide()
        self.box.setSpacing(16)
        self.box.addWidget(self.notice)
        self.box.addWidget(heading(tr("Inbox")))
        self.box.addLayout(flow(self.take, self.look, self.stop))
        self.box.addWidget(self.bar)
        for shown in (self.narrow, self.empty, self.list, self.answers, self.clearing):
            self.box.addWidget(shown)
        self.box.addLayout(flow(self.keep_step, self.clear_step))
        self.box.addStretch(1)

    def _make_narrow(self) -> None:
        """By person, by agency, by the session it is for."""
        self.narrow = QWidget()
        across = QHBoxLayout(self.narrow)
        across.setContentsMargins(0, 0, 0, 0)
        for words, part in (
            (tr("Person"), self.who),
            (tr("Agency"), self.agency),
            (tr("Session"), self.session),
        ):
            part.currentIndexChanged.connect(lambda _: self._show_list())
            across.addWidget(Field(words, part), 1)

    def show_now(self) -> None:
        """Read what may be read, whom there is something to tell, and where the folder is."""
        self._desk.ask(_read, self._came, owner=self)

    def refresh(self, changes: Changes) -> None:
        """What came, or whose it is."""
        touched = changes.inbox or changes.contacts or changes.supervision
        if touched or "exchange_folder" in changes.settings:
            self.show_now()

    def _came(self, read: _Read) -> None:
        self._items, waiting, exchange, self._brought = read
        self.look.setVisible(bool(exchange.folder) and self._round is None)
        self.look.setEnabled(exchange.there)
        _offer(self.who, tr("Everybody"), _named(item.sender.name for item in self._items))
        _offer(self.agency, tr("Every agency"), _named(item.sender.agency for item in self._items))
        _offer(
            self.session, tr("Every session"),
            [(f"{when.day(one.session.at)} · {headline(one.session, one.who)}", one.session.id)
             for one in self._brought],
        )  # fmt: skip
        self._show_list()
        some = bool(self._items)
        self.empty.setVisible(not some)
        for part in (self.list, self.clear_step, self.narrow):
            part.setVisible(some)
        answers = [row for row in waiting if row.answers]
        self.answers.setVisible(bool(answers))
        if answers:
            names = ", ".join(row.name for row in answers)
            self.waiting.setText(tr("Your answers for {names} wait here.").format(names=names))
            self.where.show_now()
            if self.review.preview is None:
                self.review.start(lambda journal, swaps: journal.replies.preview(swaps=swaps))
            else:
                self.review.again()
        tab_through(self)

    def _show_list(self) -> None:
        who, agency = self.who.currentData(), self.agency.currentData()
        wanted = self.session.currentData()
        brought = next((one.items for one in self._brought if one.session.id == wanted), None)
        at = self.list.currentRow()
        self.list.clear()
        for item in self._items:
            if (who and item.sender.name != who) or (agency and item.sender.agency != agency):
                continue
            if brought is not None and item.id not in brought:
                continue
            row = QListWidgetItem(_line(item))
            row.setData(_ID, item.id)
            self.list.addItem(row)
        self.list.setCurrentRow(min(max(at, 0), self.list.count() - 1))

    def _open(self, row: QListWidgetItem) -> None:
        self.opened.emit(str(row.data(_ID)))

    def _choose(self) -> None:
        path = choose_to_open(self, tr("A sealed file"), f"{tr('Sealed file')} (*{SUFFIX})")
        if path is not None:
            self.receive(path)

    def receive(self, path: Path) -> None:
        """Open one sealed file. It is proved whole before anything of it is shown."""

        def job(journal: Journal) -> Received:
            return journal.inbox.receive(path)

        self._desk.save(job, lambda one: self._told((one,)), failed=self._failed, owner=self)

    def scan(self) -> None:
        """One round of the exchange folder, which can be stopped and goes on the next time."""
        self.look.hide()
        self.stop.show()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.setFocus()
        self._round = self._desk.maintain(
            round_of, self._scanned, progress=self._moved, failed=self._round_failed, owner=self
        )

    def _moved(self, at: tuple[int, int]) -> None:
        done, total = at
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _scanned(self, result: tuple[tuple[Received, ...], Changes]) -> None:
        found, changes = result
        self._ended()
        self._told(found)
        self._desk.announce(changes)
        self.show_now()

    def _told(self, found: Sequence[Received]) -> None:
        came, wrong = told(found), troubles(found)
        if came or wrong:
            self.notice.tell(came or wrong, wrong if came else "", WARN if wrong else GOOD)
        else:
            self.notice.tell(tr("Nothing new."), "", INFO)

    def _stop(self) -> None:
        if self._round is not None:
            self._round.cancel()
        self._ended()
        self.show_now()

    def _ended(self) -> None:
        self._round = None
        self.bar.hide()
        self.stop.hide()
        self.look.show()
        self.look.setFocus()

    def reply(self, choice: object) -> None:
        """Send every answer that waits, as it was looked at."""
        out, shown = place_of(choice), self.review.preview
        swaps = self.review.deciding.decided.swaps
        if shown is None and not self.answers.isHidden():
            return  # it is being looked at
        self._desk.save(
            lambda journal: journal.replies.reply(out=out, swaps=swaps, shown=shown),
            self._replied, failed=self._not_replied, owner=self,
        )  # fmt: skip

    def _not_replied(self, error: ReflectError) -> None:
        """Look at them as they are now: they may have been changed meanwhile."""
        self.review.forget()
        self.show_now()
        self._failed(error)

    def _replied(self, done: Replied) -> None:
        self.review.deciding.log()
        self.review.forget()
        said = trn("{count} answer was sealed.", "{count} answers were sealed.", done.answers)
        places = ", ".join(str(path) for path in done.outs)
        self.notice.tell(
            said.format(count=done.answers), tr("It is in {places}.").format(places=places), GOOD
        )
        self.show_now()

    def _ask_clear(self) -> None:
        self.clearing.show()
        self.really.setFocus()

    def clear_all(self) -> None:
        """Erase what others sent, and owe each of them a receipt."""
        self._desk.save(
            lambda journal: journal.inbox.clear(), self._cleared, failed=self._failed, owner=self
        )

    def _cleared(self, done: Cleared) -> None:
        self.clearing.hide()
        said = trn("{count} thing was erased.", "{count} things were erased.", done.items)
        kept = ""
        if done.kept:
            kept = trn("{count} is kept for a reason.", "{count} are kept for a reason.", done.kept)
        self.notice.tell(said.format(count=done.items), kept.format(count=done.kept), GOOD)

    def _round_failed(self, error: ReflectError) -> None:
        self._ended()
        if not isinstance(error, CancelledError):
            self.notice.show_error(error)

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)


def _read(journal: Journal) -> _Read:
    return (
        journal.inbox.list(), journal.replies.waiting(), journal.exchange.state(),
        journal.sessions.brought(),
    )  # fmt: skip


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted({n for n in names if n}, key=str.casefold)]


def _offer(box: QComboBox, everything: str, offered: Sequence[tuple[str, str]]) -> None:
    """Words with the value behind each, below one that narrows nothing."""
    wanted = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for words, value in offered:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(wanted), 0))
    box.blockSignals(False)


def _line(item: InboxItem) -> str:
    who = who_line(item.sender.name, item.sender.agency)
    told = [
        who,
        when.day(item.created),
        tr("new") if item.unread else "",
        tr("pinned") if item.pinned else "",
        tr("kept for a reason") if item.held else "",
        tr("not compared") if not item.sender.confirmed else "",
        tr("talked about") if item.discussed else "",
        tr("answer not sent") if item.unanswered else "",
    ]
    return f"{item.title}\n{' · '.join(filter(None, told))}"
