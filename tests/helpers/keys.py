"""Typing into whatever has the focus, as a person does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def press(widget: QWidget, *keys: Qt.Key | str, held: Qt.KeyboardModifier | None = None) -> None:
    """Press keys, or type the letters of a text, where the focus of the window is."""
    for key in keys:
        target = widget.window().focusWidget() or widget  # type: ignore[truthy-bool]
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key, held or Qt.KeyboardModifier.NoModifier)


def bring_up(qtbot: QtBot, widget: QWidget, width: int = 1000, height: int = 760) -> None:
    """Show a widget as a window and wait until it has the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
