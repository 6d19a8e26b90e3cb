"""The window's keys come first: on some systems a text field would take Ctrl+E for itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from reflect_app.ui.cover import Cover


class KeysFirst(QObject):
    """Keeps whatever has the focus from claiming a key that belongs to the window.

    A cover may: while the page is hidden, a key only brings it back.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: set[str] = set()
        app.focusChanged.connect(self._follow)

    def add(self, key: str) -> None:
        """One more key of the window's, such as `Ctrl+E`."""
        self._keys.add(QKeySequence(key).toString())

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and not isinstance(now, Cover):
            now.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stop a claim before it is made; Qt then looks for the shortcut."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()).toString() not in self._keys:
            return False
        event.ignore()
        return True
