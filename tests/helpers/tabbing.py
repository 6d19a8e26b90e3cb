"""Walks Tab through what is on show, and tells where that is not how the page reads.

A page reads from the top to the bottom inside a column, and its columns from the left to the
right. So a step is wrong when it goes up to what stands over or to the left of where it came from,
or back along its row; a step up to the next column is right.
"""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QWidget,
)

MOST = 400
"""No window has so many controls: a longer walk never comes round."""

SLACK = 8
"""Pixels that what stands side by side may differ in."""


def faults(window: QWidget, page: QWidget) -> list[str]:
    """One line for each thing that is wrong with Tab on this page of the window."""
    ring = _ring(window)
    if not ring:
        return ["nothing has the focus"]
    if QApplication.focusWidget() is not ring[0]:
        return [f"Tab gets no further than {_named(ring[-1])}"]
    inside = _from_the_first(ring, page)
    told = [f"{_named(each)} is never reached" for each in _stops(page) if each not in ring]
    for before, after in itertools.pairwise(inside):
        if page.isAncestorOf(before) and page.isAncestorOf(after) and _backwards(before, after):
            told.append(f"{_named(before)} goes back to {_named(after)}")
    outside = [each for each in ring if not page.isAncestorOf(each)]
    crossings = sum(
        page.isAncestorOf(before) and not page.isAncestorOf(after)
        for before, after in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    if outside and crossings > 1:
        told.append(f"Tab leaves the page {crossings} times")
    return told


def _ring(window: QWidget) -> list[QWidget]:
    """All that Tab comes to, from where the focus is until it has been there before.

    Keys are pressed on whatever has the focus, as somebody would. Where Tab gets stuck, the focus
    is not on the first of them afterwards.
    """
    came: list[QWidget] = []
    focused = QApplication.focusWidget()
    if focused is None or not window.isAncestorOf(focused):
        return []
    while focused is not None and focused not in came and len(came) < MOST:
        came.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    return came


def _from_the_first(ring: list[QWidget], page: QWidget) -> list[QWidget]:
    """The ring, beginning where it enters the page; as it is if it never leaves it."""
    for place, each in enumerate(ring):
        if page.isAncestorOf(each) and not page.isAncestorOf(ring[place - 1]):
            return ring[place:] + ring[:place]
    return ring


def _stops(page: QWidget) -> list[QWidget]:
    """What Tab has to reach: all that is on show, can be used and takes the focus by Tab."""
    return [
        each
        for each in page.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def _backwards(before: QWidget, after: QWidget) -> bool:
    """Whether a step goes against the way that the page reads."""
    above = before.parentWidget()
    while above is not None and not above.isAncestorOf(after):
        above = above.parentWidget()
    if above is None:
        return False
    here, there = _place(before, above), _place(after, above)
    # Parts over one another are no columns, wherever in them the two stand.
    if _up(*(_place(_part(each, above), above) for each in (before, after))):
        return True
    if there.bottom() <= here.top() + SLACK:
        return _up(here, there)
    same_row = abs(there.center().y() - here.center().y()) <= SLACK
    return same_row and there.right() <= here.left() + SLACK


def _up(here: QRect, there: QRect) -> bool:
    """Whether it goes up to what stands over or to the left."""
    return there.bottom() <= here.top() + SLACK and there.left() < here.right() - SLACK


def _part(widget: QWidget, above: QWidget) -> QWidget:
    """What a widget stands in, right below the one that both stand in."""
    while (parent := widget.parentWidget()) is not None and parent is not above:
        widget = parent
    return widget


def _place(widget: QWidget, above: QWidget) -> QRect:
    """Where a widget is, wherever what it is in was scrolled to: then, where that is."""
    seen, each = widget, widget.parentWidget()
    while each is not None and each is not above:
        if isinstance(each, QAbstractScrollArea):
            seen = each
        each = each.parentWidget()
    return QRect(seen.mapTo(above, QPoint()), seen.size())


def _named(widget: QWidget) -> str:
    words = widget.accessibleName()
    if isinstance(widget, QAbstractButton | QLabel):
        words = widget.text() or words
    return f"{type(widget).__name__} “{words[:60]}”"
