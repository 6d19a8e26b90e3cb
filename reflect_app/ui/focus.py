"""What has the keyboard is in sight. Qt scrolls to it after Tab, not after a step put it there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND = 12
"""Pixels of the page that stay in sight on either side."""
_BROUGHT = "brought"
"""Where a page was scrolled to for the focus: the property of its area that says so."""


def bring_into_sight(shown: QWidget) -> None:
    """Scroll the page until what has just come up on it can be seen; one that went again is left.
    Call it a turn later: its place is found only then.
    """
    above = shown.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None and shown.isVisible():
        above.ensureWidgetVisible(shown, 0, _AROUND)


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
                self._scroll(above, focused)
            above = above.parentWidget()

    def _scroll(self, area: QScrollArea, focused: QWidget) -> None:
        bar = area.verticalScrollBar()
        if area.property(_BROUGHT) is None:
            bar.rangeChanged.connect(lambda: self._grown(area))
        area.ensureWidgetVisible(focused, 0, _AROUND)
        area.setProperty(_BROUGHT, bar.value())

    def _grown(self, area: QScrollArea) -> None:
        """What came in above pushed it down. Whoever scrolled away since stays where they are."""
        focused = QApplication.focusWidget()
        if focused is None or not area.isAncestorOf(focused):
            return
        if area.verticalScrollBar().value() == area.property(_BROUGHT):
            QTimer.singleShot(0, focused, lambda: self._bring(focused))
