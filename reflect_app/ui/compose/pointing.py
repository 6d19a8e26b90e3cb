"""Points out, while one writes, what could lead a reader to someone; never in the way.

It looks when the writer pauses, on this computer alone, underlines what it finds, and lists it
under the field. Ctrl+R opens the choices for the word at the caret, Ctrl+Shift+R puts the first
pseudonym offered in its place, Ctrl+Shift+N says that it is not a name. Nothing is changed that
the writer does not choose; what they choose is learnt.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QMenu

from reflect_app.core.changes import Saved
from reflect_app.core.renaming import Renaming
from reflect_app.errors import ReflectError
from reflect_app.identifiers import PEOPLE_TYPES, Finder, Span
from reflect_app.identifiers.pseudonyms import offers
from reflect_app.identifiers.review import label
from reflect_app.services.full_names import full_name
from reflect_app.services.journal import Journal
from reflect_app.services.names import Elsewhere
from reflect_app.services.replacing import replacing
from reflect_app.ui.compose.form import Form
from reflect_app.ui.compose.pointed_line import PointedLine
from reflect_app.ui.compose.putting import WordField, put, text_of
from reflect_app.ui.compose.underlines import Underlines, mark_at
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.carets import Ruler
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.text import TextField
from reflect_app.words import tr, trn

PAUSE = 700
_MOST_PEOPLE = 8
_MOST_FULL = 4
_MOST_ASKED = 24
_MOST_MARKS = 400  # Qt draws each of them at every key press; the list below shows few anyway

Found = Mapping[str, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class PageSide:
    """What pointing asks of the page: the people offered, what to do with a new one or a
    refusal, the ids under which the journal knows the page, and to replace a name in what is
    no text field: rows and tags."""

    people: Callable[[], Sequence[str]]
    met: Callable[[str], object]
    refused: Callable[[ReflectError], object]
    ids: Callable[[], tuple[str, ...]]
    put: Callable[[Renaming], object]


class Pointing(QObject):
    """Looks at the text fields of one form."""

    def __init__(self, desk: Desk, form: Form, side: PageSide) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._side = side
        self._fine: set[str] = set()
        self._salt = os.urandom(16)  # for words that the journal was not asked about yet
        self._asked: Handle | None = None
        self._spans: dict[str, Sequence[Span]] = {}
        self._offers: dict[str, tuple[str, ...]] = {}
        self._fields: dict[str, WordField] = {}
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
        if any(text_of(field) for field in self._fields.values()):
            self._pause.start()

    def look(self) -> None:
        """Look at every text field now, beside everything else."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.ask(
            lambda journal: journal.names.finder(), self._look_with, owner=self
        )

    def words(self, question: str, tier: str = "likely") -> list[str]:
        """Those in a field, each once, in the order they stand."""
        spans = self._spans.get(question, ())
        return list(dict.fromkeys(span.text for span in spans if span.tier == tier))

    def _all_words(self, question: str) -> list[str]:
        return [*self.words(question), *self.words(question, "check")]

    def open_here(self) -> None:
        """Ctrl+R: what to do about the word at the caret, or the first in its field."""
        here = self._here()
        if here is not None:
            line = self.lines[here[0]]
            self.open_menu(here[1].text, line.mapToGlobal(QPoint(0, line.height())))

    def replace_here(self) -> None:
        """Ctrl+Shift+R: the first pseudonym offered, for this word everywhere on the page."""
        here = self._here()
        if here is not None:
            word = here[1].text
            self.replace(word, self._offered(word)[0])

    def not_a_name_here(self) -> None:
        """Ctrl+Shift+N: the word at the caret is not a name, here or anywhere."""
        here = self._here()
        if here is not None:
            self.not_a_name(here[1].text)

    def open_menu(self, word: str, place: QPoint) -> None:
        """Offer pseudonyms for a word, and to leave it."""
        menu = self.menu(word)
        menu.popup(place)
        menu.setActiveAction(menu.actions()[0])

    def menu(self, word: str) -> QMenu:
        """The choices: new words that give nothing away, people there are, or leave it."""
        menu = QMenu(self._form)
        menu.setAccessibleName(tr("Instead of {word}").format(word=word))
        menu.aboutToHide.connect(menu.deleteLater)
        self._add_names(menu, word, self.replace)
        menu.addSeparator()
        self._add_names(menu.addMenu(tr("Only in this one place")), word, self.replace_once)
        whole = menu.addMenu(tr("In the whole journal, and from now on"))
        self._add_names(whole, word, self.replace_everywhere)
        menu.addSeparator()
        if self._tier(word) == "check":
            sure = menu.addAction(tr("“{word}” is a name: always point it out").format(word=word))
            sure.triggered.connect(partial(self.confirm, word))
        for words, act in (
            (tr("“{word}” is not a name"), self.not_a_name),
            (tr("Leave “{word}” as it is"), self.leave),
        ):
            menu.addAction(words.format(word=word)).triggered.connect(partial(act, word))
        return menu

    def replace(self, word: str, name: str, _checked: bool = False) -> None:
        """Put a pseudonym for a word everywhere on this page and in what the journal keeps
        of it: earlier wordings, the page on disk, the index, the undo."""
        self._replace(word, name, self._side.ids())

    def replace_everywhere(self, word: str, name: str, _checked: bool = False) -> None:
        """Do the same in every entry and unfinished page. Where the name stands elsewhere it is
        asked first: two people may be called that, and nothing could tell them apart again."""
        kind, ids = self._kind(word), self._side.ids()
        self._desk.ask(
            lambda journal: journal.names.elsewhere(word, kind, ids),
            partial(self._ask_everywhere, word, name),
            failed=self._side.refused,
            owner=self,
        )

    def _ask_everywhere(self, word: str, name: str, found: Elsewhere) -> None:
        everywhere = partial(self._replace, word, name, None)
        line = next((self.lines[q] for q in self.lines if word in self._all_words(q)), None)
        if not found.pages or line is None:
            everywhere()
            return
        said = trn("“{word}” stands on {count} other page, too.",
                   "“{word}” stands on {count} other pages, too.", found.pages)  # fmt: skip
        sentences = [said.format(word=word, count=found.pages)]
        if len(found.fulls) > 1:
            names = ", ".join(found.fulls[:_MOST_FULL])
            sentences.append(tr("There is more than one: {names}.").format(names=names))
        sentences.append(tr("If they are different people, all become {name}.").format(name=name))
        answers = (
            (tr("Only on this page"), partial(self.replace, word, name)),
            (tr("Replace everywhere"), everywhere),
            (tr("Leave it for now"), None),
        )
        for other in self.lines.values():
            other.stop_asking()
        line.ask(sentences, answers)
        next(iter(line.answers.values())).setFocus()

    def replace_once(self, word: str, name: str, _checked: bool = False) -> None:
        """Put it where the caret is, or in the first place. The last one left is a `replace`."""
        spans = [(q, span) for q, all_ in self._spans.items() for span in all_ if span.text == word]
        here = self._here(quiet=True)
        question, span = here if here and here[1].text == word else spans[0]
        if len(spans) < 2 or text_of(self._fields[question])[span.start : span.end] != word:
            self.replace(word, name)
            return
        put(self._fields[question], [(span.start, span.end)], name)
        if span.type in PEOPLE_TYPES and name not in self._side.people():
            self._side.met(name)
            self._desk.save(
                lambda journal: journal.people.add(name), failed=self._side.refused, owner=self
            )
        self._look_again()

    def leave(self, word: str, _checked: bool = False) -> None:
        """Do not point this word out again on this page."""
        self._fine.add(word.casefold())
        self.look()

    def not_a_name(self, word: str, _checked: bool = False) -> None:
        """Never point this word out again."""
        self._learn(lambda journal: journal.names.not_a_name(word))

    def confirm(self, word: str, _checked: bool = False) -> None:
        """Point this one out from now on wherever it stands."""
        kind = self._kind(word)
        self._learn(lambda journal: journal.names.confirm(word, kind))

    def _learn(self, decision: Callable[[Journal], Saved]) -> None:
        self._desk.save(
            decision,
            lambda _: self.look(),
            failed=self._side.refused,
            owner=self,
            quiet=True,
        )

    def _replace(self, word: str, name: str, ids: tuple[str, ...] | None) -> None:
        kind = self._kind(word)
        texts = [text_of(field) for field in self._fields.values()]
        full = full_name(texts, word) if kind == "PERSON" else ()
        renaming = replacing(word, name, kind, full)
        touched = ""
        for question, field in self._fields.items():
            places = renaming.places(text_of(field))
            put(field, places, name)
            touched = touched or (question if places else "")
        self._side.put(renaming)
        if kind in PEOPLE_TYPES and name not in self._side.people():
            self._side.met(name)
        self._desk.save(
            lambda journal: journal.names.replace(word, name, kind, entries=ids, variants=full),
            lambda _: self._ask_to_remember(touched, word, name, kind),
            failed=self._side.refused,
            owner=self,
        )
        self._look_again()

    def _ask_to_remember(self, question: str, word: str, name: str, kind: str) -> None:
        if kind != "PERSON" or question not in self.lines:
            return

        def remember(journal: Journal) -> Saved:
            return journal.names.remember(word, name)

        yes = partial(self._desk.save, remember, failed=self._side.refused, owner=self, quiet=True)
        for line in self.lines.values():
            line.stop_asking()
        self.lines[question].ask_to_remember(name, yes)

    def _here(self, *, quiet: bool = False) -> tuple[str, Span] | None:
        caret = self._form.caret()
        spans = self._spans.get(caret.question, ()) if caret else ()
        if caret is None or not spans:
            if not quiet:
                self._desk.say(tr("Nothing here seems to point to someone."))
            return None
        likely = [span for span in spans if span.tier == "likely"] or spans
        at = next((s for s in spans if s.start <= caret.position <= s.end), likely[0])
        return caret.question, at

    def _kind(self, word: str) -> str:
        return next(
            (s.type for spans in self._spans.values() for s in spans if s.text == word), "PERSON"
        )

    def _tier(self, word: str) -> str:
        tiers = [s.tier for spans in self._spans.values() for s in spans if s.text == word]
        return "likely" if "likely" in tiers else "check"

    def _offered(self, word: str) -> tuple[str, ...]:
        kind = self._kind(word)
        if kind not in PEOPLE_TYPES:  # nobody answers to "Copper" where a telephone number stood
            return (label(kind),)
        known = self._offers.get(word)
        return known or offers(word, self._side.people(), salt=self._salt)

    def _add_names(self, menu: QMenu, word: str, act: Callable[[str, str, bool], object]) -> None:
        people = list(self._side.people())
        for name in self._offered(word):
            new = self._kind(word) in PEOPLE_TYPES and name not in people
            words = tr("Write “{name}” instead (new)") if new else tr("Write “{name}” instead")
            action = menu.addAction(words.format(name=name))
            action.triggered.connect(partial(act, word, name))
        for name in [name for name in people if name not in self._offered(word)][:_MOST_PEOPLE]:
            action = menu.addAction(tr("Write “{name}” instead").format(name=name))
            action.triggered.connect(partial(act, word, name))

    def _look_again(self) -> None:
        self._offers.clear()
        self._pause.stop()
        self.look()

    def _look_with(self, finder: Finder) -> None:
        texts = {name: text_of(field) for name, field in self._fields.items()}
        self._asked = self._desk.work(
            lambda: {name: finder.find(text) for name, text in texts.items() if text},
            partial(self._came, texts),
            owner=self,
        )

    def _came(self, texts: Mapping[str, str], found: Found) -> None:
        for name, text in texts.items():
            if text_of(self._fields[name]) != text:
                continue  # it was typed on; the next pause looks again
            spans = [s for s in found.get(name, ()) if s.text.casefold() not in self._fine]
            self._spans[name] = spans
            self._underline(name, text, spans)
        self._ask_offers()

    def _ask_offers(self) -> None:
        """The words are shown once it is known what to offer for them."""
        everyone = (s.text for all_ in self._spans.values() for s in all_ if s.type in PEOPLE_TYPES)
        people = dict.fromkeys(everyone)
        missing = [word for word in people if word not in self._offers][:_MOST_ASKED]
        if not missing or len(people) - len(missing) >= _MOST_ASKED:
            self._show()
            return
        self._desk.ask(
            lambda journal: {word: journal.names.offers(word) for word in missing},
            self._offers_came,
            owner=self,
        )

    def _offers_came(self, offers: Mapping[str, tuple[str, ...]]) -> None:
        self._offers.update(offers)
        self._show()

    def _show(self) -> None:
        for name, line in self.lines.items():
            line.show_words(self.words(name), self.words(name, "check"))

    def _underline(self, name: str, text: str, spans: Sequence[Span]) -> None:
        field = self._fields[name]
        if not isinstance(field, LongTextField):
            return
        ruler = Ruler(text)
        shapes = {"likely": self._shape("warn"), "check": self._shape("muted")}
        marks = []
        for span in spans[:_MOST_MARKS]:
            mark = mark_at(field.editor.document(), ruler.units(span.start), ruler.units(span.end))
            mark.format = shapes[span.tier]
            marks.append(mark)
        Underlines.of(field.editor).show("names", marks)

    def _shape(self, colour: str) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        shape.setUnderlineColor(QColor(self._desk.theme.colour(colour)))
        return shape
