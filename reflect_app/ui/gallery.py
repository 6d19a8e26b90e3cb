"""The prompts to choose from, grouped by the minutes one has."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.core.prompts import Template
from reflect_app.ui.questions.chips import blend
from reflect_app.ui.widgets.text import subheading
from reflect_app.words import tr, trn

_PAD = 16
_TWO_ACROSS = 34  # characters a card needs to stand beside another


def minute_groups(templates: Iterable[Template]) -> list[tuple[str, list[Template]]]:
    """Templates under "3 minutes", "5 to 10 minutes" and "More than 10 minutes", none empty."""
    short: list[Template] = []
    middle: list[Template] = []
    long: list[Template] = []
    for template in templates:
        group = short if template.minutes < 5 else middle if template.minutes <= 10 else long
        group.append(template)
    named = (
        (tr("About 3 minutes"), short),
        (tr("5 to 10 minutes"), middle),
        (tr("More than 10 minutes"), long),
    )
    return [(name, found) for name, found in named if found]


class PromptCard(QPushButton):
    """One prompt: its name, what it is for, and how long it takes."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template = template
        count = template.minutes
        self._minutes = trn("{count} min", "{count} min", count).format(count=count)
        spoken = trn("{count} minute", "{count} minutes", count).format(count=count)
        self.setAccessibleName(
            tr("{title}, {minutes}").format(title=template.title, minutes=spoken)
        )
        self.setAccessibleDescription(template.purpose)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter opens it, as Space does
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _words(self, width: int) -> tuple[QRect, QRect]:
        """Where the title and the purpose go, at a width."""
        inner = max(width - 2 * _PAD, 40)
        side = QFontMetrics(self.font()).horizontalAdvance(self._minutes) + 12
        wrap = Qt.TextFlag.TextWordWrap
        room = QRect(_PAD, _PAD - 2, inner - side, 1000)
        head = QFontMetrics(self._title_font()).boundingRect(room, wrap, self.template.title)
        below = QRect(_PAD, head.bottom() + 5, inner, 1000)
        body = QFontMetrics(self.font()).boundingRect(below, wrap, self.template.purpose)
        return head, body

    def sizeHint(self) -> QSize:
        """Two lines at least."""
        width = QFontMetrics(self.font()).averageCharWidth() * _TWO_ACROSS
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to stand alone on a small screen."""
        width = QFontMetrics(self.font()).averageCharWidth() * 20
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def hasHeightForWidth(self) -> bool:
        """The purpose wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the words."""
        return self._words(width)[1].bottom() + _PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = QGuiApplication.palette()
        base = colours.color(QPalette.ColorRole.Base)
        text = colours.color(QPalette.ColorRole.Text)
        accent = colours.color(QPalette.ColorRole.Highlight)
        warm = self.underMouse() or self.isDown()
        focus = self.hasFocus()
        painter.setBrush(blend(accent, base, 0.08) if warm else base)
        edges = QPalette.ColorRole.Mid if warm else QPalette.ColorRole.Midlight
        edge = text if focus else colours.color(edges)
        painter.setPen(QPen(edge, 2 if focus else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        head, body = self._words(self.width())
        wrap = Qt.TextFlag.TextWordWrap
        painter.setPen(text)
        painter.setFont(self._title_font())
        painter.drawText(head.adjusted(0, 0, 8, 0), wrap, self.template.title)
        painter.setFont(self.font())
        painter.setPen(blend(text, base, 0.78))
        painter.drawText(body.adjusted(0, 0, 8, 0), wrap, self.template.purpose)
        corner = QRect(_PAD, head.top(), self.width() - 2 * _PAD, head.height())
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight, self._minutes)
        painter.end()


class Gallery(QWidget):
    """Cards in one or two columns under headings of minutes. `chosen` names a template."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(22)
        self._grids: list[tuple[QGridLayout, list[PromptCard]]] = []
        self._across = 0

    def cards(self) -> list[PromptCard]:
        """Every card, in order."""
        return [card for _, cards in self._grids for card in cards]

    def set_templates(self, templates: Iterable[Template]) -> None:
        """Show these."""
        while (item := self._box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._grids = []
        for name, found in minute_groups(templates):
            part = QWidget(self)
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(10)
            column.addWidget(subheading(name))
            grid = QGridLayout()
            grid.setSpacing(10)
            column.addLayout(grid)
            cards = [PromptCard(template, part) for template in found]
            for card in cards:
                card.clicked.connect(lambda _on=False, card=card: self._chosen(card))
            self._grids.append((grid, cards))
            self._box.addWidget(part)
        self._across = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would squeeze the words."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        cards = self.cards()
        if not cards:
            return
        across = 2 if self.width() >= 2 * cards[0].sizeHint().width() else 1
        if across == self._across:
            return
        self._across = across
        for grid, row in self._grids:
            for place, card in enumerate(row):
                grid.addWidget(card, place // across, place % across)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1 if across == 2 else 0)

    def _chosen(self, card: PromptCard) -> None:
        self.chosen.emit(card.template.id)
