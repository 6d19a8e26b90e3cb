"""Which prompts there are: read only for now, the way to write with each is on other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.core.prompts import Template


class PromptsSection(Section):
    """Title, minutes and purpose of every prompt, those kept in the journal included."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Prompts"), tr("Every question can be left out, always."))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Prompts"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(desk.theme.pixels(220))
        self.box.addWidget(self.list)

    def show_now(self) -> None:
        """Read the list."""
        self.desk.ask(lambda journal: journal.templates.all(), self._shown, owner=self)

    def _shown(self, templates: list[Template]) -> None:
        self.list.clear()
        for template in templates:
            minutes = tr("{n} min").format(n=template.minutes)
            item = QListWidgetItem(f"{template.title} · {minutes}\n{template.purpose}")
            item.setToolTip(template.attribution)
            self.list.addItem(item)
