"""A line of text in which words can be underlined, as they can on a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QWidget

from reflect_app.ui.questions.again import asks_again
from reflect_app.ui.questions.carets import Ruler

Place = tuple[int, int]


class MarkedLine(QLineEdit):
    """Underlines keep to their words while one types; a word that is changed loses its own.

    A `QLineEdit` draws text with formats only where an input method asks for it, so that is what
    this one does. It waits while a real one is composing a letter.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.in_words = True
        """Whether what belongs here is words, rather than somebody's name."""
        self._marks: list[Place] = []
        self._shape = QTextCharFormat()
        self._before = ""
        self._composing = self._drawing = False
        self.textChanged.connect(self._follow)

    def marks(self) -> Sequence[Place]:
        """Where the underlined words begin and end, in code points."""
        return tuple(self._marks)

    def underline(self, places: Sequence[Place], shape: QTextCharFormat) -> None:
        """Underline these places (code points) and no others."""
        if self._marks or places:
            self._marks, self._shape = list(places), shape
            self._before = self.text()
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo a word at a time, as on a page."""
        if asks_again(event):
            self.redo()
            event.accept()
            return
        at = self.cursorPosition()
        if event.text().isspace() and at and not self.hasSelectedText():
            self.blockSignals(True)  # nothing moves: a step of the undo ends where the caret did
            self.setCursorPosition(at - 1)
            self.setCursorPosition(at)
            self.blockSignals(False)
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let an input method write; it takes the underlines with it."""
        super().inputMethodEvent(event)
        if not self._drawing:
            self._composing = bool(event.preeditString())
            if self._marks:
                self._draw()

    def _follow(self, text: str) -> None:
        if not self._marks:
            return
        old = self._before
        head = _alike(old, text)
        tail = _alike(old[head:][::-1], text[head:][::-1])
        end, moved = len(old) - tail, len(text) - len(old)
        ahead = [place for place in self._marks if place[1] < head]
        behind = [place for place in self._marks if place[0] > end]
        self._marks = ahead + [(start + moved, stop + moved) for start, stop in behind]
        self._before = text
        self._draw()

    def _draw(self) -> None:
        if self._composing:
            return
        kind, at = QInputMethodEvent.AttributeType.TextFormat, self.cursorPosition()
        ruler = Ruler(self.text())
        units = [(ruler.units(start), ruler.units(end)) for start, end in self._marks]
        asked = [
            QInputMethodEvent.Attribute(kind, start - at, end - start, self._shape)
            for start, end in units
        ]
        self._drawing = True
        QCoreApplication.sendEvent(self, QInputMethodEvent("", asked))
        self._drawing = False


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
