"""What the sections of the settings page have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import heading, muted


class Section(QWidget):
    """A heading, a word on what it is for, and a card. Fill `box`."""

    def __init__(self, desk: Desk, title: str, lead: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(heading(title))
        if lead:
            outer.addWidget(muted(lead))
        card = Card()
        self.box = card.box
        self.notice = Notice()
        self.box.addWidget(self.notice)
        outer.addWidget(card)

    def show_now(self) -> None:
        """Fill in what holds now. Called when the page comes to the front and on changes."""

    def remember(self, **changed: object) -> None:
        """Keep settings of this computer; a file that cannot be written is said in place."""
        try:
            self.desk.app.settings.change(**changed)
        except ReflectError as error:
            self.notice.show_error(error)
