"""Erasing for good, here or everywhere: the acts that cannot be undone, so they ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reflect_app.services.erasing import erased_line, unseen_line
from reflect_app.ui.journal.pane import EntryPane
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.errors import ReflectError
    from reflect_app.services.erasing import Erased


class Erasing(QObject):
    """Asks in the pane, above the entry that is to go."""

    def __init__(self, desk: Desk, pane: EntryPane) -> None:
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        pane.purge.connect(self.ask)
        pane.everywhere.connect(self.ask_everywhere)

    def ask(self, entry: str) -> None:
        """Out of the journal; backups stay as they are."""
        self._pane.older.tell(
            tr("Erase this entry for good? Every wording of it goes, and it cannot be undone."),
            tr("Older backups may still hold it."),
            WARN,
            tr("Erase it for good"),
            lambda: self._desk.save(
                lambda journal: journal.entries.purge(entry), lambda _: self._purged(), owner=self
            ),
        )

    def ask_everywhere(self, entry: str) -> None:
        """Out of the journal and of every backup within reach."""
        self._pane.older.tell(
            tr("Delete this entry everywhere? Every wording of it goes, and it cannot be undone."),
            tr(
                "A fresh backup is made and checked. Then the older backups within reach are"
                " deleted, with all that only they hold."
            ),
            WARN,
            tr("Delete it everywhere"),
            lambda: self._everywhere(entry),
        )

    def _everywhere(self, entry: str) -> None:
        self._desk.say(tr("Deleting it, and making a fresh backup…"))
        self._desk.maintain(
            lambda journal: journal.erasing.everywhere_steps(entry),
            self._done,
            failed=self._failed,
            owner=self,
        )

    def _purged(self) -> None:
        self._pane.show_nothing()
        self._desk.end_undo()
        self._desk.say(tr("Erased, every wording of it."))

    def _done(self, done: Erased) -> None:
        self._pane.show_nothing()
        self._desk.end_undo()
        self._desk.announce(done.changes)
        self._desk.say(tr("Erased, every wording of it."))
        hint = [tr("These may still hold it:")] if done.left else []
        hint += [one.sentence() for one in done.left] + [unseen_line()]
        kind = WARN if done.left else GOOD
        self._pane.older.tell(erased_line(len(done.gone)), "\n".join(hint), kind)

    def _failed(self, error: ReflectError) -> None:
        self._pane.older.show_error(error)
