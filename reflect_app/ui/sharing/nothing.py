"""The share form of a journal in which nothing is written yet."""

from __future__ import annotations

from PySide6.QtCore import Signal

from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import way_back
from reflect_app.ui.widgets.card import Column, row
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.words import tr


class NothingYet(Column):
    """In place of a choice among nothing."""

    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(560)
        self.box.addLayout(row(way_back(desk.theme, tr("Back to Sharing"), self.back.emit), None))
        self.empty = EmptyState(
            tr("Nothing to share yet"),
            tr(
                "Once you have written something, you choose here which answers one reader gets. "
                "Nothing leaves by itself."
            ),
            tr("Write something"),
            lambda: desk.go(COMPOSE),
        )
        self.box.addWidget(self.empty)
        self.box.addStretch(1)
