"""What no test may leave behind, and the one thing no test may do: open a network connection."""

from __future__ import annotations

import gc
import logging
import socket
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_INTERNET = {socket.AF_INET, socket.AF_INET6}


class NetworkUsedError(BaseException):
    """Reflect opens no connection. Not an `Exception`, so that nothing swallows it."""


class NetworkGuard:
    """Refuses and remembers every internet socket that Python code in this process opens.

    An audit hook cannot be taken out again, so one guard lasts for the whole run. Sockets that
    C++ opens are not audited; `open_connections` finds those that are still there.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._told = 0

    def install(self) -> None:
        """Begin to watch."""
        sys.addaudithook(self._hook)

    def news(self) -> list[str]:
        """What was seen since the last time of asking, C++ sockets included."""
        fresh, self._told = self.seen[self._told :], len(self.seen)
        return fresh + open_connections()

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__" and arguments[1] in _INTERNET:
            self.seen.append(f"a socket of family {arguments[1]!r} was asked for")
            raise NetworkUsedError(self.seen[-1])
        if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
            self.seen.append(f"the name {arguments[0]!r} was looked up")
            raise NetworkUsedError(self.seen[-1])


def open_connections() -> list[str]:
    """Internet sockets this process holds now, whoever opened them. Linux only; else nothing."""
    held = set()
    try:
        for handle in Path("/proc/self/fd").iterdir():
            with suppress(OSError):
                target = str(handle.readlink())
                if target.startswith("socket:["):
                    held.add(target[8:-1])
    except OSError:
        return []
    if not held:
        return []
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        path = Path("/proc/self/net") / table
        rows = path.read_text().splitlines()[1:] if path.exists() else []
        found += [f"an open {table} socket" for row in rows if row.split()[9] in held]
    return found


def left_over_threads(before: Iterable[threading.Thread], patience: float = 2.0) -> list[str]:
    """Names of threads that outlive a test; each gets a moment to end by itself."""
    end = time.monotonic() + patience
    names = []
    for thread in set(threading.enumerate()) - set(before):
        thread.join(max(0.0, end - time.monotonic()))
        if thread.is_alive():
            names.append(f"thread {thread.name}")
    return names


class LogGuard(logging.Handler):
    """Collects what was logged at warning level or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


class QtGuard:
    """Sees windows, running timers and animations that a test leaves behind.

    What is there when the test begins is frozen out of the collector's lists, so that looking
    for timers among a million objects costs what the test itself made.
    """

    def __init__(self) -> None:
        gc.freeze()
        self._before = {_identity(widget) for widget in _top_level()}

    def left_over(self) -> list[str]:
        """What is still there after deferred deletions and, if need be, a collection."""
        try:
            found = self._look()
            if found:
                gc.collect()
                found = self._look()
        finally:
            gc.unfreeze()
        return found

    def _look(self) -> list[str]:
        if not _qt_is_up():
            return []
        _settle()
        return _windows(self._before) + _running()


def _qt_is_up() -> bool:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets is not None and widgets.QApplication.instance() is not None


def _top_level() -> list[object]:
    if not _qt_is_up():
        return []
    return list(sys.modules["PySide6.QtWidgets"].QApplication.topLevelWidgets())


def _identity(widget: Any) -> int:
    """The C++ object's address: Python may wrap the same window twice."""
    import shiboken6

    return int(shiboken6.getCppPointer(widget)[0])


def _windows(before: set[int]) -> list[str]:
    return [f"window {widget!r}" for widget in _top_level() if _identity(widget) not in before]


def _settle() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    QThreadPool.globalInstance().waitForDone(2000)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _running() -> list[str]:
    import shiboken6
    from PySide6.QtCore import QAbstractAnimation, QTimer

    found = []
    moving = QAbstractAnimation.State.Running
    for thing in gc.get_objects():
        kind = type(thing)  # not isinstance: a proxy's __class__ may run code
        if not issubclass(kind, QTimer | QAbstractAnimation) or not shiboken6.isValid(thing):
            continue
        if thing.isActive() if issubclass(kind, QTimer) else thing.state() == moving:
            found.append(f"running {thing!r}")
    return found
