"""Handing one's own prompts out: tick them, name the pack, and it is signed and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from reflect_app.services.prompt_packs import PackWritten
from reflect_app.services.prompts_out import PromptsPreview
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.pack.look_first import BriefReview, LookFirst
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
        self._first = LookFirst(desk, self, self.box.addWidget)
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
        """Sign and write the pack, once it was looked at where there is something to see."""
        self._look(lambda found: self._write_now(found, place))

    def _look(self, act: Callable[[PromptsPreview], object]) -> None:
        ids, title = self.ids(), self.name.text().strip()
        self.notice.clear()
        self._first.ask(
            lambda journal, swaps: journal.prompts_out.preview(
                journal.prompt_packs.own(ids), swaps, title
            ),
            lambda found: act(cast("PromptsPreview", found)),
            (self.save.text(), self.save.accessibleName(), self.save),
            self.notice.show_error,
        )

    def _write_now(self, found: PromptsPreview, place: Path) -> None:
        ids, swaps = self.ids(), found.swaps
        self._desk.ask(
            lambda journal: journal.prompt_packs.export(ids, place, swaps=swaps, shown=found),
            self._done,
            failed=self.notice.show_error,
            owner=self,
        )

    @property
    def review(self) -> BriefReview | None:
        """What is looked at now, before it leaves."""
        return self._first.review

    def _allow(self) -> None:
        self._first.close()  # another choice is another look
        self.save.setEnabled(bool(self.ids()))

    def _choose(self) -> None:
        self._look(self._choose_place)

    def _choose_place(self, found: PromptsPreview) -> None:
        kinds = tr("Prompt packs") + " (*.reflect-prompts)"
        place = choose_to_save(self, tr("Save the pack"), "prompts.reflect-prompts", kinds)
        if place is not None:
            self._write_now(found, place)

    def _done(self, made: PackWritten) -> None:
        self.hide()
        self.written.emit(tr("Signed, and in {path}.").format(path=made.out))
