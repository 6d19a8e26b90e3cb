"""Boxes that hold things together on a page, and the column that holds the boxes."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

GAP = 12
"""Between things that belong together; twice that between things that do not."""


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


class Column(QScrollArea):
    """A page that scrolls, its content in one column of readable width. Fill `box`."""

    def __init__(self, width: int = 760, surface: str = "page") -> None:
        super().__init__()
        self.setProperty("surface", surface)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QWidget()
        outer.setProperty("surface", surface)
        inner = QWidget()
        inner.setMaximumWidth(width)
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(28, 28, 28, 32)
        self.box.setSpacing(GAP * 2)
        across = QHBoxLayout(outer)
        across.setContentsMargins(QMargins())
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        self.setWidget(outer)
