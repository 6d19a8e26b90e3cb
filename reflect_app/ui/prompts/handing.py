"""Handing one's own prompts out: tick them, name the pack, and it is signed and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from reflect_app.services.prompt_packs import PackWritten
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.page import Desk
from reflect_app.ui.prompts.rows import PromptRow
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, flow
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import heading, small
from reflect_app.words import tr


class HandingCard(Card):
    """Writes a signed pack of what is ticked. `written` says where it went, in words."""

    written = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Prompts to hand out"))
        self.list.setMinimumHeight(desk.theme.pixels(110))
        self.name = QLineEdit()
        self.name.setMinimumHeight(MIN_TARGET + 8)
        self.save = primary(tr("Sign and save…"), self._choose)
        words = tr(
            "Your key signs the pack, so others see that it comes from you and was not changed. "
            "It holds the questions alone, never an answer."
        )
        self.box.addWidget(heading(tr("Hand out your own prompts")))
        self.box.addWidget(small(words))
        self.box.addWidget(self.notice)
        self.box.addWidget(self.list)
        self.box.addWidget(Field(tr("Name of the pack"), self.name))
        self.box.addLayout(flow(self.save, button(tr("Not now"), self.hide)))
        self.list.itemChanged.connect(lambda _item: self._allow())
        self.hide()

    def open(self, rows: tuple[PromptRow, ...]) -> None:
        """Show these to tick from, all ticked."""
        self.notice.clear()
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.template.title)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self._allow()
        self.show()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def ids(self) -> tuple[str, ...]:
        """What is ticked."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def write(self, place: Path) -> None:
        """Sign and write the pack."""
        ids, title = self.ids(), self.name.text().strip()
        self._desk.ask(
            lambda journal: journal.prompt_packs.export(ids, place, title=title),
            self._done,
            failed=self.notice.show_error,
            owner=self,
        )

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.ids()))

    def _choose(self) -> None:
        kinds = tr("Prompt packs") + " (*.reflect-prompts)"
        place = choose_to_save(self, tr("Save the pack"), "prompts.reflect-prompts", kinds)
        if place is not None:
            self.write(place)

    def _done(self, made: PackWritten) -> None:
        self.hide()
        self.written.emit(tr("Signed, and in {path}.").format(path=made.out))
