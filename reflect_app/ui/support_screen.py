"""Support on a screen of its own, for the lock screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, middle, row, stack
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
        self.setLayout(stack(middle(560, card)))
