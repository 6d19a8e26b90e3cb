"""Spelling while one writes: a quiet underline after a pause, and suggestions on a key (F7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QTextCharFormat
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from reflect_app.core.changes import Saved
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.form import Form
from reflect_app.ui.compose.speller import Speller, speller, words_near
from reflect_app.ui.compose.word_box import LineBox, PageBox, WordBox
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.long_text import GrowingEditor
from reflect_app.ui.questions.marked_line import MarkedLine, Place
from reflect_app.words import tr

PAUSE = 900
MY_WORDS = "my_words"
_MOST_MARKS = 150
_WATCHED = "spelling-watched"

Wrong = Sequence[Sequence[Place]]


class Spelling(QObject):
    """Looks at whatever one form is written in, pages and lines, when the writer pauses."""

    def __init__(self, desk: Desk, form: Form, people: Callable[[], Sequence[str]]) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._people = people
        self._mine: list[str] = []
        self._asked: Handle | None = None
        self._language = desk.app.language
        self._seen = Seen()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        form.changed.connect(self._pause.start)
        self._boxes()
        desk.ask(lambda journal: list(journal.settings.get(MY_WORDS)), self._mine_came, owner=self)

    def _boxes(self) -> list[WordBox]:
        """Where one writes now; rows come and go."""
        found: list[WordBox] = []
        for block in self._form.blocks.values():
            found += [PageBox(editor) for editor in block.field.findChildren(GrowingEditor)]
            lines = block.field.findChildren(MarkedLine)
            found += [LineBox(line) for line in lines if line.in_words]
        for box in found:
            if not box.widget.property(_WATCHED):
                box.widget.setProperty(_WATCHED, True)
                box.widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                box.widget.customContextMenuRequested.connect(partial(self._context, box))
        return found

    def look(self) -> None:
        """Look at every page and line now, beside everything else."""
        boxes = [(box, text) for box in self._boxes() if (text := box.text()) or box.marks()]
        language, fine, seen = self._language, [*self._mine, *self._people()], self._seen
        texts = [text for _, text in boxes]
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.work(
            lambda: seen.look(speller(language), texts, fine),
            partial(self._came, boxes),
            owner=self,
        )

    def open_here(self) -> None:
        """F7: what may have been meant at the caret, or at the next word that is underlined."""
        box = next((box for box in self._boxes() if box.widget.hasFocus()), None)
        if box is None:
            return
        marks, at = box.marks(), box.caret()
        after = [place for place in marks if place[1] >= at]
        found = after or list(marks)
        if not found:
            self._desk.say(tr("No word here looks misspelt."))
            return
        place = found[0]
        self._suggest(box, place, QMenu(box.widget), box.choose(place))

    def _context(self, box: WordBox, point: QPoint) -> None:
        menu, at = box.menu(), box.near(point)
        there = box.widget.mapToGlobal(point)
        for start, end in box.marks():
            if start <= at <= end:
                self._suggest(box, (start, end), menu, there)
                return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(there)

    def _suggest(self, box: WordBox, place: Place, menu: QMenu, there: QPoint) -> None:
        text, language = box.text(), self._language
        word, among = text[slice(*place)], words_near(text, place[0])
        menu.setAccessibleName(tr("Instead of {word}").format(word=word))
        menu.aboutToHide.connect(menu.deleteLater)
        self._desk.work(
            lambda: speller(language).suggest(word, among),
            lambda found: self.fill(menu, box, place, found).popup(there),
            owner=menu,
        )

    def fill(self, menu: QMenu, box: WordBox, place: Place, found: Sequence[str]) -> QMenu:
        """Put suggestions on top of a menu, and the writer's own words below them."""
        word = box.text()[slice(*place)]
        made = []
        for text in found:
            action = QAction(text, menu)
            action.triggered.connect(partial(self._put, box, place, word, text))
            made.append(action)
        if not found:
            none = QAction(tr("No suggestion"), menu)
            none.setEnabled(False)
            made.append(none)
        add = QAction(tr("Add “{word}” to my words").format(word=word), menu)
        add.triggered.connect(partial(self.add_word, word))
        made.append(add)
        standing = menu.actions()
        if standing:
            menu.insertActions(standing[0], made)
            menu.insertSeparator(standing[0])
        else:
            menu.addActions(made)
        menu.setActiveAction(made[0])
        return menu

    def _put(self, box: WordBox, place: Place, word: str, text: str, _on: bool = False) -> None:
        if box.text()[slice(*place)] == word:
            box.put(place, text)
        box.widget.setFocus()
        self.look()

    def add_word(self, word: str, _on: bool = False) -> None:
        """Keep a word in the journal as right, from now on and everywhere."""
        if word not in self._mine:
            self._mine.append(word)

        def keep(journal: Journal) -> Saved:
            held = set(journal.settings.get(MY_WORDS)) | {word}
            return journal.settings.set(MY_WORDS, sorted(held))

        self._desk.save(keep, owner=self, quiet=True)
        self.look()

    def _mine_came(self, mine: list[str]) -> None:
        self._mine = mine
        if any(box.text() for box in self._boxes()):
            self._pause.start()

    def _came(self, boxes: Sequence[tuple[WordBox, str]], wrong: Wrong | None) -> None:
        if wrong is None:
            if not self._desk.property("spelling-off"):
                self._desk.setProperty("spelling-off", True)
                self._desk.say(tr("Spelling is off: no dictionary. Settings says how to get one."))
            return
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(QColor(self._desk.theme.colour("accent")))
        for (box, text), places in zip(boxes, wrong, strict=True):
            if isValid(box.widget) and box.text() == text:  # else the next pause looks again
                box.show(places[:_MOST_MARKS], shape)


class Seen:
    """What was found wrong in each paragraph when it was last looked at, so that a pause on a
    long page costs the paragraph that was written on."""

    def __init__(self) -> None:
        self._fine: frozenset[str] = frozenset()
        self._wrong: Mapping[str, Sequence[Place]] = {}

    def look(self, words: Speller, texts: Sequence[str], fine: Sequence[str]) -> Wrong | None:
        """The misspelt words of each text; None where there is no dictionary."""
        if not words.works:
            return None
        left_alone = frozenset(fine)
        known = self._wrong if left_alone == self._fine else {}
        seen: dict[str, Sequence[Place]] = {}
        found: list[list[Place]] = []
        for text in texts:
            places: list[Place] = []
            start = 0
            for line in text.split("\n"):
                wrong = known.get(line)
                seen[line] = wrong = words.wrong(line, left_alone) if wrong is None else wrong
                places += [(start + begin, start + end) for begin, end in wrong]
                start += len(line) + 1
            found.append(places)
        self._fine, self._wrong = left_alone, seen
        return found
