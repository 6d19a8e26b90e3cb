"""The preview: exactly what leaves, and above it what in it could point to someone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reflect_app.services.packs import PackPreview, Pointed
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.theme import ThemeKeeper
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
    """The words worth a look, as one list: arrows move, Enter finds the word in the preview."""

    def __init__(self, theme: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("notice", "warn")
        self.view: ReadingView | None = None
        said = tr("Please look at these: they could point to someone.")
        self.list = QListWidget()
        self.list.setAccessibleName(said)
        self.list.setAccessibleDescription(tr("Press Enter to find one in the preview."))
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(2)
        self.list.setMinimumHeight(theme.pixels(60))
        self.list.itemActivated.connect(self._find)
        self.list.itemClicked.connect(self._find)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 12, 12)
        box.setSpacing(8)
        box.addWidget(label(said, "subheading"))
        box.addWidget(self.list)
        self.hide()

    def show_pointed(self, pointed: Sequence[Pointed]) -> None:
        """List each word once with what kind it seems to be, the commonest first."""
        words = Counter((item.span.text, item.span.type) for item in pointed)
        self.list.clear()
        for (text, kind), count in words.most_common():
            item = QListWidgetItem(_in_words(text, kind, count))
            item.setData(Qt.ItemDataRole.UserRole, text)
            self.list.addItem(item)
        self.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As tall as the words need, up to a few lines; then it scrolls."""
        last = self.list.item(self.list.count() - 1)
        needed = self.list.visualItemRect(last).bottom() + 12 if last is not None else 0
        needed += self.list.verticalScrollBar().value()
        self.list.setFixedHeight(
            max(min(needed, self._theme.pixels(_TALLEST)), self._theme.pixels(44))
        )

    def _find(self, item: QListWidgetItem) -> None:
        text = str(item.data(Qt.ItemDataRole.UserRole))
        if self.view is None:
            return
        if not self.view.find(text):
            self.view.moveCursor(QTextCursor.MoveOperation.Start)
            self.view.find(text)
        self.view.ensureCursorVisible()


def _in_words(text: str, kind: str, count: int) -> str:
    name = type_names().get(kind, kind.replace("_", " ").lower())
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    words = tr("{text} · {kind}").format(text=shown, kind=name)
    return tr("{words} ×{count}").format(words=words, count=count) if count > 1 else words


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
