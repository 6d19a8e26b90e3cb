"""The recovery words: shown once, printed or saved or put off, then three of them typed back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit

from reflect_app.errors import ReflectError
from reflect_app.ui.entrance import Entrance
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.recovery_sheet import print_words, save_words
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.card import GAP, Card, flow
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.ui.widgets.text import label
from reflect_app.words import tr

ASKED = 3
LETTERS = 4


class WordGrid(Card):
    """Numbered words in columns, as many to a line as fit, each readable by a screen reader."""

    _cells: Sequence[QLabel] = ()

    def __init__(self, words: tuple[str, ...]) -> None:
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


class WordsStep(Step):
    """Shows the words. Printing asks first whether the printer is private."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Your recovery words"),
            tr(
                "If you forget the passphrase, these words open your journal. Nothing and nobody "
                "else can. Write them down, in order, and keep them away from this computer."
            ),
        )
        self.box.addWidget(WordGrid(setup.words))
        self.print = button(tr("Print…"), self._ask_printer)
        add_icon(self.print, entrance.theme, "print")
        self.save = button(tr("Save to a file…"), self._save)
        add_icon(self.save, entrance.theme, "save")
        self.later = button(tr("Not on this printer: ask me later"), self._put_off, "link")
        self.box.addLayout(flow(self.print, self.save, self.later))
        self.add_buttons(tr("I have written them down"), can_go_back=False)
        self.put_off = False

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
        if print_words(self, self.setup.words):
            self.notice.tell(tr("Sent to the printer. Collect it now."), "", GOOD)

    def _save(self) -> None:
        try:
            saved = save_words(self, self.setup.words)
        except ReflectError as error:
            self.notice.show_error(error)
            return
        if saved is not None:
            self.notice.tell(
                tr("Saved in {folder}.").format(folder=saved.parent),
                tr("Anyone who has this file can open your journal. Keep it off this computer."),
                WARN,
            )

    def _put_off(self) -> None:
        self.notice.tell(
            tr("If you forget the passphrase before then, nobody can open this."),
            tr("You will be asked again on the first page."),
            WARN,
            tr("Ask me later"),
            self._really_put_off,
        )
        self.notice.action.setFocus()

    def _really_put_off(self) -> None:
        self.put_off = True
        self.setup.words = ()
        self.done.emit()


class TypeBackStep(Step):
    """Asks for three of the words; four letters of each are enough."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Check three of them"),
            tr("Look at your paper, not at your memory. Four letters of each word are enough."),
        )
        chosen = secrets.SystemRandom().sample(range(len(setup.words)), ASKED)
        self.numbers = sorted(chosen)
        self.fields: list[Field] = []
        holder = QFrame()
        across = QGridLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setHorizontalSpacing(16)
        for column, number in enumerate(self.numbers):
            line = QLineEdit()
            line.setMaxLength(24)
            line.returnPressed.connect(self._entered)
            line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
            field = Field(tr("Word {number}").format(number=number + 1), line)
            line.textChanged.connect(lambda _text, field=field: field.complain())
            self.fields.append(field)
            across.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
        self.box.addWidget(holder)
        self.add_buttons(tr("Next"))

    def lines(self) -> list[QLineEdit]:
        """The three lines, in order."""
        return [field.control for field in self.fields if isinstance(field.control, QLineEdit)]

    def begin(self) -> None:
        """Start with the first."""
        self.lines()[0].setFocus()

    def _entered(self) -> None:
        empty = [line for line in self.lines() if not line.text().strip()]
        if empty:
            empty[0].setFocus()
        else:
            self.try_next()

    def try_next(self) -> None:
        """Go on once all three are right, and remember that they were."""
        wrong = []
        for number, field, line in zip(self.numbers, self.fields, self.lines(), strict=True):
            if not same_word(line.text(), self.setup.words[number]):
                field.complain(tr("Not this one. Look again at number {n}.").format(n=number + 1))
                wrong.append(line)
        if wrong:
            wrong[0].setFocus()
            wrong[0].selectAll()
            return
        opened = self.setup.opened
        if opened is None:
            raise RuntimeError("recovery words were asked for before there was a journal")
        journal, clock = opened.journal, self.entrance.app.clock

        def job() -> None:
            journal.settings.set("recovery_deferred", False)
            journal.settings.set("recovery_checked", clock.now().date().isoformat())

        self.set_busy(busy=True)
        self.entrance.tasks.save(job, done=self._checked, failed=self.fail, owner=self)

    def _checked(self, _result: None) -> None:
        self.setup.words = ()
        self.done.emit()


def same_word(typed: str, word: str) -> bool:
    """Whether what was typed names the word: its first four letters do."""
    given = typed.strip().casefold()
    return given[:LETTERS] == word[:LETTERS] and word.startswith(given)
