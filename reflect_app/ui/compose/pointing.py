"""Points out, while one writes, what could lead a reader to someone; never in the way.

It looks when the writer pauses, on this computer alone, underlines what is likely, and offers a
pseudonym one key away (Ctrl+R). Nothing is changed that the writer does not choose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton, QTextEdit, QWidget

from reflect_app.identifiers import Finder, Span
from reflect_app.identifiers.pseudonyms import offers
from reflect_app.ui.compose.form import Form
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.carets import Ruler, to_points, to_units
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.text import TextField
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr

PAUSE = 700
_MOST_PEOPLE = 8
_MOST_WORDS = 6
_MOST_MARKS = 200
"""Underlines drawn at once: placing one costs Qt a sixth of a millisecond."""

Found = Mapping[str, Sequence[Span]]


class PointedLine(QWidget):
    """Under a field: the words in it that are worth a look, each a button with choices."""

    def __init__(self, pick: Callable[[str, QPoint], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._pick = pick
        self._flow = FlowLayout(self, gap=6)
        self.words: list[str] = []
        self.buttons: dict[str, QPushButton] = {}
        self.hide()

    def show_words(self, words: Sequence[str]) -> None:
        """Show these, or nothing at all."""
        if list(words) == self.words:
            return
        self.words = list(words)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        self.setVisible(bool(words))
        if not words:
            return
        said = small(tr("Could point to someone:"))
        said.setWordWrap(False)
        said.setMinimumHeight(MIN_TARGET)
        self._flow.addWidget(said)
        for word in words[:_MOST_WORDS]:
            made = button(word, partial(self._open, word), "chip")
            made.setAccessibleName(tr("Choose what to do about {word}").format(word=word))
            self.buttons[word] = made
            self._flow.addWidget(made)
            made.show()

    def _open(self, word: str) -> None:
        anchor = self.buttons[word]
        self._pick(word, anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))


class Pointing(QObject):
    """Looks at the text fields of one form."""

    def __init__(
        self,
        desk: Desk,
        form: Form,
        people: Callable[[], Sequence[str]],
        add_person: Callable[[str], object],
    ) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._people = people
        self._add_person = add_person
        self._fine: set[str] = set()
        # Offers depend on a salt, so that nobody can test a guessed name against a word.
        self._salt = os.urandom(16)
        self._asked: Handle | None = None
        self._spans: dict[str, Sequence[Span]] = {}
        self._fields: dict[str, TextField | LongTextField] = {}
        self.lines: dict[str, PointedLine] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        for name, block in form.blocks.items():
            if isinstance(block.field, TextField | LongTextField):
                self._fields[name] = block.field
                line = PointedLine(self.open_menu, block)
                block.below.insertWidget(0, line)
                self.lines[name] = line
                block.field.changed.connect(self._pause.start)
        if any(self._text(name) for name in self._fields):
            self._pause.start()

    def look(self) -> None:
        """Look at every text field now, beside everything else."""
        texts = {name: self._text(name) for name in self._fields}
        finder = Finder(allow=[*self._people(), *self._fine])
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.work(
            lambda: {name: finder.find(text) for name, text in texts.items() if text},
            partial(self._came, texts),
            owner=self,
        )

    def words(self, question: str) -> list[str]:
        """The likely ones in a field, each once, in the order they stand."""
        return list(dict.fromkeys(span.text for span in self._spans.get(question, ())))

    def open_here(self) -> None:
        """Ctrl+R: what to do about the word at the caret, or the first in its field."""
        caret = self._form.caret()
        spans = self._spans.get(caret.question, ()) if caret else ()
        if caret is None or not spans:
            self._desk.say(tr("Nothing here seems to point to someone."))
            return
        at = next((s for s in spans if s.start <= caret.position <= s.end), spans[0])
        line = self.lines[caret.question]
        self.open_menu(at.text, line.mapToGlobal(QPoint(0, line.height())))

    def open_menu(self, word: str, place: QPoint) -> None:
        """Offer pseudonyms for a word, and to leave it."""
        menu = self.menu(word)
        menu.popup(place)
        menu.setActiveAction(menu.actions()[0])

    def menu(self, word: str) -> QMenu:
        """The choices: people there are, new words that give nothing away, or leave it."""
        menu = QMenu(self._form)
        menu.setAccessibleName(tr("Instead of {word}").format(word=word))
        menu.aboutToHide.connect(menu.deleteLater)
        people = list(self._people())
        for name in offers(word, people, salt=self._salt):
            action = menu.addAction(tr("Write “{name}” instead (new)").format(name=name))
            action.triggered.connect(partial(self.replace, word, name))
        for name in people[:_MOST_PEOPLE]:
            action = menu.addAction(tr("Write “{name}” instead").format(name=name))
            action.triggered.connect(partial(self.replace, word, name))
        menu.addSeparator()
        leave = menu.addAction(tr("Leave “{word}” as it is").format(word=word))
        leave.triggered.connect(partial(self.leave, word))
        return menu

    def replace(self, word: str, name: str, _checked: bool = False) -> None:
        """Put a pseudonym for a word everywhere on this page, and forget the word's undo."""
        if name not in self._people():
            self._add_person(name)
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        for field in self._fields.values():
            _replace(field, pattern, name)
        self._pause.stop()
        self.look()

    def leave(self, word: str, _checked: bool = False) -> None:
        """Do not point this word out again on this page."""
        self._fine.add(word)
        self.look()

    def _came(self, texts: Mapping[str, str], found: Found) -> None:
        for name, text in texts.items():
            if self._text(name) != text:
                continue  # it was typed on; the next pause looks again
            spans = [span for span in found.get(name, ()) if span.tier == "likely"]
            self._spans[name] = spans
            self._underline(name, text, spans)
            self.lines[name].show_words(self.words(name))

    def _underline(self, name: str, text: str, spans: Sequence[Span]) -> None:
        field = self._fields[name]
        if not isinstance(field, LongTextField):
            return
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        shape.setUnderlineColor(QColor(self._desk.theme.colour("warn")))
        ruler = Ruler(text)
        marks = []
        for span in spans[:_MOST_MARKS]:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(field.editor.document())
            cursor.setPosition(ruler.units(span.start))
            cursor.setPosition(ruler.units(span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = shape
            marks.append(mark)
        field.editor.setExtraSelections(marks)

    def _text(self, name: str) -> str:
        field = self._fields[name]
        return field.editor.plain() if isinstance(field, LongTextField) else field.line.text()


def _replace(field: TextField | LongTextField, pattern: re.Pattern[str], name: str) -> None:
    """Every match, from the last to the first; then the old wording leaves the undo as well."""
    if isinstance(field, LongTextField):
        text = field.editor.plain()
        matches = list(pattern.finditer(text))
        cursor = QTextCursor(field.editor.document())
        ruler = Ruler(text)
        for match in reversed(matches):
            cursor.setPosition(ruler.units(match.start()))
            cursor.setPosition(ruler.units(match.end()), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(name)
        if matches:
            field.editor.document().clearUndoRedoStacks()
        return
    text = field.line.text()
    if pattern.search(text):
        before = pattern.sub(lambda _: name, text[: to_points(text, field.line.cursorPosition())])
        new = pattern.sub(lambda _: name, text)
        field.line.setText(new)
        field.line.setCursorPosition(to_units(new, len(before)))
        field.touched()
