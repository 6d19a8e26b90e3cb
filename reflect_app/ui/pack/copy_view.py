"""The copy itself under its review: all of it, or of a long one the entry that one is at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.exporting.document import Document
from reflect_app.services.pointed import Pointed
from reflect_app.ui.pack.finding import show_hit
from reflect_app.ui.page import Desk
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr

_TALL = 240
_MOST = 40
"""Sections that are drawn at once; the journal of ten years would keep the window waiting."""


class CopyView(QWidget):
    """What is shown here is what is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._gently = desk.gently
        self.view = ReadingView(theme, tr("Preview of the copy"))
        self.view.setFixedHeight(theme.pixels(_TALL))
        self.part = small(tr("It is long, so here is only the entry that you are at."))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.part)
        box.addWidget(self.view)
        self._document: Document | None = None
        self._hit: Pointed | None = None
        theme.changed.connect(self._again)

    def show_document(self, document: Document, hit: Pointed | None) -> None:
        """Show another copy, at this place of it."""
        self._document = document
        self._draw(hit)

    def show_place(self, hit: Pointed) -> None:
        """Bring another place into view."""
        if self._hit is None or (self._is_long() and self._hit.entry != hit.entry):
            self._draw(hit)
        else:
            self._hit = hit
            show_hit(self.view, hit)

    def forget(self) -> None:
        """No word of the copy stays here."""
        self._document = self._hit = None
        self.view.wipe()

    def _is_long(self) -> bool:
        return self._document is not None and len(self._document.sections) > _MOST

    def _again(self) -> None:
        """A method and no lambda: the theme outlives the lock, and would keep the copy with it."""
        self._draw(self._hit)

    def _draw(self, hit: Pointed | None) -> None:
        self._hit = hit
        self.part.setVisible(self._is_long())
        if self._document is None:
            return
        shown = self._document
        if self._is_long():
            here = hit.entry if hit is not None else ""
            near = [
                section for section in shown.sections
                if (section.entry.id if section.entry is not None else "") == here
            ]  # fmt: skip
            shown = replace(shown, sections=tuple((near or list(shown.sections))[:_MOST]))
        self._gently(self.view.redraw(shown, self._drawn), self)

    def _drawn(self) -> None:
        if self._hit is not None:
            show_hit(self.view, self._hit)
