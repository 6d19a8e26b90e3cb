"""Which prompts there are, and the way to the page where they are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reflect_app.core.prompts import in_language
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.text import plain_tip
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
        self.change = button(tr("Write, hide and hand out prompts"), lambda: desk.go("prompts"))
        self.box.addLayout(flow(self.change))

    def show_now(self) -> None:
        """Read the list."""
        self.desk.ask(lambda journal: journal.templates.all(), self._shown, owner=self)

    def _shown(self, templates: list[Template]) -> None:
        self.list.clear()
        for written in templates:
            template = in_language(written, self.desk.app.language)
            minutes = tr("{n} min").format(n=template.minutes)
            item = QListWidgetItem(f"{template.title} · {minutes}\n{template.purpose}")
            item.setToolTip(plain_tip(template.attribution))
            self.list.addItem(item)
