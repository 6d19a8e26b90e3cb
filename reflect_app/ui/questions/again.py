"""The key that does again what was undone. Qt knows `Ctrl+Y` on Windows alone."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

_AGAIN = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


def asks_again(event: QKeyEvent) -> bool:
    """Whether a key asks for that. `Ctrl+Shift+Z` Qt sees to by itself."""
    return event.keyCombination() == _AGAIN
