"""Notes that were left without unlocking: opened one by one, made into a page, or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.entries import Draft
from reflect_app.core.prompts import Template
from reflect_app.services.journal import Journal
from reflect_app.services.notes import Note, left_line
from reflect_app.ui.compose.when import say_moment
from reflect_app.ui.journal.filters import PickBox
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button, switch
from reflect_app.ui.widgets.text import label, muted, small
from reflect_app.words import tr, trn

FREE = "free"
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Taken:
    """The page that a note became."""

    draft: Draft
    changes: Changes


@dataclass(frozen=True, slots=True)
class Gone:
    """A note that could not be read is off the list."""

    changes: Changes


def take(journal: Journal, note: str, template: str) -> Taken:
    """Make a page of a note."""
    draft = journal.notes.take(note, template)
    return Taken(draft, Changes(drafts=frozenset({draft.id})))


def bin_note(journal: Journal, note: str) -> Taken:
    """Delete a note that was read. The page comes back, so that it can be put back as one."""
    taken = take(journal, note, FREE)
    journal.drafts.discard(taken.draft.id)
    return taken


def drop(journal: Journal, note: str) -> Gone:
    """Take a note that cannot be read off the list."""
    journal.notes.drop(note)
    return Gone(Changes())


class NotesWaiting(Section):
    """Shows that notes wait, never their words before they are opened. Does nothing itself."""

    took = Signal(str, str)
    """A note's id, and the template that its page is to have."""
    binned = Signal(str)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Notes waiting"))
        self._templates: tuple[tuple[str, str], ...] = ()

    def show_notes(
        self,
        notes: Sequence[Note],
        templates: Sequence[Template],
        today: date,
        *,
        read_only: bool,
    ) -> None:
        """Show these, closed."""
        self._templates = tuple((each.id, each.title) for each in templates)
        lines: list[QWidget] = []
        for note in notes[:_MOST_SHOWN]:
            if note.problem:
                lines.append(self._broken(note, today, read_only=read_only))
            else:
                lines.append(self._note(note, today, read_only=read_only))
        more = len(notes) - _MOST_SHOWN
        if more > 0:
            lines.append(
                muted(trn("And {count} more.", "And {count} more.", more).format(count=more))
            )
        self.show_lines(lines)

    def _broken(self, note: Note, today: date, *, read_only: bool) -> QWidget:
        step = button(tr("Take it off the list"), partial(self.dropped.emit, note.id), "quiet")
        step.setEnabled(not read_only)
        return Line(note.problem, say_moment(note.at, today), [step])

    def _note(self, note: Note, today: date, *, read_only: bool) -> QWidget:
        when = say_moment(note.at, today)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        inner = self._inner(note, when, read_only=read_only)
        inner.hide()
        name = tr("Open the note of {when}").format(when=when)
        show = switch(tr("Open"), inner.setVisible, "quiet", name=name)
        box.addWidget(Line(tr("A note"), when, [show]))
        box.addWidget(inner)
        return holder

    def _inner(self, note: Note, when: str, *, read_only: bool) -> QWidget:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 6)
        box.setSpacing(8)
        box.addWidget(small(left_line()))
        words = label(note.text)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setAccessibleName(f"{left_line()}. {note.text}")
        box.addWidget(words)
        pick = PickBox(tr("A free page"), tr("Prompt for the note of {when}").format(when=when))
        pick.offer(each for each in self._templates if each[0] != FREE)
        make = button(
            tr("Make a page of it"),
            lambda: self.took.emit(note.id, pick.value() or FREE),
            name=tr("Make a page of the note of {when}").format(when=when),
        )
        delete = button(
            tr("Delete"), partial(self.binned.emit, note.id), "quiet",
            name=tr("Delete the note of {when}").format(when=when),
        )  # fmt: skip
        box.addLayout(_across(pick, make, delete, read_only=read_only))
        return inner


def _across(pick: PickBox, *steps: QPushButton, read_only: bool) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(8)
    across.addWidget(pick, 1)
    for step in steps:
        across.addWidget(step)
    for part in (pick, *steps):
        part.setEnabled(not read_only)
    return across
