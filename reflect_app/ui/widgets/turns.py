"""Two halves side by side, or one after the other where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from reflect_app.ui.theme import ThemeKeeper

ROOM = 760
"""Narrower than this, at normal text size, the halves take turns."""


class Turns(QSplitter):
    """`see` leads to the second half and `back` from it; both show only where they are needed."""

    def __init__(
        self,
        theme: ThemeKeeper,
        first: QWidget,
        second: QWidget,
        see: QWidget,
        back: QWidget,
        room: int = ROOM,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._room = room
        self._first, self._second, self._see, self._back = first, second, see, back
        self._second_turn = False
        self.addWidget(first)
        self.addWidget(second)
        self.setSizes([440, 560])
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setChildrenCollapsible(False)
        theme.changed.connect(self._again)
        self.take(second=False)

    def narrow(self) -> bool:
        """Whether the halves take turns now."""
        return self.width() < self._theme.pixels(self._room)

    def take(self, *, second: bool) -> None:
        """Whose turn it is, as far as they take turns."""
        self._second_turn = second
        narrow = self.narrow()
        leaving = self._first if second else self._second
        held = self.window().focusWidget()
        follow = narrow and held is not None and leaving.isAncestorOf(held)
        self._first.setVisible(not narrow or not second)
        self._second.setVisible(not narrow or second)
        self._see.setVisible(narrow)
        self._back.setVisible(narrow)
        if follow:  # else the keyboard would land outside the page
            (self._back if second else self._see).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for both."""
        super().resizeEvent(event)
        self._again()

    def _again(self) -> None:
        """Another text size may leave no room for both, too."""
        self.take(second=self._second_turn)
