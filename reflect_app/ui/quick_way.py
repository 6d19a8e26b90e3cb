"""The lock screen's second button: this device's keychain, where somebody switched it on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.entrance import Entrance
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.text import muted
from reflect_app.words import tr


class QuickWay(QWidget):
    """Hidden until the journal has a way in for this device that is not over yet."""

    asked = Signal()

    def __init__(self, entrance: Entrance) -> None:
        super().__init__()
        self._entrance = entrance
        self._folder: Path | None = None
        self.open = button(tr("Quick unlock"), self.asked.emit)
        self.until = muted("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.until)
        self.hide()

    def look(self, folder: Path) -> None:
        """Ask whether the keychain may open this journal; the keychain itself is not asked.

        Where the envelope has no slot for a device, nothing is loaded for the question.
        """
        self._folder = folder
        self.hide()
        if self._entrance.app.may_open_quickly(folder):
            self._entrance.run(
                lambda app: (folder, app.vaults.quick_until(folder)),
                self._found,
                lambda _error: None,  # what is wrong with the journal is said by the unlock
                owner=self,
            )

    def _found(self, found: tuple[Path, str]) -> None:
        folder, until = found
        if folder != self._folder or not until:
            return
        self.until.setText(tr("On for this sign-in until {time}.").format(time=clock_time(until)))
        self.show()


def clock_time(instant: str) -> str:
    """The hour and minute here and now, as a person reads them from a wall."""
    return datetime.fromisoformat(instant).astimezone().strftime("%H:%M")
