"""Autosave: what is typed is on disk within a second, whatever happens next.

The clock starts at the first change after a save and is not wound back by further typing, so
that not even a steady stream of words is ever more than a second old on disk. One save runs at
a time; what is typed meanwhile is saved as soon as it is done.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from reflect_app.core.changes import Saved
from reflect_app.core.entries import Draft
from reflect_app.errors import ReflectError
from reflect_app.ui.page import Desk

PAUSE = 700
"""Milliseconds from a change to its save: what a kill may cost, with room for the save itself."""
AGAIN = 4_000
"""Milliseconds until a save that failed is tried again by itself."""


class DraftKeeper(QObject):
    """Saves what `snapshot` returns. `failed` is said once for each row of failures, `recovered`
    once the words are on disk after all."""

    failed = Signal(object)
    recovered = Signal()

    def __init__(self, desk: Desk, snapshot: Callable[[], Draft], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._snapshot = snapshot
        self._dirty = False
        self._saving = False
        self._failing = False
        self._stopped = False
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self.on_disk = False

    def touch(self) -> None:
        """Something changed; save it soon."""
        self._dirty = True
        if not self._stopped and not self._timer.isActive():
            self._timer.start(PAUSE)

    def follow(self) -> None:
        """The caret moved: a page that is on disk shall come back with it. Looking at one that
        is not puts nothing there.
        """
        if self.on_disk:
            self.touch()

    def flush(self) -> None:
        """Save now what is not yet on disk; on a save that runs, right after it."""
        self._timer.stop()
        if self._stopped or self._saving or not self._dirty:
            return
        self._dirty, self._saving = False, True
        draft = self._snapshot()
        self._desk.save(
            lambda journal: journal.drafts.save(draft),
            self._saved,
            failed=self._refused,
            owner=self,
        )

    def unsaved(self) -> bool:
        """Whether anything typed is not known to be on disk."""
        return not self._stopped and (self._dirty or self._saving)

    def when_clean(self, then: Callable[[], object]) -> None:
        """Save what is unsaved, then call `then`; never, if it cannot be saved."""
        if self.unsaved():
            self._then = then
            self.flush()
        else:
            then()

    def stop(self) -> None:
        """No more saves: the page was finished or thrown away."""
        self._stopped = True
        self._timer.stop()

    def resume(self) -> None:
        """Go on after `stop`: finishing did not work, so the page is still the only copy."""
        self._stopped = False
        self.touch()

    def _saved(self, saved: Saved) -> None:
        del saved
        self._saving = False
        self.on_disk = True
        if self._failing:
            self._failing = False
            self.recovered.emit()
        if self._dirty:
            self.flush()
        elif self._then is not None:
            then, self._then = self._then, None
            then()

    def _refused(self, error: ReflectError) -> None:
        self._saving = False
        kept_elsewhere = error.name == "taken-over"  # as a note: there is nothing to try again
        self._dirty = self._dirty or not kept_elsewhere
        self._then = None
        if not (self._stopped or kept_elsewhere):
            self._timer.start(AGAIN)
        if not self._failing:
            self._failing = True
            self.failed.emit(error)
