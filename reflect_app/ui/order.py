"""Tab goes where the eye goes: down the page as it is laid out, not as it was built."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def tab_through(root: QWidget, after: QWidget | None = None) -> QWidget | None:
    """Put everything inside `root` that takes the focus by Tab in the order of the layouts.

    Call it again after widgets were added; the page around `root` keeps its own order. With
    `after` all of it comes right behind that one. Returns the last.
    """
    before = after
    for widget in _stops(root):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget
    return before


def _stops(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in _in_order(root)
        # Which chip of a row is the stop changes; all of them belong in the chain.
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
    ]


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _in_order(inner)
    elif isinstance(widget, QSplitter | QStackedWidget):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield from _in_order(part)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner_layout, inner = item.layout(), item.widget()
        if inner_layout is not None:
            yield from _in_layout(inner_layout)
        elif inner is not None:
            yield from _in_order(inner)


def focus_first(page: QWidget) -> None:
    """Put the focus on the first thing of a page that Tab would reach."""
    each = page.nextInFocusChain()
    while each is not None and each is not page:
        if takes_tab(each, page):
            each.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        each = each.nextInFocusChain()


def takes_tab(widget: QWidget, page: QWidget) -> bool:
    """Whether Tab could reach a widget of a page, were the page in front."""
    # First what rules out most: a window has thousands of widgets, and a policy is slow to read.
    if not (page.isAncestorOf(widget) and widget.isVisibleTo(page) and widget.isEnabled()):
        return False
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
