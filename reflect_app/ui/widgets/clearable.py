"""A line with a small cross at its end that empties it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from reflect_app.words import tr


def clearable(line: QLineEdit) -> None:
    """Give a line that cross, with a name: Qt leaves it without one."""
    line.setClearButtonEnabled(True)
    for cross in line.findChildren(QToolButton):
        cross.setAccessibleName(tr("Empty this line"))
