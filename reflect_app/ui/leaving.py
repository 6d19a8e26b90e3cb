"""Leaving an open journal: hide it, save everything, close the vault, and only then go.

A lock that cannot save says so on the blank sheet and waits: what was typed is never dropped
without somebody choosing it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.entrance import Opened
from reflect_app.ui.page import Page
from reflect_app.ui.tasks import Tasks
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.text import heading, muted, show_text
from reflect_app.words import tr


def settle_drafts(journal: Journal) -> None:
    """Put the words of every unfinished page into history. One that does not fit stays a draft."""
    for draft in journal.drafts.list():
        with suppress(ReflectError):
            journal.drafts.settle(draft.id)


class Leaving(QWidget):
    """The sheet that is shown meanwhile, and the order in which things happen."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._pages: Sequence[Page] = ()
        self._opened: Opened | None = None
        self._then: Callable[[], object] = lambda: None
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = heading("")
        self._hint = muted("")
        self.again = primary(tr("Try again"), self._try)
        self.anyway = button(tr("Go on without the last words"), self._close, "danger")
        box = QVBoxLayout(self)
        box.addStretch(2)
        for part in (self._title, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        box.addLayout(row(None, self.again, self.anyway, None))
        box.addStretch(3)

    def begin(self, opened: Opened, pages: Sequence[Page], then: Callable[[], object]) -> None:
        """Save what the pages hold, close the journal, then call `then`."""
        self._opened = opened
        self._pages = pages
        self._then = then
        self._tasks.drop_maintenance()  # a backup of a long journal would hold the saves up
        self._try()

    def _try(self) -> None:
        self._tell(tr("Saving what you wrote…"), "", stuck=False)
        for page in self._pages:
            page.leave()
        self._tasks.save(lambda: None, done=self._saved, failed=self._stuck)

    def _saved(self, _result: None) -> None:
        if any(page.unsaved() for page in self._pages):
            self._stuck(None)
            return
        opened = self._opened
        if opened is not None and not (opened.read_only or opened.demo):
            journal = opened.journal
            self._tasks.save(lambda: settle_drafts(journal), failed=lambda _: None, owner=self)
        self._close()

    def _close(self) -> None:
        if self._opened is not None:
            self._tasks.save(self._opened.close, done=self._gone, failed=self._gone)

    def _gone(self, _result: object) -> None:
        self._then()

    def _stuck(self, _error: ReflectError | None) -> None:
        self._tell(
            tr("Your last words could not be saved yet."),
            tr("They are still here. Free some space or plug the drive back in, then try again."),
            stuck=True,
        )

    def _tell(self, title: str, hint: str, *, stuck: bool) -> None:
        show_text(self._title, title)
        show_text(self._hint, hint)
        self.again.setVisible(stuck)
        self.anyway.setVisible(stuck)
        if stuck:
            self.again.setFocus()
