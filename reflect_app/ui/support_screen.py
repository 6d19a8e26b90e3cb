"""Support on a screen of its own, for the lock screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, Column, row
from reflect_app.ui.widgets.support import SupportLine, SupportPanel
from reflect_app.words import tr


class SupportScreen(QWidget):
    """The list, and a way back."""

    def __init__(self, lines: Iterable[SupportLine], back: Callable[[], object]) -> None:
        super().__init__()
        self.back = button(tr("Back"), back)
        card = Card()
        card.box.addWidget(SupportPanel(lines))
        card.box.addLayout(row(self.back, None))
        column = Column(560, "window")
        column.box.addStretch(1)
        column.box.addWidget(card)
        column.box.addStretch(2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column)
