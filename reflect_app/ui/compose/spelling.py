"""Spelling while one writes: a quiet underline after a pause, and suggestions on a key (F7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from reflect_app.core.changes import Saved
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.form import Form
from reflect_app.ui.compose.speller import Speller, speller
from reflect_app.ui.compose.underlines import Underlines, mark_at
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.carets import Ruler
from reflect_app.ui.questions.long_text import GrowingEditor, LongTextField
from reflect_app.words import tr

PAUSE = 900
MY_WORDS = "my_words"
_MOST_MARKS = 150

Wrong = Mapping[str, Sequence[tuple[int, int]]]


class Spelling(QObject):
    """Looks at the long text fields of one form, when the writer pauses."""

    def __init__(self, desk: Desk, form: Form, people: Callable[[], Sequence[str]]) -> None:
        super().__init__(form)
        self._desk = desk
        self._people = people
        self._mine: list[str] = []
        self._asked: Handle | None = None
        self._language = desk.app.language
        self._editors: dict[str, GrowingEditor] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        for name, block in form.blocks.items():
            if isinstance(block.field, LongTextField):
                self._watch(name, block.field)
        desk.ask(lambda journal: list(journal.settings.get(MY_WORDS)), self._mine_came, owner=self)

    def _watch(self, name: str, field: LongTextField) -> None:
        self._editors[name] = field.editor
        field.changed.connect(self._pause.start)
        field.editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        field.editor.customContextMenuRequested.connect(partial(self._context, field.editor))

    def look(self) -> None:
        """Look at every editor now, beside everything else."""
        texts = {name: editor.plain() for name, editor in self._editors.items()}
        language, fine = self._language, [*self._mine, *self._people()]
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.work(
            lambda: _look(speller(language), texts, fine), partial(self._came, texts), owner=self
        )

    def open_here(self) -> None:
        """F7: what may have been meant at the caret, or at the next word that is underlined."""
        editor = next((e for e in self._editors.values() if e.hasFocus()), None)
        if editor is None:
            return
        marks = Underlines.of(editor).marks("spelling")
        at = editor.textCursor().position()
        after = [mark for mark in marks if mark.cursor.selectionEnd() >= at]
        found = after or list(marks)
        if not found:
            self._desk.say(tr("No word here looks misspelt."))
            return
        cursor = QTextCursor(found[0].cursor)
        editor.setTextCursor(cursor)
        place = editor.viewport().mapToGlobal(editor.cursorRect().bottomRight())
        self._suggest(editor, cursor, QMenu(editor), place)

    def _context(self, editor: GrowingEditor, place: QPoint) -> None:
        menu = editor.createStandardContextMenu()
        at = editor.cursorForPosition(place).position()
        there = editor.viewport().mapToGlobal(place)
        for mark in Underlines.of(editor).marks("spelling"):
            if mark.cursor.selectionStart() <= at <= mark.cursor.selectionEnd():
                self._suggest(editor, QTextCursor(mark.cursor), menu, there)
                return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(there)

    def _suggest(
        self, editor: GrowingEditor, cursor: QTextCursor, menu: QMenu, place: QPoint
    ) -> None:
        word, language = cursor.selectedText(), self._language
        menu.setAccessibleName(tr("Instead of {word}").format(word=word))
        menu.aboutToHide.connect(menu.deleteLater)
        self._desk.work(
            lambda: speller(language).suggest(word),
            lambda found: self.fill(menu, editor, cursor, found).popup(place),
            owner=menu,
        )

    def fill(
        self, menu: QMenu, editor: GrowingEditor, cursor: QTextCursor, found: Sequence[str]
    ) -> QMenu:
        """Put suggestions on top of a menu, and the writer's own words below them."""
        word = cursor.selectedText()
        made = []
        for text in found:
            action = QAction(text, menu)
            action.triggered.connect(partial(self._put, editor, cursor, text))
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

    def _put(
        self, editor: GrowingEditor, cursor: QTextCursor, text: str, _on: bool = False
    ) -> None:
        cursor.insertText(text)  # one step of the undo
        editor.setFocus()
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
        if any(editor.plain() for editor in self._editors.values()):
            self._pause.start()

    def _came(self, texts: Mapping[str, str], wrong: Wrong | None) -> None:
        if wrong is None:
            if not self._desk.property("spelling-off"):
                self._desk.setProperty("spelling-off", True)
                self._desk.say(tr("Spelling is off: no dictionary. Settings says how to get one."))
            return
        for name, editor in self._editors.items():
            if editor.plain() == texts[name]:
                self._underline(editor, texts[name], wrong.get(name, ()))

    def _underline(
        self, editor: GrowingEditor, text: str, places: Sequence[tuple[int, int]]
    ) -> None:
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(QColor(self._desk.theme.colour("accent")))
        ruler = Ruler(text)
        marks: list[QTextEdit.ExtraSelection] = []
        for start, end in places[:_MOST_MARKS]:
            mark = mark_at(editor.document(), ruler.units(start), ruler.units(end))
            mark.format = shape
            marks.append(mark)
        Underlines.of(editor).show("spelling", marks)


def _look(words: Speller, texts: Mapping[str, str], fine: Sequence[str]) -> Wrong | None:
    if not words.works:
        return None
    return {name: words.wrong(text, fine) for name, text in texts.items() if text}
