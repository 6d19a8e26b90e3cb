"""Boxes that hold things together on a page, and the column that holds the boxes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from reflect_app.ui.theme import normal_points
from reflect_app.ui.widgets.flow import FlowLayout

GAP = 12
"""Between things that belong together; twice that between things that do not."""
_PLENTY = 1000
"""Pixels, more than one question needs."""


class Card(QFrame):
    """A white box with a hairline edge. Fill `box`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 18, 20, 18)
        self.box.setSpacing(GAP)


def hairline() -> QFrame:
    """A line that only decorates."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


def row(*items: QWidget | QLayout | None, spacing: int = GAP) -> QHBoxLayout:
    """Items side by side; `None` is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(QMargins())
    made.setSpacing(spacing)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, QLayout):
            made.addLayout(item)
        else:
            made.addWidget(item)
    return made


def flow(*items: QWidget) -> FlowLayout:
    """Items side by side that go on in the next line where one is full: for rows of buttons."""
    made = FlowLayout(gap=GAP)
    for item in items:
        made.addWidget(item)
    return made


def stack(*items: QWidget | QLayout | None, spacing: int = GAP) -> QVBoxLayout:
    """Items one under the other; `None` is a stretch."""
    made = QVBoxLayout()
    made.setContentsMargins(QMargins())
    made.setSpacing(spacing)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, QLayout):
            made.addLayout(item)
        else:
            made.addWidget(item)
    return made


class Centred(QWidget):
    """Content in one column of readable width, in the middle of whatever room there is. Fill `box`.

    `width` is for normal text; larger text makes the column wider, so that a line holds as much.
    """

    inner: QWidget | None = None

    def __init__(self, width: int = 760) -> None:
        super().__init__()
        self._width = width
        inner = QWidget()
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(28, 28, 28, 32)
        self.box.setSpacing(GAP * 2)
        across = QHBoxLayout(self)
        across.setContentsMargins(QMargins())
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        self.inner = inner
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        if self.inner is not None:
            scale = self.font().pointSizeF() / normal_points()
            self.inner.setMaximumWidth(round(self._width * max(scale, 1.0)))


class _Paper(Centred):
    """What a column scrolls. Its height follows from its width alone: Qt would otherwise make it
    as tall as its text is at the narrowest, and scroll into nothing.
    """

    def minimumSizeHint(self) -> QSize:
        """As wide as it must be, and no height of its own."""
        return QSize(super().minimumSizeHint().width(), 0)


class _QuietBar(QScrollBar):
    """Has its place beside the page always, and shows only where there is something to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing, while all of the page is in view."""
        if self.minimum() < self.maximum():
            super().paintEvent(event)


class Column(QScrollArea):
    """A page that scrolls, its content in one column of readable width. Fill `box`.

    The bar never comes or goes. The page would move aside for it and be painted anew, and Qt
    would lay a page that is too long out at every width down to the one that is left.
    """

    def __init__(
        self, width: int = 760, surface: str = "page", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(_QuietBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._paper = _Paper(width)
        self._paper.setProperty("surface", surface)
        # A page that grows is painted where it is new, not all over again.
        for each in (self._paper, self._paper.inner):
            if each is not None:
                each.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.box = self._paper.box
        self.setWidget(self._paper)

    def make_room(self, *grown: QWidget) -> None:
        """Have room for what has just grown, each of these inside the next.

        Qt lays a page out from the inside: what has grown is first pressed into the old height,
        and put right once the page around it has grown as well. This way it moves once; the page
        takes back in the same turn what is too much.
        """
        paper = self._paper
        if paper.inner is not None:
            for each in (*grown, paper.inner):
                each.updateGeometry()
            paper.resize(paper.width(), paper.height() + _PLENTY)


def middle(width: int, *parts: QWidget | QLayout) -> Column:
    """Parts, such as a card, a little above the middle of a window; `width` as in a Column."""
    column = Column(width, "window")
    column.box.addStretch(1)
    for part in parts:
        if isinstance(part, QLayout):
            column.box.addLayout(part)
        else:
            column.box.addWidget(part)
    column.box.addStretch(2)
    return column
