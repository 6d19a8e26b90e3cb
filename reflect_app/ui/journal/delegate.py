"""How a row of the journal is painted: title and mark, its day, two lines of its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reflect_app.core import when
from reflect_app.core.entries import EntrySummary
from reflect_app.ui.journal.model import SUMMARY
from reflect_app.ui.theme import ThemeKeeper

_PAD = 14
_GAP = 4
_LINES = 2


class EntryDelegate(QStyledItemDelegate):
    """Rows are all of one height, so that the list need not ask for each."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme

    def _fonts(self, font: QFont) -> tuple[QFont, QFont]:
        head, small = QFont(font), QFont(font)
        head.setPointSizeF(self._theme.points("body"))
        head.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(self._theme.points("small"))
        return head, small

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line of title, two of words, and air."""
        del index
        head, small = self._fonts(option.font)
        height = QFontMetrics(head).height() + _LINES * QFontMetrics(small).lineSpacing()
        return QSize(200, height + _GAP + 2 * _PAD - 6)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row; a row that is still on its way is two quiet bars."""
        rect: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hover:
            painter.fillRect(rect, self._theme.colour("soft" if chosen else "hover"))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(rect.left() + _PAD, rect.bottom(), rect.right() - _PAD, rect.bottom())
        if chosen:
            bar = QRect(rect.left(), rect.top(), 4, rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))
        inner = rect.adjusted(_PAD, _PAD - 4, -_PAD, -_PAD + 4)
        summary = index.data(SUMMARY)
        if isinstance(summary, EntrySummary):
            self._entry(painter, inner, summary, option.font, chosen=chosen)
        else:
            self._waiting(painter, inner)
        painter.restore()

    def _entry(
        self, painter: QPainter, box: QRect, summary: EntrySummary, font: QFont, *, chosen: bool
    ) -> None:
        head, small = self._fonts(font)
        text = self._theme.colour("on_soft" if chosen else "text")
        muted = self._theme.colour("on_soft" if chosen else "muted")
        top = QRect(box.left(), box.top(), box.width(), QFontMetrics(head).height())
        room = box.width()
        if summary.marked:
            icon = self._theme.icon("mark", "accent")
            size = top.height() - 2
            icon.paint(painter, box.right() - size, top.top() + 1, size, size)
            room -= size + 8
        painter.setFont(head)
        painter.setPen(text)
        title = QFontMetrics(head).elidedText(summary.title, Qt.TextElideMode.ElideRight, room)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(top.left(), top.top(), room, top.height()), left, title)
        painter.setFont(small)
        painter.setPen(muted)
        # The day opens the small print, so that a long title has the whole line.
        day, snippet = when.day(summary.event), " ".join(summary.snippet.split())
        words = f"{day} · {snippet}" if snippet else day
        _two_lines(painter, box.left(), top.bottom() + _GAP, box.width(), words, small)

    def _waiting(self, painter: QPainter, box: QRect) -> None:
        for line, share in enumerate((0.5, 0.8)):
            bar = QRect(box.left(), box.top() + 4 + line * 22, int(box.width() * share), 10)
            painter.fillRect(bar, self._theme.colour("line"))


def _two_lines(painter: QPainter, x: int, y: int, width: int, words: str, font: QFont) -> None:
    """Two wrapped lines, the second cut short with dots where there is more."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(words, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeading))
    layout.beginLayout()
    first = layout.createLine()
    if not first.isValid():
        layout.endLayout()
        return
    first.setLineWidth(width)
    ends = first.textLength()
    layout.endLayout()
    baseline = y + metrics.ascent()
    painter.drawText(
        x, baseline, words.encode("utf-16-le")[: 2 * ends].decode("utf-16-le", "ignore")
    )
    rest = words.encode("utf-16-le")[2 * ends :].decode("utf-16-le", "ignore").strip()
    if rest:
        cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        painter.drawText(x, baseline + metrics.lineSpacing(), cut)
