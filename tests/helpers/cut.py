"""What of a window is cut off: words that need more room than they were given.

Only what is on show counts. A list shortens its lines with an ellipsis on purpose, an editor
scrolls, and a line that is typed in shows the part around the caret; none of those are cut.
"""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyleOptionFrame,
    QTableView,
    QWidget,
)

SLACK = 1  # pixels: a font may round


def cut(window: QWidget) -> list[str]:
    """One line for each widget that is cut off, with its words and by how much."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QScrollBar):
            continue
        told = _beyond(widget, window) or _lacking(widget)
        if told:
            found.append(f"{_named(widget)}: {told}")
    return found


def _named(widget: QWidget) -> str:
    words = ""
    if isinstance(widget, QLabel | QAbstractButton):
        words = widget.text()
    elif isinstance(widget, QLineEdit):
        words = widget.placeholderText()
    return f"{type(widget).__name__} “{(words or widget.accessibleName())[:60]}”"


def _lacking(widget: QWidget) -> str:
    """What a widget asks for beyond what it has."""
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, QAbstractButton):
        need = widget.minimumSizeHint()
        if isinstance(widget, QPushButton) and widget.text():
            need = need.expandedTo(widget.sizeHint())
        return _short(need.width(), widget.width(), "wide") or _short(
            need.height(), widget.height(), "high"
        )
    if isinstance(widget, QComboBox):
        if _said_beside(widget):
            return ""
        words = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return _short(words, widget.width() - widget.height(), "wide")
    if isinstance(widget, QLineEdit):
        words = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        shown = 0 if widget.text() else words
        return _short(shown, _inside(widget), "wide")
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QTableView):
        return _scrolled(widget)
    return ""


def _said_beside(box: QComboBox) -> bool:
    """Whether what was picked stands in full in a label next to the box."""
    holder = box.parentWidget()
    near = holder.parentWidget() if holder is not None else None
    labels = near.findChildren(QLabel) if near is not None else []
    said = (each.text().replace("\u200b", "") for each in labels if each.isVisible())
    return any(box.currentText() in text for text in said)


def _inside(line: QLineEdit) -> int:
    """How wide a text may be: what the style sheet's padding leaves, less Qt's own two pixels on
    either side.
    """
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    area = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    return area.width() - margins.left() - margins.right() - 4


def _label(label: QLabel) -> str:
    if not label.text() or label.pixmap().isNull() is False:
        return ""
    if not label.wordWrap():
        return _short(label.sizeHint().width(), label.width(), "wide")
    return _short(label.minimumSizeHint().width(), label.width(), "wide") or _short(
        label.heightForWidth(label.width()), label.height(), "high"
    )


def _scrolled(area: QAbstractScrollArea) -> str:
    """A page scrolls downwards only."""
    if isinstance(area, QPlainTextEdit):
        return ""
    bar = area.horizontalScrollBar()
    return f"{bar.maximum()} px to the right are out of sight" if bar.maximum() > SLACK else ""


def _beyond(widget: QWidget, window: QWidget) -> str:
    """Outside what holds it, sideways: nothing shows there."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QMainWindow):
        return ""
    right = widget.geometry().right() - parent.width() + 1
    if right > SLACK and widget.width() > 0 and not _inside_scrolling(parent, window):
        return f"{right} px beyond its {type(parent).__name__}"
    return ""


def _inside_scrolling(parent: QWidget, window: QWidget) -> bool:
    """Whether the holder is the paper of a table or list, which scrolls both ways."""
    above = parent.parentWidget()
    return above is not window and isinstance(above, QTableView)


def _short(needs: int, has: int, how: str) -> str:
    return f"needs {needs} px {how}, has {has}" if needs > has + SLACK else ""
