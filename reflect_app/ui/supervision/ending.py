"""Ending with a person from Supervision: it asks first, and can be taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reflect_app.core.supervision import Agreement
from reflect_app.services.agreements import Ended, what_ends
from reflect_app.ui.page import Desk
from reflect_app.ui.sharing.targets import PAGE_ID as SHARING
from reflect_app.ui.sharing.targets import EndWith
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.words import tr


class Ending:
    """Asks in the page's notice; whoever has a card here is asked about where their card is."""

    def __init__(self, desk: Desk, notice: Notice, owner: QWidget) -> None:
        self._desk = desk
        self._notice = notice
        self._owner = owner

    def ask(self, agreement: Agreement) -> None:
        """Ask whether to end with the person an agreement is with."""
        name = agreement.with_name

        def came(contact: str) -> None:
            if contact:
                self._desk.go(SHARING, EndWith(contact))
            else:
                self._ask_here(name)

        self._desk.ask(
            lambda journal: journal.endings.sharing_with(agreement.contact or name), came,
            failed=self._notice.show_error, owner=self._owner,
        )  # fmt: skip

    def _ask_here(self, name: str) -> None:
        self._notice.tell(
            tr("End with {name}?").format(name=name),
            what_ends(), WARN, tr("End"), lambda: self._end(name),
        )  # fmt: skip

    def _end(self, name: str) -> None:
        self._notice.clear()
        self._desk.save(
            lambda journal: journal.agreements.end_with(name), self._ended,
            failed=self._notice.show_error, owner=self._owner,
        )  # fmt: skip

    def _ended(self, ended: Ended) -> None:
        self._desk.offer_undo(
            ended.sentence,
            lambda: self._desk.save(lambda journal: journal.agreements.take_back_ending(ended)),
        )
