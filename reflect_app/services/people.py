"""Pseudonyms: the only way a person appears in a journal."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import Draft
from reflect_app.core.people import Person
from reflect_app.core.renaming import SOMEONE, Renaming, folded
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.identifiers import pseudonyms
from reflect_app.services import own_list
from reflect_app.services.entries import new_id
from reflect_app.services.following import Following
from reflect_app.services.keeping import Keeping
from reflect_app.services.prompt_words import IN_WORK, reworded_form
from reflect_app.services.swapping import parts
from reflect_app.services.templates import TemplateService
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.entry_store import EntryStore
from reflect_app.vault.names_store import NamesStore
from reflect_app.vault.object_store import PeopleStore, SettingStore
from reflect_app.vault.received_store import ReceivedStore
from reflect_app.vault.rewriting import Rewriter
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a pseudonym stands, for the question before it is renamed, merged or forgotten."""

    entries: tuple[str, ...]
    drafts: tuple[str, ...]


class PeopleService:
    """Use cases on the pseudonyms of one unlocked vault."""

    def __init__(self, vault: Vault, templates: TemplateService) -> None:
        self._vault = vault
        self._templates = templates
        self._people = PeopleStore(vault)
        self._names = NamesStore(vault)
        self._drafts = DraftStore(vault)
        self._keeping = Keeping(vault)
        self._kept = TemplateStore(vault)
        self._entries = EntryStore(vault, self._kept)
        self._rewriter = Rewriter(vault, self._kept)
        self._supervision = SupervisionStore(vault)
        self._following = Following(vault)
        self._received = ReceivedStore(vault)
        self._settings = SettingStore(vault)

    def list(self) -> list[Person]:
        """Every pseudonym, retired ones included, in the order of the alphabet."""
        return self._people.all()

    def offered_words(self, count: int = 6) -> tuple[str, ...]:
        """Neutral words that nobody here is or was called by, in no order."""
        taken = [word for person in self._people.all() for word in person.words]
        return pseudonyms.offers("", taken, salt=os.urandom(16), count=count)

    def add(self, pseudonym: str, among: Sequence[Person] | None = None) -> Saved:
        """Make a pseudonym. `among` is everybody there is, where the caller has just read them.

        Raises:
            InvalidInputError: it is empty, too long, in use, or cannot be written down.
        """
        name = self._fresh(pseudonym, among=among)
        with self._vault.writing() as tx:
            return self._put(tx, Person(new_id(), name, tx.at), "added")

    def retire(self, id_or_name: str) -> Saved:
        """Offer a pseudonym no longer. Entries that name it stay as they are."""
        person = replace(self.find(id_or_name), retired=True)
        with self._vault.writing() as tx:
            return self._put(tx, person, "retired")

    def offer_again(self, id_or_name: str) -> Saved:
        """Offer a retired pseudonym again."""
        person = replace(self.find(id_or_name), retired=False)
        with self._vault.writing() as tx:
            return self._put(tx, person, "offered again")

    def uses(self, id_or_name: str) -> Uses:
        """The entries and unfinished pages that name the person, by pick, word or tag."""
        person = self.find(id_or_name)
        renaming = Renaming(person.words, SOMEONE, forgets=True)
        drafts = [draft.id for draft in self._drafts.all() if self._page(renaming, draft) != draft]
        return Uses(tuple(self._rewriter.named(renaming)), tuple(drafts))

    def rename(self, id_or_name: str, pseudonym: str) -> Saved:
        """Use another word for a person. Entries get a revision with it, pages are changed.

        Earlier wordings keep the earlier word.

        Raises:
            InvalidInputError: the word is empty, too long, or stands for somebody else.
        """
        person = self.find(id_or_name)
        name = self._fresh(pseudonym, of=person)
        if name == person.pseudonym:
            return Saved(person.id, 0, "")
        former = tuple(word for word in person.words if word != name)
        with self._vault.writing() as tx:
            saved = self._put(tx, replace(person, pseudonym=name, formerly=former), "renamed")
            return self._with(saved, self._rename(tx, Renaming((person.pseudonym,), name)))

    def merge(self, id_or_name: str, into: str) -> Saved:
        """Say that two pseudonyms are one person: the first goes, the second stands for both.

        Raises:
            InvalidInputError: they are the same one, or the writer keeps everything for now.
        """
        self._keeping.refuse()
        gone, kept = self.find(id_or_name), self.find(into)
        if gone.id == kept.id:
            raise _bad(tr("Those are the same pseudonym."))
        both = tuple(dict.fromkeys((*kept.formerly, *gone.words)))
        with self._vault.writing() as tx:
            saved = self._put(tx, replace(kept, formerly=both), "merged")
            changed = self._rename(tx, Renaming((gone.pseudonym,), kept.pseudonym))
            self._people.purge(tx, gone.id)
            own_list.move(tx, self._names, gone.id, kept.id)
        return self._with(saved, changed | Changes(people=frozenset({gone.id})))

    def forget(self, id_or_name: str) -> Saved:
        """Let the scores stay and the link go.

        Every word that stood for the person becomes the one word for everybody forgotten, in
        entries, tags and unfinished pages; each wording that held such a word is erased, the
        pseudonym itself too. This cannot be undone, and backups made before still hold it.

        Raises:
            InvalidInputError: the writer keeps everything for now.
        """
        self._keeping.refuse()
        person = self.find(id_or_name)
        renaming = Renaming(person.words, SOMEONE, forgets=True)
        with self._vault.writing() as tx:
            touched = self._forget(tx, renaming, None, "forgotten")
            self._people.purge(tx, person.id)
            own_list.let_go(tx, self._names, person.id)
            gone = Changes(people=frozenset({person.id}))
            return Saved(person.id, 0, tx.at, touched | gone)

    def put_for(self, tx: Writing, renaming: Renaming, only: Collection[str] | None) -> Changes:
        """Put a pseudonym for a real name inside a commit, erasing the wordings that held it.

        `only` are ids of entries or unfinished pages; None means all. While the writer keeps
        everything, the earlier wordings stay.
        """
        return self._forget(tx, renaming, only, "replaced", keeps=self._keeping.on)

    def named_in(self, renaming: Renaming, only: Collection[str] | None) -> Iterator[str]:
        """Every typed text of the wordings and unfinished pages that name somebody."""
        pages = [body["answers"] for body in self._rewriter.wordings(renaming, only)]
        for draft in self._drafts.all():
            if only is None or draft.id in only or draft.entry in only:
                pages += [draft.answers]
        return (text for page in pages for value in page.values() for _, text in parts(value))

    def pages_naming(self, renaming: Renaming) -> frozenset[str]:
        """The ids of entries, and of unfinished pages that are no entry yet, that name somebody
        as they stand now."""
        drafts = (draft for draft in self._drafts.all() if self._page(renaming, draft) != draft)
        return frozenset((*self._rewriter.named(renaming), *(d.entry or d.id for d in drafts)))

    def find(self, id_or_name: str) -> Person:
        """One pseudonym by its name or id.

        Raises:
            NotFoundError: there is none.
        """
        wanted = folded(id_or_name)
        for person in self._people.all():
            if person.id == id_or_name or folded(person.pseudonym) == wanted:
                return person
        raise NotFoundError(
            tr("There is no pseudonym “{name}”.").format(name=id_or_name[:LONGEST]),
            did_you_mean(id_or_name, (person.pseudonym for person in self._people.all())),
            code="unknown-person",
        )

    def _fresh(
        self, pseudonym: str, of: Person | None = None, among: Sequence[Person] | None = None
    ) -> str:
        name = " ".join(unicodedata.normalize("NFC", pseudonym).split())
        if not name or len(name) > LONGEST:
            raise _bad(tr("A pseudonym has between 1 and 60 characters."))
        if any(character < " " or "\ud800" <= character <= "\udfff" for character in name):
            raise _bad(tr("A pseudonym holds a character that cannot be kept."))
        if not any(character.isalnum() for character in name):
            raise _bad(tr("A pseudonym needs a letter or a digit."))
        if folded(name) == SOMEONE:
            raise _bad(tr("That word stands for people who were forgotten."))
        for person in self._people.all() if among is None else among:
            if of is not None and person.id == of.id:
                continue
            if folded(name) == folded(person.pseudonym):
                raise _bad(tr("That pseudonym is in use already."))
            if folded(name) in map(folded, person.formerly):
                raise _bad(tr("That word stood for somebody else before."))
        return name

    def _rename(self, tx: Writing, renaming: Renaming) -> Changes:
        entries = self._rewriter.rename(tx, renaming)
        followed = self._supervision.rename(tx, renaming) | self._reworded(tx, entries)
        drafts = self._rewrite_drafts(tx, renaming)
        return Changes(frozenset(entries), drafts, supervision=frozenset(followed))

    def _forget(
        self, tx: Writing, renaming: Renaming, only: Collection[str] | None, change: str, *,
        keeps: bool = False,
    ) -> Changes:  # fmt: skip
        """Erase the wordings that hold the names, or add one without them where all is kept."""
        put = self._rewriter.rename if keeps else self._rewriter.forget
        put_beside = self._supervision.rename if keeps else self._supervision.forget
        entries = put(tx, renaming, only=only, change=change)
        followed = put_beside(tx, renaming, only=only) | self._reworded(tx, entries)
        drafts = self._rewrite_drafts(tx, renaming, only)
        changes = Changes(frozenset(entries), drafts, supervision=frozenset(followed))
        return changes if only is not None else changes | self._beside(tx, renaming, keeps=keeps)

    def _beside(self, tx: Writing, renaming: Renaming, *, keeps: bool) -> Changes:
        """The same in what stands in no page: what was said of others' items, and a prompt that
        was begun and put aside."""
        noted = self._received.change(tx, renaming, keeps=keeps)
        put = partial(reworded_form, renaming.text)
        aside = self._settings.change(tx, IN_WORK, put, keeps=keeps)
        return Changes(inbox=frozenset(noted), settings=frozenset({IN_WORK} if aside else ()))

    def _reworded(self, tx: Writing, entries: Sequence[str]) -> frozenset[str]:
        """A record that was signed says something else now: that is a new version."""
        pages = [self._entries.get(id_) for id_ in entries]
        worded = [(page, self._kept.get(page.template, page.template_version)) for page in pages]
        return self._following.reworded(tx, worded)

    def _rewrite_drafts(
        self, tx: Writing, renaming: Renaming, only: Collection[str] | None = None
    ) -> frozenset[str]:
        changed = set()
        for draft in self._drafts.all():
            if only is not None and draft.id not in only and draft.entry not in only:
                continue
            page = self._page(renaming, draft)
            if page != draft:
                self._drafts.put(tx, page)
                changed.add(draft.id)
        return frozenset(changed)

    def _page(self, renaming: Renaming, draft: Draft) -> Draft:
        template = self._templates.wording(draft.template, draft.template_version)
        answers = renaming.answers(template, draft.answers)
        return replace(draft, answers=answers, tags=tuple(renaming.tags(draft.tags)))

    def _put(self, tx: Writing, person: Person, change: str) -> Saved:
        number = self._people.put(tx, person, change)
        return Saved(person.id, number, tx.at, Changes(people=frozenset({person.id})))

    def _with(self, saved: Saved, more: Changes) -> Saved:
        return replace(saved, changes=saved.changes | more)


def _bad(message: str) -> InvalidInputError:
    return InvalidInputError(
        message, tr("Nothing was saved. Choose another word."), code="bad-name"
    )
