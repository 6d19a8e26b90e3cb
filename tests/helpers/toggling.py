"""Buttons that stay down, as a screen reader has them: it toggles them, and Qt says no click."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QAbstractButton, QWidget

CLICKED, TOGGLED = SIGNAL("clicked(bool)"), SIGNAL("toggled(bool)")


def only_clicked(page: QWidget) -> list[str]:
    """The names of those that do something for a click and nothing for a toggle."""
    return [
        each.accessibleName() or each.text()
        for each in page.findChildren(QAbstractButton)
        if each.isCheckable() and each.receivers(CLICKED) and not each.receivers(TOGGLED)
    ]
