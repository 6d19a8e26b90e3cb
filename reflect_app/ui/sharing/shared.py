"""Who has what: every share, where it stands, and how to ask for it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from reflect_app.core import when
from reflect_app.core.changes import Changes
from reflect_app.core.shares import hold_line, purpose_line, state_line, unread_line
from reflect_app.errors import ReflectError
from reflect_app.services.share_rows import ShareRow
from reflect_app.services.withdrawals import Withdrawn
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk
from reflect_app.ui.sharing.where import WherePart, place_of, random_name
from reflect_app.ui.today.lines import Line, clear
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, Column, flow, hairline
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import body, heading, muted
from reflect_app.words import tr, trn

_BACK = ("unsent", "sent", "received", "expired", "superseded")
_NEWER = ("sent", "received", "expired")


class SharedPane(Column):
    """The list, newest first."""

    begin = Signal()
    """Share something."""
    newer = Signal(str)
    """A share whose place a newer copy is to take."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = ""
        self.notice = Notice(closable=True)
        self.new = button(tr("Share something"), self.begin.emit)
        self.empty = EmptyState(
            tr("Nothing shared"),
            tr("What you share is sealed for one reader, and you see here who has what. Marking "
               "something for supervision shares nothing."),
        )  # fmt: skip
        self.asking = Card()
        self.where = WherePart(
            desk, tr("Save the request…"), tr("Put the request in the exchange folder"), random_name
        )
        self.where.chosen.connect(self._withdraw)
        self.asking.box.addWidget(heading(tr("Ask for it back")))
        self.asking.box.addWidget(
            body(
                tr(
                    "Their program hides it at once and erases it after 30 days. It may be kept "
                    "for one reason that your agreement names, and then you are told."
                )
            )
        )
        self.asking.box.addWidget(muted(unread_line()))
        self.asking.box.addWidget(self.where)
        self.asking.box.addLayout(flow(button(tr("Cancel"), self.asking.hide, "quiet")))
        self.asking.hide()
        self.list = Card()
        self.box.setSpacing(16)
        for part in (self.notice, heading(tr("Who has what")), self.empty, self.asking):
            self.box.addWidget(part)
        self.box.addLayout(flow(self.new))
        self.box.addWidget(self.list)
        self.box.addStretch(1)

    def show_now(self) -> None:
        """Read every share."""
        self._desk.ask(lambda journal: journal.shares.list(), self._came, owner=self)

    def refresh(self, changes: Changes) -> None:
        """A share, or somebody's name."""
        if changes.shares or changes.contacts:
            self.show_now()

    def _came(self, rows: tuple[ShareRow, ...]) -> None:
        clear(self.list.box)
        for place, row in enumerate(rows):
            if place:
                self.list.box.addWidget(hairline())
            self.list.box.addWidget(self._line(row))
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        tab_through(self)

    def _line(self, row: ShareRow) -> Line:
        steps = []
        day = when.day(row.created)
        if row.state in _NEWER:
            steps.append(
                button(
                    tr("Share a newer copy…"),
                    partial(self.newer.emit, row.id),
                    "quiet",
                    name=tr("Share a newer copy with {name} of what was shared on {day}").format(
                        name=row.to, day=day
                    ),
                )
            )
        if row.state in _BACK:
            steps.append(
                button(
                    tr("Ask for it back…"),
                    partial(self._ask, row.id),
                    "quiet",
                    name=tr("Ask {name} for it back, shared on {day}").format(name=row.to, day=day),
                )
            )
        return Line(_headline(row), share_line(row), steps)

    def _ask(self, share: str) -> None:
        self._asked = share
        self.where.show_now()
        self.asking.show()
        self.where.save.setFocus()

    def _withdraw(self, choice: object) -> None:
        share, out = self._asked, place_of(choice)
        self._desk.save(
            lambda journal: journal.withdrawals.withdraw([share], out), self._withdrawn,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _withdrawn(self, _done: Withdrawn) -> None:
        self.asking.hide()
        self.notice.tell(tr("Asked back."), unread_line(), GOOD)

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)


def _headline(row: ShareRow) -> str:
    count = trn("{count} answer", "{count} answers", row.fields).format(count=row.fields)
    return tr("{name}: {what}").format(name=row.to or tr("Somebody removed"), what=count)


def share_line(row: ShareRow) -> str:
    """Where a share stands, since when, and until when, on one line."""
    said = state_line(row.state)
    if row.reason:
        said = tr("{state}: {reason}").format(state=said, reason=hold_line(row.reason))
    parts = [said, when.day(row.created), purpose_line(row.purpose)]
    if any(entry.discussed for entry in row.record.entries):
        parts.append(tr("talked about"))
    if any(entry.thanked for entry in row.record.entries):
        parts.append(tr("they thank you"))
    if row.may_be_read:
        parts.append(tr("until {day}").format(day=when.day(row.expires)))
    return " · ".join(part for part in parts if part)
