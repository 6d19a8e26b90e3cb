"""The review of what leaves, walked through: each decision changes only the copy that leaves,
unless the writer says that the journal is to change too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reflect_app.core.changes import Saved
from reflect_app.errors import ReflectError
from reflect_app.services.pack_choice import Swap
from reflect_app.ui.pack import decisions
from reflect_app.ui.pack.decisions import Decided
from reflect_app.ui.pack.review import PointedBox, Pointer
from reflect_app.ui.page import Desk


class Deciding(QObject):
    """Listens to the review's box. `changed`: the preview has to be made again."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, box: PointedBox, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.decided = Decided()
        box.replaced.connect(self._replace)
        box.left.connect(self._leave)
        box.denied.connect(self._deny)
        box.again.connect(self.reset)
        box.journal_too.hide()

    def reset(self) -> None:
        """Nothing is decided."""
        self.decided = Decided()
        self.changed.emit()

    def offer(self, offers: Mapping[str, Sequence[str]]) -> None:
        """These pseudonyms are there to choose from."""
        self.decided = replace(self.decided, offers=offers)

    def _replace(self, pointer: Pointer, word: str, _journal_too: bool) -> None:
        swap = Swap(pointer.text, word, pointer.kind)
        self.decided = self.decided.swapped(swap)
        if swap.kind != "PERSON":
            self.changed.emit()
            return
        self._desk.save(
            lambda journal: decisions.learn(journal, swap, ()),
            lambda _: self.changed.emit(), failed=self._refused, owner=self, quiet=True,
        )  # fmt: skip

    def _refused(self, error: ReflectError) -> None:
        self.decided = replace(self.decided, swaps=self.decided.swaps[:-1])
        self.changed.emit()
        self.refused.emit(error)

    def _leave(self, pointer: Pointer) -> None:
        self.decided = self.decided.leaving(pointer.text)
        self.changed.emit()

    def _deny(self, pointer: Pointer) -> None:
        self._desk.save(
            lambda journal: journal.names.not_a_name(pointer.text), self._denied,
            failed=self.refused.emit, owner=self, quiet=True,
        )  # fmt: skip

    def _denied(self, _saved: Saved) -> None:
        self.decided = replace(self.decided, denied=self.decided.denied + 1)
        self.changed.emit()
