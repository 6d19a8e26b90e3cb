"""The recovery words on the screen: shown, printed or saved, and three of them typed back."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.card import GAP, Card, flow
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD, WARN, Notice
from reflect_app.ui.widgets.text import label
from reflect_app.words import tr

ASKED = 3
LETTERS = 4


def same_word(typed: str, word: str) -> bool:
    """Whether what was typed names the word: its first four letters do."""
    given = typed.strip().casefold()
    return given[:LETTERS] == word[:LETTERS] and word.startswith(given)


class WordGrid(Card):
    """Numbered words in columns, as many to a line as fit, each readable by a screen reader."""

    _cells: Sequence[QLabel] = ()

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        cells = [self._cell(number, word) for number, word in enumerate(words, 1)]
        self.box.addLayout(flow(*cells))
        self._cells = cells
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._align()

    def _align(self) -> None:
        """As wide as the widest each, so that they stand in columns."""
        widest = max((cell.sizeHint().width() for cell in self._cells), default=0)
        for cell in self._cells:
            cell.setMinimumWidth(widest + GAP)

    @staticmethod
    def _cell(number: int, word: str) -> QLabel:
        cell = label(f"{number}  {word}", "words")
        cell.setWordWrap(False)
        cell.setAccessibleName(tr("Word {number}: {word}").format(number=number, word=word))
        cell.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return cell


class WordsPanel(QWidget):
    """The grid with ways to take it along. Printing asks first whether the printer is private.

    `others` are further buttons for the same row. The page that holds it shows `notice`.
    """

    def __init__(
        self, theme: ThemeKeeper, words: Sequence[str], notice: Notice, *others: QWidget
    ) -> None:
        super().__init__()
        self._words = tuple(words)
        self.notice = notice
        self.print = button(tr("Print…"), self._ask_printer)
        add_icon(self.print, theme, "print")
        self.save = button(tr("Save to a file…"), self._save)
        add_icon(self.save, theme, "save")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(WordGrid(words))
        box.addLayout(flow(self.print, self.save, *others))

    def _ask_printer(self) -> None:
        self.notice.tell(
            tr("Is this printer private? Collect it now. Nothing on paper is protected."),
            tr("Print only where nobody else collects the paper."),
            WARN,
            tr("Print now"),
            self._print,
        )
        self.notice.action.setFocus()

    def _print(self) -> None:
        # Imported here: looking for printers is slow and seldom wanted.
        from reflect_app.ui.recovery_sheet import print_words

        if print_words(self, self._words):
            self.notice.tell(tr("Sent to the printer. Collect it now."), "", GOOD)

    def _save(self) -> None:
        from reflect_app.ui.recovery_sheet import save_words

        try:
            saved = save_words(self, self._words)
        except ReflectError as error:
            self.notice.show_error(error)
            return
        if saved is not None:
            self.notice.tell(
                tr("Saved in {folder}.").format(folder=saved.parent),
                tr("Anyone who has this file can open your journal. Keep it off this computer."),
                WARN,
            )


class SomeWords(QWidget):
    """Asks for the words at these places, from 0; four letters of each are enough. `entered`
    when all are full.
    """

    entered = Signal()

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__()
        self.numbers = list(numbers)
        self.fields: list[Field] = []
        across = QGridLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setHorizontalSpacing(16)
        for column, number in enumerate(self.numbers):
            field = self._field(number)
            self.fields.append(field)
            across.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)

    def _field(self, number: int) -> Field:
        line = QLineEdit()
        line.setMaxLength(24)
        line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        field = Field(tr("Word {number}").format(number=number + 1), line)
        line.returnPressed.connect(self._next)
        line.textChanged.connect(lambda _text: field.complain())
        return field

    def lines(self) -> list[QLineEdit]:
        """The three lines, in order."""
        return [field.control for field in self.fields if isinstance(field.control, QLineEdit)]

    def begin(self) -> None:
        """Start with the first."""
        self.lines()[0].setFocus()

    def _next(self) -> None:
        empty = [line for line in self.lines() if not line.text().strip()]
        if empty:
            empty[0].setFocus()
        else:
            self.entered.emit()

    def typed(self) -> dict[int, str]:
        """What was typed, by place from 0."""
        texts = (line.text() for line in self.lines())
        return dict(zip(self.numbers, texts, strict=True))

    def complain(self, wrong: Collection[int]) -> None:
        """Name the places, from 0, that are not right; the first of them has the focus."""
        first: QLineEdit | None = None
        for number, field, line in zip(self.numbers, self.fields, self.lines(), strict=True):
            if number in wrong:
                field.complain(tr("Not this one. Look again at number {n}.").format(n=number + 1))
                first = first or line
        if first is not None:
            first.setFocus()
            first.selectAll()


class TypeBack(SomeWords):
    """Asks for three of the words that are known here because they were just made."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        super().__init__(sorted(secrets.SystemRandom().sample(range(len(self._words)), ASKED)))

    def right(self) -> bool:
        """Whether all three are right; the wrong ones are named and the first has the focus."""
        typed = self.typed().items()
        wrong = [number for number, text in typed if not same_word(text, self._words[number])]
        self.complain(wrong)
        return not wrong
