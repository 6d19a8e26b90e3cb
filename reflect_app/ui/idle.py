"""The idle lock: says so 20 seconds before, and any key, click or touch starts the wait again.

Time is read from a clock that also counts while the computer sleeps, and the deadline is looked
at before any input is delivered: a computer that wakes after the deadline locks before anything
typed reaches a page. One that slept at all locks before anything is painted.

What a person does comes to the windows, and is looked at there. To look at every event of the
program would cost each widget that is made half its time again.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

WARNING_SECONDS = 20
_TICK = 1000
_NAP = 1.0
"""Seconds of sleep that count. The two clocks drift apart by far less while awake."""
_PAINTING = {QEvent.Type.Expose, QEvent.Type.UpdateRequest}
_ALIVE = {
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
    QEvent.Type.TabletPress,
}
_WATCHED = _PAINTING | _ALIVE


def awake_seconds() -> float:
    """Seconds on a clock that never goes back and counts sleep where the system has one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def slept_seconds() -> float:
    """Seconds that the computer has slept since it was started; 0 where the system has no count."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()
    return 0.0


class IdleWatch(QObject):
    """Watches this application's input. Runs from `start` to `stop`."""

    warned = Signal(int)
    """Seconds left, each second of the last twenty."""
    stirred = Signal()
    """Somebody is there after all."""
    expired = Signal()
    """Nobody was there; emitted once."""

    def __init__(
        self,
        app: QApplication,
        minutes: int,
        seconds: Callable[[], float] = awake_seconds,
        parent: QObject | None = None,
        slept: Callable[[], float] = slept_seconds,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._seconds = seconds
        self._slept = slept
        self._asleep_before = slept()
        self._limit = minutes * 60.0
        self._since = seconds()
        self._warning = self._running = self._deaf = False
        app.focusWindowChanged.connect(self._look_round)
        app.focusObjectChanged.connect(self._follow)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: int) -> None:
        """Change how long it waits."""
        self._limit = minutes * 60.0

    def start(self) -> None:
        """Begin to wait."""
        self._since = self._seconds()
        self._asleep_before = self._slept()
        self._running = True
        self._look_round()
        self._follow(self._app.focusObject())
        self._timer.start()

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()
        self._running = False

    def quiet(self) -> float:
        """Seconds since the last key, click or touch."""
        return self._seconds() - self._since

    def look(self) -> None:
        """See how long nobody has been there, and say so."""
        left = self._limit - (self._seconds() - self._since)
        if left <= 0 or self._woke():
            self.stop()
            self.expired.emit()
            return
        if left <= WARNING_SECONDS:
            self._warning = True
            self.warned.emit(round(left))
        self._look_round()

    def _look_round(self) -> None:
        """Watch every window there is. One that takes no focus, as a menu, is met at a tick."""
        for widget in self._app.topLevelWidgets() if self._running else ():
            window = widget.windowHandle()
            if window is not None:
                window.installEventFilter(self)  # once, however often
                widget.installEventFilter(self)  # is painted by a request of its own

    def _follow(self, focus: QObject | None) -> None:
        """What an input method writes goes by no window."""
        if self._running and focus is not None:
            focus.installEventFilter(self)

    def _woke(self) -> bool:
        return self._slept() - self._asleep_before > _NAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Count input as a sign of life; past the deadline, lock instead of delivering it."""
        kind = event.type()
        if kind not in _WATCHED or not (self._running or self._deaf):
            return False
        if kind in _PAINTING:
            if self._running and self._woke():
                self.look()  # what is painted then is what locks
            return False
        if self._deaf:
            return True
        if self._seconds() - self._since >= self._limit or self._woke():
            self._deaf = True  # a key comes twice, first as a shortcut that it might be
            QTimer.singleShot(0, self, self._hear)
            self.look()
            return True
        self._since = self._seconds()
        if self._warning:
            self._warning = False
            self.stirred.emit()
        return False

    def _hear(self) -> None:
        self._deaf = False
