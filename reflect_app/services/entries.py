"""Entries: write, change, mark, bin and purge. Everything is checked before anything is kept."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import Clock, stamp
from reflect_app.core.entries import (
    Answers,
    Comment,
    Entry,
    EntryInput,
    Page,
    Query,
    RevisionNote,
    Shift,
)
from reflect_app.core.people import Person
from reflect_app.core.prompts import Template, check_answers
from reflect_app.core.renaming import SOMEONE
from reflect_app.core.shifts import check_instant, check_shift
from reflect_app.core.tags import check_tags
from reflect_app.errors import InvalidInputError
from reflect_app.services.following import Following
from reflect_app.services.keeping import Keeping
from reflect_app.services.templates import TemplateService
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.entry_store import EntryStore
from reflect_app.vault.object_store import PeopleStore
from reflect_app.vault.search_index import Called, SearchIndex
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr


class EntryService:
    """Use cases on the entries of one unlocked vault."""

    def __init__(self, vault: Vault, clock: Clock, templates: TemplateService) -> None:
        self._vault = vault
        self._clock = clock
        self._templates = templates
        self._kept = TemplateStore(vault)
        self._entries = EntryStore(vault, self._kept)
        self._drafts = DraftStore(vault)
        self._people = PeopleStore(vault)
        self._index = SearchIndex(vault)
        self._trusted = TrustedClock(vault)
        self._following = Following(vault)

    @property
    def store(self) -> EntryStore:
        """The entries as they lie in the vault, for other use cases of this package."""
        return self._entries

    def write(self, given: EntryInput, *, id_: str | None = None) -> Saved:
        """Save a new entry.

        Raises:
            InvalidInputError: names what does not fit; nothing was saved.
            NotFoundError: there is no such template.
        """
        template = self._templates.get(given.template)
        with self._vault.writing() as tx:
            entry = self._new_entry(tx, given, template, id_ or new_id())
            return self._put(
                tx, entry, self._clock.zone(), template, "written", session=given.session
            )

    def edit(
        self,
        id_: str,
        answers: Mapping[str, Any] | None = None,
        *,
        event: str | None = None,
        shift: Shift | None = None,
        tags: tuple[str, ...] | None = None,
        marked: bool | None = None,
    ) -> Saved:
        """Change an entry. `answers` is merged, None removes one; what is not given stays."""
        old = self.show(id_)
        template = self.template_of(old)
        merged = {**old.answers, **(answers or {})}
        zone = self._entries.zone(old.id)
        new = replace(
            old,
            answers=self._checked(template, merged),
            event=old.event if event is None else check_instant(event, zone),
            shift=old.shift if shift is None else check_shift(shift),
            tags=old.tags if tags is None else check_tags(tags),
            marked=old.marked if marked is None else marked,
        )
        return self._changed(new, template, "edited")

    def rewrite(self, id_: str, given: EntryInput) -> Saved:
        """Replace what an entry says by what a form holds. The same again saves nothing new."""
        old = self.show(id_)
        template = self.template_of(old)
        zone = self._entries.zone(old.id)
        new = replace(
            old,
            answers=self._checked(template, given.answers),
            event=old.event if given.event is None else check_instant(given.event, zone),
            shift=given.shift if given.shift is None else check_shift(given.shift),
            tags=check_tags(given.tags),
            marked=given.marked,
            marked_questions=_questions(template, given.marked_questions),
        )
        if replace(new, people=old.people) == old:
            return Saved(old.id, old.revision, old.written)
        return self._changed(new, template, "edited")

    def show(self, id_: str, revision: int | None = None) -> Entry:
        """An entry by its id or the beginning of one, at its newest or a given revision."""
        return self._entries.find(id_, revision)

    def history(self, id_: str) -> list[RevisionNote]:
        """Every revision that has content, oldest first."""
        return self._entries.history(self._entries.completed(id_))

    def restore(self, id_: str, revision: int) -> Saved:
        """Make an earlier wording the newest one. Nothing between is lost, comments least."""
        old = replace(self.show(id_, revision), comments=self.show(id_).comments)
        template = self.template_of(old)
        answers = _named_now(template, old.answers, self._people.all())
        return self._changed(replace(old, answers=answers, deleted=None), template, "restored")

    def delete(self, id_: str) -> Saved:
        """Put an entry in the bin, where it can be taken out again."""
        entry = self.show(id_)
        # A clock that was set back must not make it look as if it had lain there for years.
        now = stamp(max(self._clock.now(), self._trusted.last()))
        return self._changed(replace(entry, deleted=now), self.template_of(entry), "binned")

    def undelete(self, id_: str) -> Saved:
        """Take an entry out of the bin."""
        entry = self.show(id_)
        return self._changed(replace(entry, deleted=None), self.template_of(entry), "unbinned")

    def purge(self, id_: str) -> Saved:
        """Erase an entry for good: every wording, its drafts, its place in the index.

        Raises:
            InvalidInputError: the writer keeps everything for now.
        """
        Keeping(self._vault).refuse()
        entry = self.show(id_)
        with self._vault.writing() as tx:
            self._drafts.remove_of_entry(tx, entry.id)
            self._entries.purge(tx, entry.id)
            followed = self._following.purged(tx, entry.id)
            changes = Changes(entries=frozenset({entry.id}), supervision=followed)
            return Saved(entry.id, entry.revision, tx.at, changes)

    def mark(self, id_: str, question: str | None = None, *, on: bool = True) -> Saved:
        """Mark an entry, or one question of it, to bring to supervision. Sends nothing."""
        entry = self.show(id_)
        template = self.template_of(entry)
        change = "marked" if on else "unmarked"
        if question is None:
            return self._changed(replace(entry, marked=on), template, change)
        others = tuple(name for name in entry.marked_questions if name != question)
        wanted = _questions(template, (*others, question) if on else others)
        if not on and template.question(question) is None:
            raise no_question(question, template)
        return self._changed(replace(entry, marked_questions=wanted), template, change)

    def add_comments(self, id_: str, comments: Sequence[Comment]) -> Changes:
        """Keep what readers wrote beside an entry, each once and in the order of its time.

        Raises:
            NotFoundError: there is no such entry any more.
        """
        entry = self.show(id_)
        held = {comment.id for comment in entry.comments if comment.id}
        fresh = [comment for comment in comments if comment.id not in held]
        if not fresh:
            return Changes()
        every = sorted((*entry.comments, *fresh), key=lambda found: (found.at, found.id))
        changed = replace(entry, comments=tuple(every))
        return self._changed(changed, self.template_of(entry), "commented").changes

    def page(self, query: Query, offset: int = 0, limit: int = 50, *, worded: bool = True) -> Page:
        """A slice of what matches, newest event first.

        An entry without a title of its own is called what its prompt is in the language in force,
        and found by that; unless `worded` it is called what the vault keeps: what a program reads
        is the same in every language.
        """
        titles = self._templates.titles()
        found = self._index.page(query, offset, limit, _called(titles))
        if not titles or not worded:
            return found
        rows = (
            replace(row, title=titles.get((row.template, row.title), row.title))
            for row in found.entries
        )
        return replace(found, entries=tuple(rows))

    def position(self, query: Query, id_: str) -> int | None:
        """The place of an entry among the matches, from 0; None when it is not among them."""
        return self._index.position(query, id_, _called(self._templates.titles()))

    def tags(self) -> list[tuple[str, int]]:
        """Every tag in use and how many entries carry it, commonest first."""
        return self._index.tags()

    def days(self, first: str, last: str) -> list[str]:
        """The days between two dates, both counted, that have an entry."""
        return self._index.days(first, last)

    def template_of(self, entry: Entry) -> Template:
        """The wording that the entry answered, as the vault kept it."""
        return self._kept.get(entry.template, entry.template_version)

    def count(self) -> int:
        """How many entries there are, the bin included."""
        return self._entries.count()

    def _new_entry(self, tx: Writing, given: EntryInput, template: Template, id_: str) -> Entry:
        zone = self._clock.zone()
        answers = self._checked(template, given.answers)
        shift = given.shift or _answered_shift(template, answers, zone)
        mark = template.with_role("mark")
        return Entry(
            id=id_,
            template=template.id,
            template_version=template.version,
            revision=0,
            written=tx.at,
            event=tx.at if given.event is None else check_instant(given.event, zone),
            shift=None if shift is None else check_shift(shift),
            answers=answers,
            tags=check_tags(given.tags),
            # The mark question sets the flag once; afterwards only the flag counts.
            marked=given.marked or (mark is not None and answers.get(mark.id) is True),
            marked_questions=_questions(template, given.marked_questions),
        )

    def _changed(self, entry: Entry, template: Template, change: str) -> Saved:
        with self._vault.writing() as tx:
            return self._put(tx, entry, self._entries.zone(entry.id), template, change)

    def _put(
        self, tx: Writing, entry: Entry, zone: str, template: Template, change: str, *,
        session: str = "",
    ) -> Saved:  # fmt: skip
        self._kept.keep(tx, template)
        number = self._entries.put(tx, entry, zone, change)
        followed = self._following.wrote(tx, entry, template, session)
        changes = Changes(entries=frozenset({entry.id}), supervision=followed)
        return Saved(entry.id, number, tx.at, changes)

    def _checked(self, template: Template, answers: Mapping[str, Any]) -> Answers:
        asked = any(question.type == "people" for question in template.questions)
        people = self._people.all() if asked else []
        named = {person.pseudonym for person in people}
        return check_answers(template, _named_now(template, answers, people), {*named, SOMEONE})


def _called(titles: Mapping[tuple[str, str], str]) -> Called:
    return tuple((read, kept) for (_, kept), read in titles.items() if read != kept)


def new_id() -> str:
    """Sixteen random hex digits: says nothing of order, number or time."""
    return os.urandom(8).hex()


def _named_now(
    template: Template, answers: Mapping[str, Any], people: Sequence[Person]
) -> Mapping[str, Any]:
    """The answers with people picked by the words that stand for them today.

    A page that was open during a rename, or an earlier wording, still has the word of its day.
    """
    former = {word: person.pseudonym for person in people for word in person.formerly}
    kept = dict(answers)
    for question in template.questions:
        picked = answers.get(question.id) if question.type == "people" else None
        names = picked if isinstance(picked, list) else []
        if any(isinstance(name, str) and name in former for name in names):
            today = [former.get(str(name), str(name)) for name in names]
            kept[question.id] = list(dict.fromkeys(today))
    return kept


def _answered_shift(template: Template, answers: Answers, zone: str) -> Shift | None:
    for question in template.questions:
        answer = answers.get(question.id)
        if question.type == "shift" and isinstance(answer, dict):
            return Shift(answer["start"], answer["kind"], zone)
    return None


def _questions(template: Template, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if template.question(name) is None:
            raise no_question(name, template)
    return tuple(dict.fromkeys(names))


def no_question(name: str, template: Template) -> InvalidInputError:
    """The refusal of a question id that the template does not have."""
    return InvalidInputError(
        tr("There is no question “{name}”.").format(name=name[:60]),
        did_you_mean(name, (question.id for question in template.questions)),
        code="unknown-question",
    )
