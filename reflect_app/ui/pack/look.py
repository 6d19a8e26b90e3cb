"""The preview: exactly what leaves, and above it what in it could point to someone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.exporting.document import Document
from reflect_app.services.packs import PackPreview
from reflect_app.ui.pack.decisions import Decided
from reflect_app.ui.pack.review import PointedBox
from reflect_app.ui.page import Desk
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.widgets.shelf import Shelf
from reflect_app.ui.widgets.text import label, muted
from reflect_app.words import tr

_SHARE = 0.62
"""Of the pane's height, for the review; under it there is always something to read."""


class PreviewPane(QWidget):
    """What is shown here is what is written; nothing else can be."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self._gently = desk.gently
        self.pointed = PointedBox(theme, self)
        self.view = ReadingView(theme, tr("Preview of the pack"))
        self.pointed.view = self.view
        self.hint = muted("")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 22, 18, 8)
        box.setSpacing(10)
        self.head = label(tr("Exactly this leaves, and nothing else"), "subheading")
        box.addWidget(self.head)
        box.addWidget(Shelf(self.pointed, self, _SHARE))
        box.addWidget(self.hint)
        box.addWidget(self.view, 1)
        box.addStretch(0)
        self._document: Document | None = None
        self._whole: Callable[[], object] | None = None
        theme.changed.connect(self._draw)
        self.show_nothing()

    def show_nothing(self, hint: str = "") -> None:
        """Nothing can leave yet; without a `hint`, because nothing is ticked."""
        self._document = self._whole = None
        self.view.wipe()
        self.hint.setText(
            hint or tr("Tick what you want to bring, and see here exactly what leaves.")
        )
        self.pointed.hide()
        self.view.hide()
        self.head.hide()
        self.hint.show()

    def hold(self) -> None:
        """What is being drawn is out of date: `whole` is not called for it."""
        self._whole = None

    def show_preview(
        self, preview: PackPreview, decided: Decided, whole: Callable[[], object]
    ) -> None:
        """Show a preview, keeping the place one was reading; `whole` is called when all of it
        can be read.
        """
        self.hint.hide()
        self.head.show()
        self.view.show()
        self.pointed.show_review(preview, decided)
        self._document, self._whole = preview.document, whole
        self._draw()

    def _draw(self) -> None:
        """In the sizes and colours of the theme; a long one a little at a time."""
        if self._document is not None:
            self._gently(self.view.redraw(self._document, self._drawn), self)

    def _drawn(self) -> None:
        self.pointed.go_on()
        whole, self._whole = self._whole, None
        if whole is not None:
            whole()
