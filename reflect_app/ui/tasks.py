"""The only place with threads: one worker that owns the vault, and a small pool for pure work.

The worker takes the most urgent job first (save, open, search, maintenance) and hands every
result back to the GUI thread, which never waits. Maintenance jobs are generators: at each
`yield` anything more urgent goes first. A newer search cancels those before it and interrupts
the one that is running, under the lock that marks a running job as interruptible; nothing else
is ever interrupted.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from reflect_app.core.steps import Pace
from reflect_app.errors import CancelledError
from reflect_app.ui.gently import Gently
from reflect_app.ui.jobs import (
    Failed,
    Handle,
    InlineTasks,
    Priority,
    Steps,
    Tasks,
    as_reflect_error,
)
from reflect_app.words import tr

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["Failed", "Handle", "InlineTasks", "Priority", "Steps", "Tasks", "VaultWorker"]

T = TypeVar("T")
P = TypeVar("P")


class _Relay(QObject):
    """Carries a call from any thread to the one this object was made in."""

    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, call: Callable[[], object]) -> None:
        call()


class _Job:
    """A place in the queue. `steps` is set once a maintenance job has begun."""

    def __init__(self, rank: tuple[int, int], work: Callable[[], Any], handle: Handle) -> None:
        self.rank = rank
        self.work = work
        self.handle = handle
        self.steps: Steps[Any, Any] | None = None

    def __lt__(self, other: _Job) -> bool:
        return self.rank < other.rank


class VaultWorker(Tasks):
    """The real thing: one thread, a priority queue, and a pool of two for pure work.

    Make it in the GUI thread; `stop` it there too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._relay = _Relay()
        self._order = itertools.count()
        self._queue: list[_Job] = []
        self._ready = threading.Condition()
        self._running: _Job | None = None
        self._stopping = False
        self._pool: ThreadPoolExecutor | None = None
        self._thread = threading.Thread(target=self._loop, name="reflect-vault")
        self._thread.start()

    def run(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        priority: Priority = Priority.OPEN,
        owner: QObject | None = None,
    ) -> Handle:
        """Queue it for the worker."""
        handle = Handle(owner, done, failed)
        self._put(_Job((priority, next(self._order)), job, handle))
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
        """Queue it behind everything else."""
        handle = Handle(owner, done, failed, progress, pace)
        self._put(_Job((Priority.MAINTENANCE, next(self._order)), job, handle))
        return handle

    def work(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Give it to the pool, which starts on first use."""
        handle = Handle(owner, done, failed)
        if self._stopping:
            # The process is about to be replaced; a page's timer may still ask something.
            handle.cancel()
            return handle
        if self._pool is None:
            # Imported here: the lock screen is painted before any of this is wanted.
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reflect-pool")
        self._pool.submit(self._perform, _Job((Priority.OPEN, 0), job, handle))
        return handle

    def gently(self, steps: Iterator[object], owner: QObject) -> None:
        """In slices, from the next turn of the event loop on."""
        Gently(steps, owner)

    def stop(self) -> None:
        """Drain the saves and join. The GUI thread waits here, and nowhere else."""
        with self._ready:
            self._stopping = True
            self._ready.notify()
        self._thread.join()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def pace(self, done: int, of: int) -> None:
        """Called by the journal in the worker's thread, whatever job is running there."""
        job = self._running
        if job is None or job.rank[0] != Priority.MAINTENANCE:
            return
        handle = job.handle
        if self._stopping or handle.cancelled or handle.stopping:
            handle.cancelled |= self._stopping
            raise _stopped()
        if of and handle.pace is not None:
            self._relay.call.emit(lambda: self._paced(handle, done, of))

    def drop_maintenance(self) -> None:
        """The running job as well: it hears of it at its next step or from its pace."""
        with self._ready:
            running = [] if self._running is None else [self._running]
            for job in (*self._queue, *running):
                if job.rank[0] == Priority.MAINTENANCE:
                    job.handle.cancel()

    def _put(self, job: _Job) -> None:
        with self._ready:
            if self._stopping:
                # A page's timer may still ask something; only a save would be a loss.
                if job.rank[0] == Priority.SAVE:
                    raise RuntimeError("the worker has stopped")
                job.handle.cancel()
                return
            if job.rank[0] == Priority.SEARCH:
                self._supersede()
            heapq.heappush(self._queue, job)
            self._ready.notify()

    def _supersede(self) -> None:
        """Cancel earlier searches. Called with the lock that guards `_running` held."""
        for waiting in self._queue:
            if waiting.rank[0] == Priority.SEARCH:
                waiting.handle.cancel()
        if self._running is not None and self._running.rank[0] == Priority.SEARCH:
            self._running.handle.cancel()
            if self.interrupter is not None:
                self.interrupter()

    def _take(self) -> _Job | None:
        with self._ready:
            while True:
                while self._queue:
                    job = heapq.heappop(self._queue)
                    saving = job.rank[0] == Priority.SAVE
                    if saving or not (job.handle.cancelled or self._stopping):
                        self._running = job
                        return job
                    if job.steps is not None:
                        job.steps.close()
                if self._stopping:
                    return None
                self._ready.wait()

    def _loop(self) -> None:
        while (job := self._take()) is not None:
            self._perform(job)
            with self._ready:
                self._running = None

    def _perform(self, job: _Job) -> None:
        handle = job.handle
        try:
            if job.rank[0] == Priority.MAINTENANCE:
                finished, result = self._step(job)
                if not finished:
                    return
            else:
                result = job.work()
        except Exception as error:  # noqa: BLE001 - every mistake must reach a person
            # An interrupted search ends in whatever its driver raises: nobody waits for it.
            if handle.cancelled and job.rank[0] == Priority.SEARCH:
                return
            problem = as_reflect_error(error)
            self._relay.call.emit(lambda: self._refuse(handle, problem))
        else:
            self._relay.call.emit(lambda: self._answer(handle, result))

    def _step(self, job: _Job) -> tuple[bool, object]:
        """Run a generator until it ends or must give way. Returns (finished, result)."""
        if job.steps is None:
            job.steps = job.work()
        handle = job.handle
        while True:
            if handle.cancelled or self._stopping:
                job.steps.close()
                return False, None
            if handle.stopping:
                job.steps.close()
                raise _stopped()
            try:
                step = next(job.steps)
            except StopIteration as end:
                return True, end.value
            if handle.progress is not None:
                self._relay.call.emit(lambda step=step: self._report(handle, step))
            with self._ready:
                if self._queue and self._queue[0] < job:
                    heapq.heappush(self._queue, job)
                    return False, None


def _stopped() -> CancelledError:
    return CancelledError(tr("Stopped."))


def wait_for_line(stream: IO[bytes], seconds: float) -> bool:
    """Whether a line (or the end) came within that time. Windows cannot `select` on a pipe."""
    reader = threading.Thread(target=stream.readline, name="reflect-wait", daemon=True)
    reader.start()
    reader.join(seconds)
    return not reader.is_alive()
