"""Windows that come up on their own: a widget shown before it is put into a page is one for a
moment, and the keyboard goes with it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class Flashes(QObject):
    """Remembers every window but one that is shown while the application lives."""

    def __init__(self, qt: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.seen: list[str] = []
        qt.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look, and let it pass."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
        ):
            self.seen.append(f"{type(watched).__name__} “{watched.accessibleName()}”")
        return super().eventFilter(watched, event)

    def news(self) -> list[str]:
        """Those since the last time of asking."""
        told, self.seen = self.seen, []
        return [f"{each} comes up as a window" for each in told]
