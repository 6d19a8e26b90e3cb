"""Shows one place that was found in the preview: that one, not the first that reads like it."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from reflect_app.services.pointed import Pointed
from reflect_app.ui.questions.carets import Ruler


def show_hit(view: QTextEdit, hit: Pointed) -> None:
    """Select it by the words around it, and bring it into view."""
    text = view.toPlainText()
    for before, after in ((hit.before, hit.after), (hit.before, ""), ("", hit.after), ("", "")):
        found = text.find(f"{before}{hit.span.text}{after}")
        if found >= 0:
            start = found + len(before)
            ruler = Ruler(text)
            cursor = view.textCursor()
            cursor.setPosition(ruler.units(start))
            end = ruler.units(start + len(hit.span.text))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            view.setTextCursor(cursor)
            view.ensureCursorVisible()
            return
