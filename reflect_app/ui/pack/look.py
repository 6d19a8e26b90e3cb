"""The preview: exactly what leaves, and above it what in it could point to someone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reflect_app.services.packs import PackPreview, Pointed
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import label, muted
from reflect_app.words import tr

_LONGEST = 28
_TALLEST = 112
"""How tall the list of words may get, at normal text size."""


def type_names() -> dict[str, str]:
    """What each kind of identifier is called."""
    return {
        "PERSON": tr("name"),
        "INITIALS": tr("initials"),
        "PRISON_NUMBER": tr("prison number"),
        "CRN": tr("CRN"),
        "PNC": tr("PNC number"),
        "CRO": tr("CRO number"),
        "NHS_NUMBER": tr("NHS number"),
        "NINO": tr("National Insurance number"),
        "POSTCODE": tr("postcode"),
        "PHONE": tr("phone number"),
        "EMAIL": tr("email address"),
        "SOCIAL_HANDLE": tr("name on social media"),
        "VEHICLE_REG": tr("number plate"),
        "COURT_CASE": tr("court case"),
        "DOB": tr("date of birth"),
        "AGE": tr("age"),
        "PLACE": tr("place"),
        "PREMISES": tr("premises"),
        "ADDRESS": tr("address"),
    }


class PointedBox(QFrame):
    """The words worth a look, each a button that finds it in the preview."""

    def __init__(self, theme: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("notice", "warn")
        self.view: ReadingView | None = None
        said = tr("Please look at these: they could point to someone.")
        self.setAccessibleName(said)
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=6)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._row)
        self._row.setAutoFillBackground(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 8, 10)
        box.setSpacing(6)
        box.addWidget(label(said, "subheading"))
        box.addWidget(self._area)
        self.hide()

    def show_pointed(self, pointed: Sequence[Pointed]) -> None:
        """List each word once with what kind it seems to be; the commonest first."""
        words = Counter((item.span.text, item.span.type) for item in pointed)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for (text, kind), count in words.most_common():
            self._flow.addWidget(self._word(text, kind, count))
        self.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As tall as the words need, up to a few lines; then it scrolls."""
        width = max(self._area.viewport().width(), 100)
        needed = self._flow.heightForWidth(width) + 2
        self._area.setFixedHeight(min(needed, self._theme.pixels(_TALLEST)))

    def _word(self, text: str, kind: str, count: int) -> QWidget:
        name = type_names().get(kind, kind.replace("_", " ").lower())
        shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        words = tr("{text} · {kind}").format(text=shown, kind=name)
        if count > 1:
            words = tr("{words} ×{count}").format(words=words, count=count)
        made = button(words, partial(self._find, text), "chip")
        made.setToolTip(tr("Find it in the preview"))
        return made

    def _find(self, text: str) -> None:
        if self.view is None:
            return
        if not self.view.find(text):
            self.view.moveCursor(QTextCursor.MoveOperation.Start)
            self.view.find(text)
        self.view.ensureCursorVisible()


class PreviewPane(QWidget):
    """What is shown here is what is written; nothing else can be."""

    def __init__(self, theme: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pointed = PointedBox(theme, self)
        self.view = ReadingView(theme, tr("Preview of the pack"))
        self.pointed.view = self.view
        self.hint = muted(tr("Tick what you want to bring, and see here exactly what leaves."))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 22, 18, 8)
        box.setSpacing(10)
        self.head = label(tr("Exactly this leaves, and nothing else"), "subheading")
        box.addWidget(self.head)
        box.addWidget(self.pointed)
        box.addWidget(self.hint)
        box.addWidget(self.view, 1)
        box.addStretch(0)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is ticked."""
        self.pointed.hide()
        self.view.hide()
        self.head.hide()
        self.hint.show()

    def show_preview(self, preview: PackPreview) -> None:
        """Show a preview, keeping the place one was reading."""
        at = self.view.verticalScrollBar().value()
        self.hint.hide()
        self.head.show()
        self.view.show()
        self.pointed.show_pointed(preview.identifiers)
        with self.view.fresh() as pen:
            pen.document(preview.document)
        self.view.verticalScrollBar().setValue(at)
