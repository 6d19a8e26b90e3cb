"""The preview: exactly what leaves, and above it what in it could point to someone."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.exporting.document import Document
from reflect_app.services.packs import PackPreview
from reflect_app.ui.pack.decisions import Decided
from reflect_app.ui.pack.review import PointedBox
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.shelf import Shelf
from reflect_app.ui.widgets.text import label, muted
from reflect_app.words import tr

_SHARE = 0.62
"""Of the pane's height, for the review; under it there is always something to read."""


class PreviewPane(QWidget):
    """What is shown here is what is written; nothing else can be."""

    def __init__(self, theme: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        theme.changed.connect(self._again)
        self.show_nothing()

    def show_nothing(self, hint: str = "") -> None:
        """Nothing can leave yet; without a `hint`, because nothing is ticked."""
        self.hint.setText(
            hint or tr("Tick what you want to bring, and see here exactly what leaves.")
        )
        self.pointed.hide()
        self.view.hide()
        self.head.hide()
        self.hint.show()

    def show_preview(self, preview: PackPreview, decided: Decided) -> None:
        """Show a preview, keeping the place one was reading."""
        at = self.view.verticalScrollBar().value()
        self.hint.hide()
        self.head.show()
        self.view.show()
        self.pointed.show_review(preview, decided)
        self._document = preview.document
        self._draw(at)

    def _draw(self, at: int) -> None:
        if self._document is None:
            return
        with self.view.fresh() as pen:
            pen.document(self._document)
        self.view.verticalScrollBar().setValue(at)
        self.pointed.go_on()

    def _again(self) -> None:
        """The same in the sizes and colours of another theme."""
        if not self.view.isHidden():
            self._draw(self.view.verticalScrollBar().value())
