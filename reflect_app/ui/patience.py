"""A wait after wrong passphrases: none for the first four, then longer, 30 seconds at most."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

FREE_TRIES = 4
_LONGEST = 30


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row."""
    if failures <= FREE_TRIES:
        return 0
    return int(min(2 ** (failures - FREE_TRIES), _LONGEST))


class Patience(QObject):
    """Counts wrong tries and says how many seconds are left, once a second."""

    left = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.failures = 0
        self.remaining = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def wrong(self) -> None:
        """One more wrong try."""
        self.failures += 1
        self.remaining = wait_after(self.failures)
        if self.remaining:
            self._timer.start()
        self.left.emit(self.remaining)

    def tick(self) -> None:
        """A second has gone by."""
        self.remaining = max(self.remaining - 1, 0)
        if not self.remaining:
            self._timer.stop()
        self.left.emit(self.remaining)
