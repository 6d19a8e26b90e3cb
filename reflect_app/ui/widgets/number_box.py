"""A number with arrows beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from reflect_app.ui.widgets.wheel import calm_wheel

_INSET = 9  # pixels, as other fields have it: a style sheet's padding stops short of the line


def number_box(lowest: int, highest: int, *, none: str = "") -> QSpinBox:
    """A whole number between two, both counted. `none` is shown in the place of the lowest."""
    made = QSpinBox()
    made.setRange(lowest, highest)
    made.setSpecialValueText(none)
    made.lineEdit().setTextMargins(_INSET, 0, 0, 0)
    calm_wheel(made)
    return made
