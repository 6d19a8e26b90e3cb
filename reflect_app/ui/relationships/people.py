"""The pseudonyms there are, and a line to make another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reflect_app.core.people import Person
from reflect_app.services.people import LONGEST
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, stack
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.words import tr, trn


class PeopleList(QWidget):
    """Says `opened` with a person's id, `added` with a word. Does neither itself."""

    opened = Signal(str)
    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.returnPressed.connect(self._add)
        self.field = Field(
            tr("A new pseudonym"), self.line, tr("Any word that is not their name. Never a fact.")
        )
        self.add = button(tr("Add"), self._add, name=tr("Add the pseudonym"))
        self._offers = QWidget()
        self._words = FlowLayout(self._offers, gap=8)
        self.section = Section(tr("Pseudonyms"))
        card = Card()
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.line, 1)
        across.addWidget(self.add)
        card.box.addWidget(self.field)
        card.box.addLayout(across)
        card.box.addWidget(self._offers)
        whole = stack(self.section, card, spacing=16)
        self.setLayout(whole)

    def show_people(
        self,
        people: Iterable[Person],
        counts: Mapping[str, int],
        offered: Iterable[str],
        *,
        read_only: bool,
    ) -> None:
        """Show these, with how many entries of the time name each."""
        lines = []
        for person in sorted(people, key=lambda each: (each.retired, each.pseudonym.casefold())):
            words = _entries(counts.get(person.pseudonym, 0))
            if person.retired:
                words = tr("{entries} · no longer offered").format(entries=words)
            step = button(
                tr("Open"),
                partial(self.opened.emit, person.id),
                "quiet",
                name=tr("Open: {name}").format(name=person.pseudonym),
            )
            lines.append(Line(person.pseudonym, words, [step]))
        self.section.show_lines(lines)
        self._offer(offered)
        for part in (self.line, self.add, self._offers):
            part.setEnabled(not read_only)

    def complain(self, words: str = "") -> None:
        """Say why a word will not do, or clear the line after it did."""
        self.field.complain(words)
        if not words:
            self.line.clear()

    def _offer(self, offered: Iterable[str]) -> None:
        while item := self._words.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for word in offered:
            made = button(
                word, partial(self.line.setText, word), "chip",
                name=tr("Use the word {word}").format(word=word),
            )  # fmt: skip
            self._words.addWidget(made)

    def _add(self) -> None:
        self.added.emit(self.line.text())


def _entries(count: int) -> str:
    return trn("{count} entry", "{count} entries", count).format(count=count)
