"""A blank sheet over the page: the conceal key's, and what is seen while a lock is under way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import heading, muted, show_text

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
}


class Cover(QWidget):
    """Shows two quiet lines and nothing of the journal. Any key or click emits `lifted`."""

    lifted = Signal()

    def __init__(self, title: str, line: str) -> None:
        super().__init__()
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = heading(title)
        self._line = muted(line)
        self.box = QVBoxLayout(self)
        self.box.addStretch(2)
        for part in (self._title, self._line):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.box.addWidget(part)
        self.box.addStretch(3)
        self.tell(title, line)

    def tell(self, title: str, line: str) -> None:
        """Change the two lines."""
        show_text(self._title, title)
        show_text(self._line, line)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)

    def event(self, event: QEvent) -> bool:
        """Claim every key before a shortcut does: while covered, a key only lifts the cover.

        The window's own lock and conceal keys still come first, being claimed by nobody here.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() != Qt.Key.Key_F9 and not (control and event.key() == Qt.Key.Key_L):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key that is more than a modifier."""
        if event.key() not in _MODIFIERS:
            self.lifted.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any click."""
        self.lifted.emit()
        event.accept()
