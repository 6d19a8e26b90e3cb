"""What every page stands on: `Desk`, the things a page may use, and `Page`, its base.

A page asks the vault through the desk, changes it through the desk, and learns what changed
from the desk's one signal. It knows no other page and looks nothing up globally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.steps import Pace
from reflect_app.errors import ReflectError
from reflect_app.ui.tasks import Failed, Handle, Priority, Steps, Tasks
from reflect_app.ui.theme import ThemeKeeper

if TYPE_CHECKING:
    from reflect_app.app import App
    from reflect_app.core.clock import Clock
    from reflect_app.core.prompts import TemplateLibrary
    from reflect_app.services.journal import Journal

T = TypeVar("T")
P = TypeVar("P")


class Changed(Protocol):
    """Any result of a mutation: it says what it changed."""

    @property
    def changes(self) -> Changes:
        """The ids it touched."""
        ...


C = TypeVar("C", bound=Changed)


@dataclass(frozen=True, slots=True)
class Undo:
    """Something was done that can be taken back: one sentence, and what takes it back."""

    sentence: str
    action: Callable[[], object]


class Desk(QObject):
    """The context of an unlocked journal, handed to each page by its constructor.

    Jobs run in the worker's thread and receive the journal; never keep it, and hand back only
    frozen records. Callbacks run in the GUI thread. `owner` is the widget that waits (found by
    itself when the callback is one of its methods); if it is gone the answer is dropped.
    """

    changed = Signal(object)
    """Changes: emitted after each `save`, and by `announce`."""
    saved = Signal(object)
    """The result of a `save`, for the status line."""
    said = Signal(str)
    """A quiet sentence for the status line."""
    troubled = Signal(object)
    """A ReflectError to show over the page."""
    undoable = Signal(object)
    """An `Undo` to offer over the page, or None where it cannot be taken back any more."""
    moved = Signal(str, object)
    """A page is asked for by id, with a target that only that page understands."""
    alone_asked = Signal(bool)
    """Whether the page wants the window to itself: focus mode."""
    lock_asked = Signal()
    """The person chose to lock."""
    idle_changed = Signal(int)
    """The idle lock is to wait for so many minutes."""

    def __init__(self, app: App, journal: Journal, tasks: Tasks, theme: ThemeKeeper) -> None:
        super().__init__()
        self._journal = journal
        self.app = app
        self.tasks = tasks
        self.theme = theme

    @property
    def clock(self) -> Clock:
        """What time it is, so that tests can hold it still."""
        return self.app.clock

    @property
    def library(self) -> TemplateLibrary:
        """The prompt templates."""
        return self.app.library

    def ask(
        self,
        job: Callable[[Journal], T],
        done: Callable[[T], object],
        *,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Read something: one entry, a page of the list, a setting."""
        return self.tasks.run(
            lambda: job(self._journal),
            done=done,
            failed=failed,
            priority=Priority.OPEN,
            owner=owner,
        )

    def search(
        self,
        job: Callable[[Journal], T],
        done: Callable[[T], object],
        *,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Search. The one before it, if still running, is interrupted and never answers."""
        return self.tasks.search(lambda: job(self._journal), done=done, failed=failed, owner=owner)

    def save(
        self,
        job: Callable[[Journal], C],
        done: Callable[[C], object] | None = None,
        *,
        failed: Failed | None = None,
        owner: QObject | None = None,
        quiet: bool = False,
    ) -> Handle:
        """Change something. Tells every page what changed, and the status line unless `quiet`."""

        def settled(result: C) -> None:
            if not quiet:
                self.saved.emit(result)
            if handle.wanted() and done is not None:
                done(result)
            self.changed.emit(result.changes)

        # The pages must hear of a change even if the one that made it has gone meanwhile: so the
        # waiting widget is checked in `settled`, and the job itself has no owner.
        handle = Handle(owner, done, failed)
        refuse = None if failed is None else _if_wanted(handle, failed, self.troubled.emit)
        self.tasks.save(lambda: job(self._journal), done=settled, failed=refuse, owner=self)
        return handle

    def maintain(
        self,
        job: Callable[[Journal], Steps[P, T]],
        done: Callable[[T], object],
        *,
        progress: Callable[[P], object] | None = None,
        pace: Pace | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Long work in steps: it gives way to everything else and can be cancelled."""
        return self.tasks.maintain(
            lambda: job(self._journal),
            progress=progress, pace=pace, done=done, failed=failed, owner=owner,
        )  # fmt: skip

    def work(
        self,
        job: Callable[[], T],
        done: Callable[[T], object],
        *,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Pure work that needs neither the vault nor a widget, such as finding identifiers."""
        return self.tasks.work(job, done=done, failed=failed, owner=owner)

    def gently(self, steps: Iterator[object], owner: QObject) -> None:
        """Build widgets a step at a time, so that the window answers in between."""
        self.tasks.gently(steps, owner)

    def announce(self, changes: Changes) -> None:
        """Tell the pages of changes that came from long work."""
        self.changed.emit(changes)

    def say(self, sentence: str) -> None:
        """Put a quiet sentence in the status line."""
        self.said.emit(sentence)

    def trouble(self, error: ReflectError) -> None:
        """Show an error's sentence and hint over the page."""
        self.troubled.emit(error)

    def offer_undo(self, sentence: str, action: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""
        self.undoable.emit(Undo(sentence, action))

    def end_undo(self) -> None:
        """What could be taken back is gone for good: an offer that stands would only fail."""
        self.undoable.emit(None)

    def go(self, page: str, target: object = None) -> None:
        """Ask for another page. `target` is a record which that page's module defines."""
        self.moved.emit(page, target)

    def be_alone(self, on: bool) -> None:
        """Ask for the window without sidebar and status line, or for both back."""
        self.alone_asked.emit(on)

    def lock(self) -> None:
        """Ask for the journal to be locked."""
        self.lock_asked.emit()


def _if_wanted(
    handle: Handle, failed: Failed, otherwise: Callable[[ReflectError], object]
) -> Failed:
    def refuse(error: ReflectError) -> None:
        (failed if handle.wanted() else otherwise)(error)

    return refuse


class Page(QWidget):
    """One page of the window. Made when it is first asked for, then kept until the lock.

    `refresh` is called for every change while the page is shown, and once on coming back if
    anything changed meanwhile (all of it in one `Changes`).
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def shown(self, target: object = None) -> None:
        """The page has come to the front. `target` is what `Desk.go` was given."""

    def hidden(self) -> None:
        """Another page has come to the front. Called after `leave`."""

    def refresh(self, changes: Changes) -> None:
        """Something in the journal changed; show it if it is yours to show."""

    def leave(self) -> None:
        """Queue the save of whatever is not yet on disk. Called on move, lock and close."""

    def unsaved(self) -> bool:
        """Whether something is still not on disk after `leave` and its saves were tried."""
        return False

    def begin_search(self) -> bool:
        """Put the caret in the page's search box. False if it has none."""
        return False


@dataclass(frozen=True, slots=True)
class PageSpec:
    """How the window learns of a page: a module in `ui/pages` has one as `PAGE`.

    `key` opens the page from anywhere; `icon` names a file in `resources/icons/ui`; pages are
    listed by `order`, and only those with `listed` appear in the sidebar.
    """

    id: str
    title: str
    icon: str
    order: int
    make: Callable[[Desk], Page]
    key: str = ""
    listed: bool = True
