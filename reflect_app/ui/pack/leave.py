"""The last step of whatever leaves as a file: the preview with its review, and what saves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.packs import PackPreview
from reflect_app.ui.jobs import Handle
from reflect_app.ui.pack import decisions
from reflect_app.ui.pack.deciding import Deciding, Entries
from reflect_app.ui.pack.decisions import Seen
from reflect_app.ui.pack.look import PreviewPane
from reflect_app.ui.pack.saving import SavePart, Saving
from reflect_app.ui.page import Desk


class LeavingPart(QWidget):
    """Nothing can be saved that the preview does not show as it is now, whole.

    `again`: something was decided, so the preview has to be made anew by `preview`.
    """

    again = Signal()

    def __init__(
        self, desk: Desk, saving: Saving | None = None, *, entries: Entries | None = None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._asked: Handle | None = None
        self.look = PreviewPane(desk)
        self.deciding = Deciding(desk, self.look.pointed, self, entries=entries)
        self.saving = SavePart(desk, saving)
        self.deciding.changed.connect(self.again)
        self.deciding.refused.connect(self.saving.result.show_error)
        self.saving.busy.connect(lambda on: self.look.pointed.setEnabled(not on))
        self.saving.written.connect(self.deciding.log)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.look, 1)
        box.addWidget(self.saving)

    def hold(self) -> None:
        """What is to leave moved on: nothing may until a preview has caught up."""
        self.saving.set_preview(None)
        self.look.hold()
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def preview(self, look: Callable[[Journal], PackPreview]) -> None:
        """Look at what leaves, in the thread that owns the vault, and show it."""
        self.hold()
        self._asked = self._desk.ask(
            lambda journal: decisions.seen(journal, look(journal)),
            self._previewed,
            failed=self._failed,
            owner=self,
        )

    def nothing(self) -> None:
        """Nothing is to leave."""
        self.hold()
        self.look.show_nothing()

    def _previewed(self, seen: Seen) -> None:
        self.look.show_preview(
            seen.preview,
            self.deciding.shown(seen),
            lambda: self.saving.set_preview(seen.preview),
        )

    def _failed(self, error: ReflectError) -> None:
        self.nothing()
        self.saving.result.show_error(error)
