"""The lines and boxes that Today is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reflect_app.ui.widgets.card import Card, flow, hairline
from reflect_app.ui.widgets.text import breakable, heading, label, muted, small
from reflect_app.words import tr

_BESIDE = 2
"""So many steps stand beside the words; more would leave them no room, and stand below."""
_LETTERS = 30
"""So do two that are longer than this together."""


class Line(QWidget):
    """A name, a few smaller words below it, and what can be done about it."""

    def __init__(self, name: str, words: str, steps: Sequence[QPushButton]) -> None:
        super().__init__()
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(label(breakable(name)))
        if words:
            said.addWidget(small(breakable(words)))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addLayout(said, 1)
        letters = sum(len(step.text()) for step in steps)
        if len(steps) > _BESIDE or (len(steps) > 1 and letters > _LETTERS):
            said.addLayout(flow(*steps))
            return
        for step in steps:
            across.addWidget(step, 0, Qt.AlignmentFlag.AlignVCenter)


class Section(QWidget):
    """A heading and a card of lines; hidden while it has none.

    Give it a parent where the lines are put in before it is laid out: it would flash up as a
    window and take the keyboard with it.
    """

    def __init__(self, name: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(heading(name))
        if words:
            self._box.addWidget(muted(words))
        self._card: Card | None = None
        self.hide()

    def show_lines(self, lines: Iterable[QWidget]) -> None:
        """Put these in place of what was there."""
        for _ in self.showing(lines):
            pass

    def showing(self, lines: Iterable[QWidget]) -> Iterator[QWidget]:
        """Put these in place of what was there, a line at a step."""
        if self._card is not None:
            self._card.hide()
            self._box.removeWidget(self._card)
            self._card.deleteLater()
        self._card = card = Card(self)
        card.box.setContentsMargins(18, 10, 14, 10)
        card.box.setSpacing(8)
        for line in lines:
            if card.box.count():
                card.box.addWidget(hairline())
            card.box.addWidget(line)
            yield line
        self._box.addWidget(card)
        self.setVisible(card.box.count() > 0)

    def buttons(self) -> list[QPushButton]:
        """What can be pressed in it, in order."""
        return self.findChildren(QPushButton)


class ReminderBox(QFrame):
    """What was to go in the record, and the three answers to it."""

    def __init__(self, words: str, steps: Sequence[QPushButton]) -> None:
        super().__init__()
        self.setProperty("notice", "warn")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(6)
        said = tr("You said something needed to go in the record.")
        self.setAccessibleName(f"{said} {words}")
        box.addWidget(label(said, "subheading"))
        box.addWidget(label(words))
        across = QHBoxLayout()
        across.setSpacing(8)
        for step in steps:
            across.addWidget(step)
        across.addStretch(1)
        box.addLayout(across)


class QuietLine(QWidget):
    """Something that is not done yet, said once and calmly, with a way to do it."""

    def __init__(self, words: str, step: QPushButton) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(muted(words), 1)
        across.addWidget(step, 0, Qt.AlignmentFlag.AlignTop)


def clear(box: QVBoxLayout, keep: Callable[[QWidget], bool] = lambda _: False) -> None:
    """Take every widget out of a layout and let go of it."""
    for place in reversed(range(box.count())):
        item = box.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None and not keep(widget):
            box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
