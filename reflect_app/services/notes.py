"""Quick notes of an unlocked journal: read, turned into a page, and then gone from the box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reflect_app.core.clock import stamp
from reflect_app.core.entries import Answer, Draft
from reflect_app.core.prompts import Question, Template
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.drafts import DraftService
from reflect_app.services.templates import TemplateService
from reflect_app.vault.notes_box import Fault, NotesBox, SealedNote
from reflect_app.vault.own_keys import private_keys
from reflect_app.vault.vault import Vault
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Note:
    """A note that waits. `n` counts from 1, the oldest first; `at` is RFC 3339.

    With a `problem`, a sentence, there is no text and `at` is only the time of its file.
    """

    n: int
    id: str
    at: str
    text: str
    problem: str = ""


class NoteService:
    """Use cases on the waiting notes of one unlocked vault."""

    def __init__(self, vault: Vault, templates: TemplateService, drafts: DraftService) -> None:
        self._vault = vault
        self._templates = templates
        self._drafts = drafts

    def list(self) -> list[Note]:
        """Every waiting note, the oldest first; unreadable ones say why."""
        return [_note(n, found) for n, found in enumerate(self._box().all(), 1)]

    def take(self, which: int | str, template: str) -> Draft:
        """Make a page of a note, by its number or id. The note is wiped once the page is kept.

        The page has the note's own id: taken again after a power cut, the same page comes back.

        Raises:
            NotFoundError: no such note. InvalidInputError: it cannot be read, or the template
                has no place for words.
        """
        note, box = self._find(which), self._box()
        if note.problem:
            raise InvalidInputError(note.problem, code="bad-note")
        found = self._templates.get(template)
        answers: dict[str, Answer] = {place_for_words(found).id: note.text}
        held = [draft for draft in self._drafts.list() if draft.id == note.id]
        draft = held[0] if held else self._begun(found, note, answers)
        box.wipe(note.id)
        box.tidy()
        return draft

    def drop(self, which: int | str) -> None:
        """Take a note that cannot be read off the list.

        Raises:
            InvalidInputError: it can be read; what is written is not thrown away unseen.
        """
        note = self._find(which)
        if not note.problem:
            raise InvalidInputError(
                tr("That note can be read."), tr("Take it into a page; a page can be discarded.")
            )
        self._box().wipe(note.id)

    def _begun(self, template: Template, note: Note, answers: dict[str, Answer]) -> Draft:
        page = replace(
            self._drafts.start(template.id), id=note.id, answers=answers, event=note.at,
            left=note.at,
        )  # fmt: skip
        self._drafts.save(page)
        return self._drafts.get(page.id)

    def _find(self, which: int | str) -> Note:
        for note in self.list():
            if which in (note.n, note.id):
                return note
        raise NotFoundError(
            tr("There is no note {number}.").format(number=str(which)[:20]),
            code="unknown-note",
        )

    def _box(self) -> NotesBox:
        envelope = self._vault.envelope
        return NotesBox(self._vault.place.folder, private_keys(self._vault), envelope.public_hash())


def place_for_words(template: Template) -> Question:
    """The question that a note's words go under: the first long text, else the first text.

    Raises:
        InvalidInputError: the template asks for no words at all.
    """
    for kind in ("long_text", "text"):
        for question in template.questions:
            if question.type == kind and question.role != "title":
                return question
    raise InvalidInputError(
        tr("“{title}” has no place for a note's words.").format(title=template.title),
        tr("Choose another template, such as “free”."),
        code="no-place",
    )


def left_line() -> str:
    """What stands above a note, and above a page made of one (`Draft.left`)."""
    return tr("Left without unlocking: anyone at this computer could have written it")


def _note(n: int, found: SealedNote) -> Note:
    problem = "" if found.fault is None else _said(found.fault)
    return Note(n, found.id, stamp(datetime.fromisoformat(found.at)), found.text, problem)


def _said(fault: Fault) -> str:
    if fault == "foreign":
        return tr("This note was sealed for another journal and cannot be read here.")
    return tr("This note was damaged on the disk and cannot be read. The others are not touched.")
