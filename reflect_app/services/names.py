"""The writer's own list: what they decide about a name is learnt, and nothing more is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.names import NamesList, OwnName
from reflect_app.core.people import Person
from reflect_app.errors import InvalidInputError
from reflect_app.identifiers import PEOPLE_TYPES, TYPES, Finder, Known
from reflect_app.identifiers import pseudonyms as words
from reflect_app.identifiers.forgotten import Forgotten
from reflect_app.services.full_names import full_name, full_names, plain
from reflect_app.services.own_list import forgetting, spelt, unforgetting
from reflect_app.services.people import PeopleService
from reflect_app.services.replacing import replacing
from reflect_app.vault.activity import ActivityLog
from reflect_app.vault.names_store import NamesStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

LONGEST = 200
_CHANGED = Changes(settings=frozenset({"names"}))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How a review ended: counts only, for the activity log names nobody. `coming`: it was of
    what comes in from elsewhere, not of what leaves."""

    replaced: int = 0
    left: int = 0
    not_names: int = 0
    unseen: int = 0
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """On how many other pages a name stands, and the full names, if any, it is a part of in the
    journal: with more than one of them, it is two people's."""

    pages: int
    fulls: tuple[str, ...] = ()


class NamesService:
    """Use cases on the own list of one unlocked vault."""

    def __init__(self, vault: Vault, people: PeopleService) -> None:
        self._vault = vault
        self._people = people
        self._store = NamesStore(vault)
        self._built: tuple[object, Finder] | None = None

    def list(self) -> NamesList:
        """All that was decided so far."""
        return self._store.get()

    def finder(self) -> Finder:
        """Finds with the own list. Pseudonyms in use are on the allow side.

        The same one comes back until something was decided. It keeps no text and no
        connection, so it may be used in another thread.
        """
        names = self._store.get()
        allow = (*names.allowed, *(w for person in self._people.list() for w in person.words))
        facts = (names, allow)
        if self._built is None or self._built[0] != facts:
            self._built = (facts, self._build(names, allow))
        return self._built[1]

    def strict_finder(self) -> Finder:
        """As `finder`, but for what is picked and not written: what reads like a real name is
        pointed out though it is used as a pseudonym. Somebody may have taken the name itself."""
        names = self._store.get()
        return self._build(names, names.allowed)

    def offers(self, name: str, count: int = 3, besides: Collection[str] = ()) -> tuple[str, ...]:
        """Pseudonyms for a name, the remembered one first; the others give nothing away, and
        none of them is one of `besides`.

        Which ones depends on a key in the vault, so a guessed name cannot be tried against them.
        """
        known = self.pseudonym(name)
        taken = {word for person in self._people.list() for word in person.words}
        salt = self._store.key()
        if salt is None and self._vault.writable and self._vault.rollback is None:
            with self._vault.writing() as tx:
                salt = self._store.made_key(tx)
        fresh = words.offers(name, taken.union(besides), salt=salt or b"", count=count)
        return tuple(dict.fromkeys(([known] if known else []) + [*fresh]))[:count]

    def pseudonym(self, name: str) -> str:
        """The pseudonym remembered for a name or for the one full name it is a part of, or ""."""
        key = plain(name)
        people = {person.id: person.pseudonym for person in self._people.list()}
        known = self._store.get().known
        for own in known:
            if any(plain(spelling) == key for spelling in (own.text, *own.variants)):
                return people.get(own.person, "")
        shared = {own.person for own in known if key in map(plain, spelt(own, ()))}
        return people.get(shared.pop(), "") if len(shared) == 1 else ""

    def confirm(self, text: str, kind: str = "PERSON", variants: tuple[str, ...] = ()) -> Saved:
        """Point this name or place out from now on, in these spellings too."""
        name = OwnName(_checked(text), _kind(kind), tuple(_checked(v) for v in variants))
        with self._vault.writing() as tx:
            names = _without(self._store.get(), name.text, *variants)
            return self._put(tx, replace(names, known=(*names.known, name)))

    def not_a_name(self, text: str) -> Saved:
        """Never point this out again."""
        word = _checked(text)
        with self._vault.writing() as tx:
            names = self._unlisted(self._store.get(), word)
            return self._put(tx, replace(names, allowed=(*names.allowed, word)))

    def take_off(self, text: str) -> Saved:
        """Take a name off every part of the list: it is judged by its looks again."""
        with self._vault.writing() as tx:
            self._store.put(tx, self._unlisted(self._store.get(), text), erases=True)
            return Saved("names", 0, tx.at, _CHANGED)

    def remember(
        self, text: str, pseudonym: str, kind: str = "PERSON", variants: tuple[str, ...] = ()
    ) -> Saved:
        """Keep which name a pseudonym stands for. Only ever because the writer said so.

        Raises:
            NotFoundError: there is no such pseudonym.
        """
        person = self._people.find(pseudonym).id
        spelt = tuple(_checked(v) for v in variants)
        name = OwnName(_checked(text), _kind(kind), spelt, person)
        with self._vault.writing() as tx:
            names = self._unlisted(self._store.get(), text)
            return self._put(tx, replace(names, known=(*names.known, name)))

    def forget(self, text: str) -> Saved:
        """Keep only a keyed digest of a name: it is still pointed out, and cannot be read."""
        name = _checked(text)
        with self._vault.writing() as tx:
            names = self._store.get()
            erases = self._unlisted(names, name) != names
            self._store.put(tx, self._forgotten(tx, names, name), erases=erases)
            return Saved("names", 0, tx.at, _CHANGED)

    def replace(
        self,
        word: str,
        pseudonym: str,
        kind: str = "PERSON",
        *,
        entries: Collection[str] | None = None,
        variants: tuple[str, ...] = (),
    ) -> Saved:
        """Put a pseudonym for a real name, and erase every wording that held the name.

        `entries` are ids of entries or unfinished pages; None means the whole journal. A name
        that is not remembered is kept as a digest alone, and so is the full name that it is
        found to be a part of there. `variants` are spellings that go as well. This cannot be
        undone, and backups made before still hold the name.

        Raises:
            InvalidInputError: the pseudonym cannot be one, or gives the name away.
        """
        name = _checked(word)
        own = _own(self._store.get(), name)
        with self._vault.writing() as tx:
            people = self._people.list()
            changes = self._stands(pseudonym, name, kind, people)
            spelt = tuple(dict.fromkeys((*(own.variants if own else ()), *variants)))
            if kind == "PERSON":
                part = replacing(name, pseudonym.strip(), kind, spelt)
                spelt += full_name(self._people.named_in(part, entries), name)
            renaming = replacing(name, pseudonym.strip(), kind, spelt)
            changes |= self._people.put_for(tx, renaming, entries)
            names = self._store.get()
            if kind == "PERSON":
                names = self._replaced(tx, names, name, spelt)
            touched = bool(changes.entries or changes.drafts)
            self._store.put(tx, names, erases=touched)
            return Saved("names", 0, tx.at, changes | _CHANGED)

    def learn(self, replaced: Sequence[tuple[str, str, str]]) -> Saved:
        """Keep what was decided on names in text that is not in the journal: word, pseudonym
        and kind of each. As `replace` for no entry at all, in one commit; a word that cannot
        stand there, being a part of the name, is no pseudonym, and the name is kept as digests.
        """
        with self._vault.writing() as tx:
            people, changes, before = self._people.list(), _CHANGED, self._store.get()
            names = before
            for word, pseudonym, kind in replaced:
                name = _checked(word)
                own = _own(names, name)
                try:
                    made = self._stands(pseudonym, name, kind, people)
                except InvalidInputError:
                    names = self._forgotten(tx, names, name)
                else:
                    changes |= made
                    people += [Person(id_, pseudonym, tx.at) for id_ in made.people]
                    if kind == "PERSON":
                        names = self._replaced(tx, names, name, own.variants if own else ())
            erases = any(own not in names.known for own in before.known)
            self._store.put(tx, names, erases=erases)
            return Saved("names", 0, tx.at, changes)

    def elsewhere(self, word: str, kind: str, here: Collection[str]) -> Elsewhere:
        """Where else a name stands, before it is replaced in the whole journal: nobody but the
        writer knows whether everybody there is the same person."""
        part = replacing(_checked(word), "", kind)
        pages = self._people.pages_naming(part).difference(here)
        fulls = dict[str, str]()
        if kind == "PERSON" and pages:
            for text in self._people.named_in(part, None):
                for full in full_names(text, word):
                    fulls.setdefault(plain(full), full)
        return Elsewhere(len(pages), tuple(fulls.values()))

    def reviewed(self, done: Reviewed) -> Saved:
        """Say in the activity log that a review was walked through, without its words."""
        change = "reviewed-coming" if done.coming else "reviewed"
        counts = {"replaced": done.replaced, "left": done.left, "not_names": done.not_names}
        counts["unseen"] = done.unseen
        with self._vault.writing() as tx:
            ActivityLog(self._vault).record(tx, change, **counts)
            return Saved("", 0, tx.at)

    def _stands(self, pseudonym: str, name: str, kind: str, people: Sequence[Person]) -> Changes:
        """Make the pseudonym a person where it is to stand for one and is none yet."""
        if plain(pseudonym) in {plain(part) for part in (name, *name.split())}:
            raise InvalidInputError(
                tr("That is the name itself."), tr("Choose a word that gives nothing away.")
            )
        taken = {plain(person.pseudonym) for person in people}
        if kind in PEOPLE_TYPES and plain(pseudonym) not in taken:
            return self._people.add(pseudonym, people).changes
        return Changes()

    def _unlisted(self, names: NamesList, text: str) -> NamesList:
        """A list without a name in any of its parts."""
        names = _without(names, text)
        key = self._store.key()
        return unforgetting(key, names, text) if key is not None else names

    def _forgotten(self, tx: Writing, names: NamesList, name: str) -> NamesList:
        """A list with only the digests of a name and of its other spellings."""
        own = _own(names, name)
        names = self._unlisted(names, name)
        return self._forgetting(tx, names, name, *(own.variants if own else ()))

    def _replaced(
        self, tx: Writing, names: NamesList, name: str, spelt: tuple[str, ...]
    ) -> NamesList:
        """A list with the digests of a name that was replaced and of its spellings, but for what
        the writer has on it."""
        own = _own(names, name)
        listed = {name, *own.variants} if own else set[str]()
        names = names if own else self._unlisted(names, name)
        unlisted = [spelling for spelling in (name, *spelt) if spelling not in listed]
        return self._forgetting(tx, names, *unlisted)

    def _forgetting(self, tx: Writing, names: NamesList, *texts: str) -> NamesList:
        return forgetting(self._store.made_key(tx), names, *texts) if texts else names

    def _put(self, tx: Writing, names: NamesList) -> Saved:
        self._store.put(tx, names)
        return Saved("names", 0, tx.at, _CHANGED)

    def _build(self, names: NamesList, allow: tuple[str, ...]) -> Finder:
        quiet = {plain(word) for word in allow}
        known = [Known(own.text, own.type, spelt(own, quiet)) for own in names.known]
        key = self._store.key()
        forgotten = None
        if names.forgotten and key is not None:
            forgotten = Forgotten(key, [bytes.fromhex(digest) for digest in names.forgotten])
        return Finder(known, allow, forgotten)


def _own(names: NamesList, name: str) -> OwnName | None:
    key = plain(name)
    return next((own for own in names.known if plain(own.text) == key), None)


def _without(names: NamesList, *texts: str) -> NamesList:
    gone = {plain(text) for text in texts}
    return replace(
        names,
        known=tuple(own for own in names.known if plain(own.text) not in gone),
        allowed=tuple(word for word in names.allowed if plain(word) not in gone),
    )


def _checked(text: str) -> str:
    name = " ".join(text.split())
    unkept = any(c < " " or "\ud800" <= c <= "\udfff" for c in name)
    if unkept or not 0 < len(name) <= LONGEST or not any(c.isalnum() for c in name):
        raise InvalidInputError(
            tr("That cannot be kept as a name."), tr("A name has letters, and at most 200.")
        )
    return name


def _kind(kind: str) -> str:
    if kind not in TYPES:
        raise InvalidInputError(tr("There is no such kind of name."), code="unknown-type")
    return kind
