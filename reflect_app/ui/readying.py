"""Makes the pages that nobody has asked for yet, while nobody is doing anything.

A page is some hundreds of widgets; made when it is first opened it would keep the window waiting
for longer than a frame. So each is made in a quiet moment, one at a time. It reads nothing then:
a page asks for its data when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

QUIET = 1.2
"""Seconds without a key or a click before a page is made: longer than between two words."""
_LOOK = 400  # milliseconds


class Readying(QObject):
    """Takes the next step when it has been `quiet` (seconds) long enough; stops by itself."""

    done = Signal()
    """All of them are made."""

    def __init__(
        self, steps: Iterator[object], quiet: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._quiet = quiet
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look for quiet moments."""
        self._timer.start()

    def stop(self) -> None:
        """Make no more."""
        self._timer.stop()

    def look(self) -> None:
        """Make one page if it is quiet."""
        if self._quiet() >= QUIET and next(self._steps, self) is self:
            self.stop()
            self.done.emit()
