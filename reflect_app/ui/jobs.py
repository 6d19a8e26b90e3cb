"""How work is asked for: priorities, handles, callbacks. The threads are in `tasks.py`."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator
from enum import IntEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from reflect_app.core.steps import Pace
from reflect_app.errors import ReflectError
from reflect_app.faults import Fault, scrub

T = TypeVar("T")
P = TypeVar("P")
Failed = Callable[[ReflectError], object]
Steps = Generator[P, None, T]


class Priority(IntEnum):
    """Which job goes first. Equal ones keep their order."""

    SAVE = 0
    OPEN = 1
    SEARCH = 2
    MAINTENANCE = 3


def _to_stderr(error: ReflectError) -> None:
    text = error.report if isinstance(error, Fault) else error.message
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")


class Handle:
    """One job that was asked for. After `cancel` none of its callbacks run."""

    def __init__(
        self,
        owner: QObject | None,
        done: Callable[[Any], object] | None,
        failed: Failed | None,
        progress: Callable[[Any], object] | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.owner = owner
        self.done = done
        self.failed = failed
        self.progress = progress
        self.pace = pace
        self.cancelled = False
        self.stopping = False

    def cancel(self) -> None:
        """Forget it. A save that has begun still reaches the disk; only the answer is dropped."""
        self.cancelled = True

    def stop(self) -> None:
        """Ask maintenance to end early. Its answer still comes: CancelledError, or what it did
        where it was too late.
        """
        self.stopping = True

    def wanted(self) -> bool:
        """Whether somebody still waits for the answer: not cancelled, its widget still there."""
        owner = self.owner
        if owner is None:
            owner = getattr(self.done or self.failed, "__self__", None)
        return not self.cancelled and not (isinstance(owner, QObject) and not isValid(owner))


class Tasks(ABC):
    """How pages get work done. Every callback runs in the GUI thread.

    `failed` receives a ReflectError; without one it goes to `on_error`, the visible default.
    A mistake of ours arrives as `Fault` and is shown by `on_error` even if `failed` takes it too.
    `owner` (or the widget whose method is the callback) must outlive the wait, else the answer
    is dropped.
    """

    def __init__(self) -> None:
        self.on_error: Callable[[ReflectError], object] = _to_stderr
        self.interrupter: Callable[[], object] | None = None

    @abstractmethod
    def run(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        priority: Priority = Priority.OPEN,
        owner: QObject | None = None,
    ) -> Handle:
        """Do `job` in the thread that owns the vault."""

    @abstractmethod
    def maintain(
        self,
        job: Callable[[], Steps[P, T]],
        *,
        progress: Callable[[P], object] | None = None,
        pace: Pace | None = None,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Step through a generator in that thread, giving way at each `yield`.

        What it yields is reported to `progress`, what it tells from inside a step to `pace`; what
        it returns goes to `done`. Cancelling the handle closes the generator at its next step.
        """

    @abstractmethod
    def pace(self, done: int, of: int) -> None:
        """What the journal's long work tells and asks from inside a step (`core.steps.Pace`).

        Raises:
            CancelledError: nobody waits for it any more, or it was asked to stop.
        """

    @abstractmethod
    def drop_maintenance(self) -> None:
        """Cancel what is not done yet of it, so that saves need not wait."""

    @abstractmethod
    def work(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Do pure work in the pool. It must not touch the vault or a widget."""

    @abstractmethod
    def gently(self, steps: Iterator[object], owner: QObject) -> None:
        """Build widgets of `owner` step by step in the GUI thread, which answers in between."""

    @abstractmethod
    def stop(self) -> None:
        """Finish the saves, drop the rest, and join every thread. Ends the use of this object."""

    def save(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Do a save: before everything else, in order, and even while stopping."""
        return self.run(job, done=done, failed=failed, priority=Priority.SAVE, owner=owner)

    def search(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Do a search. Searches asked for earlier are cancelled, the running one interrupted."""
        return self.run(job, done=done, failed=failed, priority=Priority.SEARCH, owner=owner)

    def _answer(self, handle: Handle, result: object) -> None:
        if handle.done is not None and handle.wanted():
            handle.done(result)

    def _refuse(self, handle: Handle, error: ReflectError) -> None:
        heard = handle.failed is not None and handle.wanted()
        if isinstance(error, Fault) or (not heard and not handle.cancelled):
            self.on_error(error)
        if heard and handle.failed is not None:
            handle.failed(error)

    def _report(self, handle: Handle, step: object) -> None:
        if handle.progress is not None and handle.wanted():
            handle.progress(step)

    def _paced(self, handle: Handle, done: int, of: int) -> None:
        if handle.pace is not None and handle.wanted():
            handle.pace(done, of)


def as_reflect_error(error: BaseException) -> ReflectError:
    """The error itself if it is one of ours, else a scrubbed fault."""
    return error if isinstance(error, ReflectError) else Fault(scrub(error))


class InlineTasks(Tasks):
    """The same interface with no thread: every job is done before the call returns."""

    def __init__(self) -> None:
        super().__init__()
        self._maintained: Handle | None = None

    def run(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        priority: Priority = Priority.OPEN,  # noqa: ARG002
        owner: QObject | None = None,
    ) -> Handle:
        """Do it now; the urgency makes no difference."""
        handle = Handle(owner, done, failed)
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - as the worker does
            self._refuse(handle, as_reflect_error(error))
        else:
            self._answer(handle, result)
        return handle

    def maintain(
        self,
        job: Callable[[], Steps[P, T]],
        *,
        progress: Callable[[P], object] | None = None,
        pace: Pace | None = None,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Take every step now."""
        handle = Handle(owner, done, failed, progress, pace)

        def whole() -> T:
            self._maintained, steps = handle, job()
            try:
                while True:
                    try:
                        step = next(steps)
                    except StopIteration as end:
                        result: T = end.value
                        return result
                    self._report(handle, step)
            finally:
                self._maintained = None

        return self.run(whole, done=done, failed=failed, owner=owner)

    def pace(self, done: int, of: int) -> None:
        """Tell it now. Nobody can stop what is done before the call returns."""
        if self._maintained is not None and of:
            self._paced(self._maintained, done, of)

    def drop_maintenance(self) -> None:
        """There is never any."""

    def work(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Do it now."""
        return self.run(job, done=done, failed=failed, owner=owner)

    def gently(self, steps: Iterator[object], owner: QObject) -> None:  # noqa: ARG002
        """Take every step now."""
        for _step in steps:
            pass

    def stop(self) -> None:
        """Nothing runs, so nothing stops."""
