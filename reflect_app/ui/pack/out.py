"""Something on its way out: exactly what leaves, what in it could point to someone, one file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.ui.jobs import Handle
from reflect_app.ui.pack import decisions
from reflect_app.ui.pack.deciding import Deciding, Entries
from reflect_app.ui.pack.decisions import Seen
from reflect_app.ui.pack.look import PreviewPane
from reflect_app.ui.pack.saving import SavePart, Saving
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.card import row

Look = Callable[[Journal, tuple[Swap, ...]], PackPreview]
"""Previews what leaves with other words in it."""


class OutPane(QWidget):
    """Nothing can be saved that the preview does not show as it is now."""

    back = Signal()

    def __init__(
        self,
        desk: Desk,
        back: str,
        saving: Saving,
        *,
        entries: Entries | None = None,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._look: Look | None = None
        self._asked: Handle | None = None
        self.back_button = button(back, self.back.emit, "quiet")
        add_icon(self.back_button, desk.theme, "back")
        self.look = PreviewPane(desk.theme)
        self.deciding = Deciding(desk, self.look.pointed, self, entries=entries)
        self.deciding.changed.connect(self.again)
        self.saving = SavePart(desk, saving)
        self.deciding.refused.connect(self._refused)
        self.saving.busy.connect(lambda on: self.look.pointed.setEnabled(not on))
        self.saving.written.connect(self.deciding.log)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        top = row(self.back_button, None, *([beside] if beside is not None else []))
        top.setContentsMargins(12, 0, 18, 0)
        box.addLayout(top)
        box.addWidget(self.look, 1)
        box.addWidget(self.saving)
        box.setAlignment(self.back_button, Qt.AlignmentFlag.AlignLeading)

    def start(self, look: Look) -> None:
        """Look at something, with nothing decided yet."""
        self.deciding.forget()
        self.saving.result.clear()
        self.look_at(look)
        self.back_button.setFocus()

    def look_at(self, look: Look) -> None:
        """Look at the same in another form; what was decided stays decided."""
        self._look = look
        self.again()

    def again(self) -> None:
        """Look anew: until then nothing can leave."""
        look, swaps = self._look, self.deciding.decided.swaps
        if look is None:
            return
        self.saving.set_preview(None)
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self.desk.ask(
            lambda journal: decisions.seen(journal, look(journal, swaps)),
            self._previewed,
            failed=self._failed,
            owner=self,
        )

    def _previewed(self, seen: Seen) -> None:
        self.look.show_preview(seen.preview, self.deciding.shown(seen))
        self.saving.set_preview(seen.preview)

    def _refused(self, error: ReflectError) -> None:
        self.saving.result.show_error(error)

    def _failed(self, error: ReflectError) -> None:
        self.look.show_nothing()
        self.saving.result.show_error(error)
