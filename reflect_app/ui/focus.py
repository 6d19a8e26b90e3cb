"""What has the keyboard is in sight. Qt scrolls to it after Tab, not after a step put it there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from reflect_app.ui.order import takes_tab

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


class FocusKept(QObject):
    """Keeps the keyboard on the page in front when what it is on goes away or cannot be used.

    Qt gives it to whatever Tab would reach next, which at the end of a page is beside it. The step
    before is what led there; a page that puts the keyboard somewhere itself has the last word.
    """

    def __init__(self, app: QApplication, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._turning_back = False
        app.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        page: QWidget | None = self._pages.currentWidget()
        if self._turning_back or page is None or before is None or now is None:
            return
        left = page.isVisible() and page.isAncestorOf(before) and not page.isAncestorOf(now)
        if left and page.window().isAncestorOf(now) and not takes_tab(before, page):
            self._turn_back(page, now)

    def _turn_back(self, page: QWidget, now: QWidget) -> None:
        """To the step before, which Qt finds: a walk in Python would meet every widget there is."""
        self._turning_back = True
        self._pages.focusPreviousChild()
        found = QApplication.focusWidget()
        if found is None or not page.isAncestorOf(found):
            now.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turning_back = False
