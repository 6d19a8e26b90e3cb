"""Import: the way to the page that brings in another journal, and what came by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.errors import ReflectError
from reflect_app.services.imports import Undone
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.vault.import_store import Batch

_SHOWN = 20


class ImportsSection(Section):
    """Every import that is still here can be taken out, an interrupted one too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Import and export"),
            tr("Bring in another journal. “Export everything” takes yours out."),
        )
        self.begin = button(tr("Bring in another journal…"), lambda: desk.go("import"))
        self.box.addLayout(row(self.begin, None))
        self.came = QWidget()
        self.came_box = QVBoxLayout(self.came)
        self.came_box.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(self.came)

    def show_now(self) -> None:
        """Read what came so far."""
        self.desk.ask(
            lambda journal: (journal.imports.batches(), journal.imports.formats()),
            self._shown,
            owner=self,
        )

    def _shown(self, read: tuple[list[Batch], list[tuple[str, str, str]]]) -> None:
        batches, formats = read
        labels = {name: words for name, words, _ in formats}
        while (item := self.came_box.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.came.setVisible(bool(batches))
        for batch in batches[:_SHOWN]:
            named = replace(batch, format=labels.get(batch.format, batch.format))
            self.came_box.addWidget(_line(named, partial(self.take_out, batch.id)))

    def take_out(self, batch: str) -> None:
        """Undo an import, giving way to whatever is being written."""
        self.came.setEnabled(False)
        self.notice.clear()
        self.desk.maintain(
            lambda journal: journal.imports.undo(batch),
            self._taken_out,
            failed=self._failed,
            owner=self,
        )

    def _taken_out(self, undone: Undone) -> None:
        self.came.setEnabled(True)
        words = trn("{count} entry was taken out again.", "{count} entries were taken out again.",
                    undone.removed).format(count=undone.removed)  # fmt: skip
        self.notice.tell(words, "", GOOD)
        self.desk.announce(undone.changes)
        self.show_now()

    def _failed(self, error: ReflectError) -> None:
        self.came.setEnabled(True)
        self.notice.show_error(error)


def _line(batch: Batch, take_out: Callable[[], None]) -> QWidget:
    day = when.day(batch.at)
    words = {
        "running": tr("{day}, {format}: stopped half-way").format(day=day, format=batch.format),
        "part": trn("{day}, {format}: {count} entry left", "{day}, {format}: {count} entries left",
                    batch.entries).format(day=day, format=batch.format, count=batch.entries),
        "done": trn("{day}, {format}: {count} entry", "{day}, {format}: {count} entries",
                    batch.entries).format(day=day, format=batch.format, count=batch.entries),
    }[batch.state]  # fmt: skip
    line = QWidget()
    act = button(tr("Take it out again"), take_out, name=tr("Take out {what}").format(what=words))
    across = row(body(words), act)
    across.setStretch(0, 1)
    across.setContentsMargins(0, 0, 0, 0)
    line.setLayout(across)
    return line
