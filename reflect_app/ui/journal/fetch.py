"""What the Journal asks for, in the thread that owns the vault."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.core.entries import Entry, Query, RevisionNote
from reflect_app.core.prompts import Template, in_welsh, title_of
from reflect_app.core.readings import FEELINGS, labels
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import Question
from reflect_app.exporting.pack import heading_of
from reflect_app.services.journal import Journal
from reflect_app.services.keeping import KEEP


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry and everything the reading pane says of it. `latest` is its newest revision.

    `kept`: the writer keeps everything for now, so it cannot be erased for good.
    """

    entry: Entry
    title: str
    template_title: str
    questions: tuple[Question, ...]
    history: tuple[RevisionNote, ...]
    kept: bool = False

    @property
    def latest(self) -> bool:
        """Whether this is how the entry stands, and not an earlier wording."""
        return not self.history or self.entry.revision >= self.history[-1].revision


@dataclass(frozen=True, slots=True)
class FilterWords:
    """What the filters offer: (value, words) each."""

    templates: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    feelings: tuple[tuple[str, str], ...] = ()


def read_entry(
    journal: Journal, entry_id: str, revision: int | None = None, *, welsh: bool = False
) -> ReadEntry:
    """One entry, at its newest or an earlier revision."""
    entry = journal.entries.show(entry_id, revision)
    template = journal.entries.template_of(entry)
    if welsh:
        template = in_welsh(template)
    names = _names(journal, entry, template, welsh=welsh)
    found = (
        answered(asked, entry.answers[asked.id], names)
        for asked in template.questions
        if asked.id in entry.answers and asked.role not in {"title", "mark"}
    )
    return ReadEntry(
        entry,
        title_of(template, entry.answers),
        template.title,
        tuple(question for question in found if question is not None),
        tuple(journal.entries.history(entry_id)),
        bool(journal.settings.get(KEEP)),
    )


def filter_words(journal: Journal, *, welsh: bool = False) -> FilterWords:
    """Prompts, tags, people and feelings there are."""
    people = [person.pseudonym for person in journal.people.list()]
    templates = [in_welsh(item) if welsh else item for item in journal.templates.all()]
    named = labels(templates).items()
    feelings = [(id_, words) for (role, id_), words in named if role == FEELINGS]
    return FilterWords(
        tuple((item.id, item.title) for item in templates),
        tuple((tag, tag) for tag, _ in journal.entries.tags()),
        tuple((name, name) for name in people),
        tuple(sorted(feelings, key=lambda pair: pair[1].casefold())),
    )


def place_of(journal: Journal, query: Query, entry_id: str) -> int | None:
    """The row of an entry in a list, None where it does not match."""
    return journal.entries.position(query, entry_id)


def _names(journal: Journal, entry: Entry, template: Template, *, welsh: bool) -> dict[str, str]:
    """Words for the entries that an answer points at."""
    bring = template.with_role("bring")
    rows = entry.answers.get(bring.id) if bring else None
    names = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and (other := row.get("entry")):
            found = journal.entries.show(other)
            answered_to = journal.entries.template_of(found)
            names[other] = heading_of(found, in_welsh(answered_to) if welsh else answered_to)
    return names
