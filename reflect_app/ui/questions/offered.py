"""The names that fit what was typed, in a list that lies on the page beside the caret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QStringListModel, Qt
from PySide6.QtWidgets import QListView, QWidget

from reflect_app.words import tr

_ROWS = 6
_LEAST = 180
_GAP = 3


class OfferedNames(QListView):
    """The pseudonyms that fit, the first one chosen. It lies on the page, and scrolls with it."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setProperty("kind", "offered")
        self.setAccessibleName(tr("Pseudonyms that fit"))
        self.setAccessibleDescription(
            tr("Up and down choose, Enter puts it in, Escape leaves what you typed.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def offer(self, names: Sequence[str]) -> None:
        """Show these, unless they show already, and choose the first."""
        if list(names) != self._names.stringList():
            self._names.setStringList(list(names))
        self.setCurrentIndex(self._names.index(0))

    def step(self, by: int) -> None:
        """Choose the next one, round the ends."""
        row = (self.currentIndex().row() + by) % self._names.rowCount()
        self.setCurrentIndex(self._names.index(row))

    def chosen(self) -> str:
        """The name that Enter would take; empty where there is none."""
        return str(self.currentIndex().data() or "")

    def spoken(self) -> str:
        """The chosen row in words."""
        row, rows = self.currentIndex().row() + 1, self._names.rowCount()
        return tr("{name}, {row} of {rows}").format(name=self.chosen(), row=row, rows=rows)

    def stand_at(self, field: QWidget, caret: QRect) -> None:
        """Stand below the caret of a field, or above it where there is more room."""
        self.ensurePolished()
        paper = self.parentWidget()
        assert paper is not None
        seen = _seen(paper)
        at = QRect(field.mapTo(paper, caret.topLeft()), caret.size())
        above, below = at.top() - seen.top() - _GAP, seen.bottom() - at.bottom() - _GAP
        row, around = max(self.sizeHintForRow(0), 1), 2 * self.frameWidth() + 2
        wanted = min(self._names.rowCount(), _ROWS) * row + around
        room = max(below, above) if below < wanted else below
        height = max(min(wanted, room), row + around)
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(self.sizeHintForColumn(0) + around + bar, _LEAST)
        width = min(width, paper.width() - 2 * _GAP)
        top = at.bottom() + _GAP if below >= height else at.top() - _GAP - height
        left = (
            at.left()
            if self.layoutDirection() != Qt.LayoutDirection.RightToLeft
            else (at.right() - width)
        )
        left = max(_GAP, min(left, paper.width() - width - _GAP))
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1)))
        self.scrollTo(self.currentIndex())


def _seen(paper: QWidget) -> QRect:
    """The part of it that is in view."""
    port = paper.parentWidget()
    if port is None:
        return paper.rect()
    return QRect(paper.mapFrom(port, port.rect().topLeft()), port.size()).intersected(paper.rect())
