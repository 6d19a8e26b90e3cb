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
        app.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        page: QWidget | None = self._pages.currentWidget()
        if page is None or before is None or now is None or not page.isVisible():
            return
        left = page.isAncestorOf(before) and not page.isAncestorOf(now)
        if left and page.window().isAncestorOf(now) and not takes_tab(before, page):
            near = _nearest(page, before)
            if near is not None:
                near.setFocus(Qt.FocusReason.OtherFocusReason)


def _nearest(page: QWidget, gone: QWidget) -> QWidget | None:
    """The last step of a page before one that is gone, or else the first after it."""
    near, passed = None, False
    each = page.nextInFocusChain()
    while each is not None and each is not page and not (passed and near):
        passed = passed or each is gone
        if takes_tab(each, page):
            near = each
        each = each.nextInFocusChain()
    return near
