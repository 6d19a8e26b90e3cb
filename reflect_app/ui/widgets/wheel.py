"""A wheel turned over a page scrolls the page: it must not change a choice in passing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _CalmWheel(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on to the page unless the control has the focus."""
        wheel = event.type() == QEvent.Type.Wheel
        if not (wheel and isinstance(watched, QWidget)) or watched.hasFocus():
            return False
        event.ignore()
        return True


def calm_wheel(control: QWidget) -> None:
    """Let the wheel change this control only after it was chosen by click or key."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_CalmWheel(control))
