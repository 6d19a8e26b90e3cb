"""Under a field: the words in it that are worth a look, by how likely they point to someone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr, trn

_MOST_LIKELY, _MOST_TO_CHECK = 6, 4
Answers = Sequence[tuple[str, Callable[[], object] | None]]


class PointedLine(QWidget):
    """Each word is a button with choices. After a replacement it asks once, in passing,
    whether to remember who the pseudonym stands for; no answer means no."""

    def __init__(self, pick: Callable[[str, QPoint], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._pick = pick
        self._flow = FlowLayout(self, gap=6)
        self.words: list[str] = []
        self.to_check: list[str] = []
        self.buttons: dict[str, QPushButton] = {}
        self.remember: QPushButton | None = None
        self.rest: QPushButton | None = None
        self._all = False
        self._asked: tuple[Sequence[str], Answers] | None = None
        self.answers: dict[str, QPushButton] = {}
        self.hide()

    def show_words(self, words: Sequence[str], to_check: Sequence[str] = ()) -> None:
        """Show the likely ones and those to check, or nothing at all."""
        if list(words) == self.words and list(to_check) == self.to_check:
            return
        self.words, self.to_check = list(words), list(to_check)
        self._fill()

    def ask_to_remember(self, pseudonym: str, yes: Callable[[], object]) -> None:
        """Ask beside the words, until it is answered or something else is replaced."""
        said = tr("Should Reflect remember who {name} is?").format(name=pseudonym)
        self.ask((said,), ((tr("No"), None), (tr("Remember"), yes)))

    def ask(self, words: Sequence[str], answers: Answers) -> None:
        """Ask something else in the same place, in short sentences that each fit a line. An
        answer that does nothing is None."""
        self._asked = (words, answers)
        self._fill()

    def stop_asking(self) -> None:
        """Take no answer for a no."""
        if self._asked is not None:
            self._asked = None
            self._fill()

    def _fill(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons, self.answers, self.remember, self.rest = {}, {}, None, None
        if self.words:
            self._say(tr("Could point to someone:"))
            self._add(self.words if self._all else self.words[:_MOST_LIKELY])
        if self.to_check:
            self._say(tr("Worth a look before sharing:"))
            self._add(self.to_check if self._all else self.to_check[:_MOST_TO_CHECK])
        hidden = len(self.words) + len(self.to_check) - len(self.buttons)
        if hidden > 0:
            more = trn("And {count} more.", "And {count} more.", hidden).format(count=hidden)
            self.rest = button(more, self._show_all, "chip")
            self._flow.addWidget(self.rest)
            self.rest.show()
        if self._asked is not None:
            self._ask(*self._asked)
        self.setVisible(self._flow.count() > 0)

    def _show_all(self) -> None:
        """Every word from now on; the keyboard goes to the first that was not there."""
        there = set(self.buttons)
        self._all = True
        self._fill()
        next(made for word, made in self.buttons.items() if word not in there).setFocus()

    def _say(self, words: str) -> None:
        said = small(words)
        said.setWordWrap(False)
        said.setMinimumHeight(MIN_TARGET)
        self._flow.addWidget(said)

    def _add(self, words: Sequence[str]) -> None:
        for word in words:
            made = button(word, partial(self._open, word), "chip")
            made.setAccessibleName(tr("Choose what to do about {word}").format(word=word))
            made.setToolTip(
                tr("Ctrl+R: choices. Ctrl+Shift+R: a pseudonym. Ctrl+Shift+N: not a name.")
            )
            self.buttons[word] = made
            self._flow.addWidget(made)
            made.show()

    def _ask(self, words: Sequence[str], answers: Answers) -> None:
        for sentence in words:
            self._say(sentence)
        for name, act in answers:
            made = button(name, partial(self._answer, act), "chip")
            self.answers[name] = made
            self._flow.addWidget(made)
            made.show()
        self.remember = self.answers.get(tr("Remember"))

    def _answer(self, act: Callable[[], object] | None) -> None:
        self._asked = None
        if act is not None:
            act()
        self._fill()

    def _open(self, word: str) -> None:
        anchor = self.buttons[word]
        self._pick(word, anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
