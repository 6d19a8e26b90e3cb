"""A list whose rows are as tall as their words need."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_PADDING = 16
"""Left and right of a row in the style sheet, in pixels: Qt wraps as if there were none."""


class _Rows(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        narrow = QStyleOptionViewItem(option)
        shown = self.parent()
        apart = 2 * shown.spacing() if isinstance(shown, QListWidget) else 0
        narrow.rect = option.rect.adjusted(0, 0, -_PADDING - apart, 0)
        needed = super().sizeHint(narrow, index)
        if option.rect.width() > 0:  # one word that is longer than a line ends in dots
            needed.setWidth(min(needed.width(), option.rect.width()))
        return needed


def wrap_rows(shown: QListWidget) -> None:
    """Show every word of a row, on a second line where one is not enough."""
    shown.setWordWrap(True)
    shown.setResizeMode(QListWidget.ResizeMode.Adjust)
    shown.setUniformItemSizes(False)
    shown.setItemDelegate(_Rows(shown))
