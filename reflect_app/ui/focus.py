"""What has the keyboard is in sight. Qt scrolls to it after Tab, not after a step put it there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND = 12
"""Pixels of the page that stay in sight on either side."""


class FocusInSight(QObject):
    """Scrolls whatever a window's focus is inside of. A mouse pointed at it: it was seen then."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if self._window.isAncestorOf(now):
            # Afterwards: what it is in may have been shown in the same step, and has no place yet.
            QTimer.singleShot(0, now, lambda: self._bring(now))

    def _bring(self, focused: QWidget) -> None:
        above = focused.parentWidget()
        while above is not None and focused.hasFocus():
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(focused, 0, _AROUND)
            above = above.parentWidget()
