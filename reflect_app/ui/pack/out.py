"""Something on its way out, on a page of its own with a way back: no choice, only the last step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.ui.pack.deciding import Entries
from reflect_app.ui.pack.leave import LeavingPart
from reflect_app.ui.pack.saving import Saving
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import way_back
from reflect_app.ui.widgets.card import row

Look = Callable[[Journal, tuple[Swap, ...]], PackPreview]
"""Previews what leaves with other words in it."""


class OutPane(QWidget):
    """Looks, and looks again after each decision."""

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
        self.back_button = way_back(desk.theme, back, self.back.emit)
        self.leaving = LeavingPart(desk, saving, entries=entries)
        self.leaving.again.connect(self.again)
        self.look, self.saving = self.leaving.look, self.leaving.saving
        self.deciding = self.leaving.deciding
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        top = row(self.back_button, None, *([beside] if beside is not None else []))
        top.setContentsMargins(12, 0, 18, 0)
        box.addLayout(top)
        box.addWidget(self.leaving, 1)
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
        if look is not None:
            self.leaving.preview(lambda journal: look(journal, swaps))
