"""Pseudonyms: the only way a person appears in a journal."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.people import Person
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.entries import new_id
from reflect_app.vault.object_store import PeopleStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

LONGEST = 60


class PeopleService:
    """Use cases on the pseudonyms of one unlocked vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._people = PeopleStore(vault)

    def list(self) -> list[Person]:
        """Every pseudonym, retired ones included, in the order of the alphabet."""
        return self._people.all()

    def add(self, pseudonym: str) -> Saved:
        """Make a pseudonym.

        Raises:
            InvalidInputError: it is empty, too long, in use, or cannot be written down.
        """
        name = self._fresh(pseudonym)
        with self._vault.writing() as tx:
            person = Person(new_id(), name, tx.at)
            return self._saved(self._people.put(tx, person, "added"), person, tx.at)

    def retire(self, id_or_name: str) -> Saved:
        """Offer a pseudonym no longer. Entries that name it stay as they are."""
        person = replace(self.find(id_or_name), retired=True)
        with self._vault.writing() as tx:
            return self._saved(self._people.put(tx, person, "retired"), person, tx.at)

    def find(self, id_or_name: str) -> Person:
        """One pseudonym by its name or id.

        Raises:
            NotFoundError: there is none.
        """
        wanted = _folded(id_or_name)
        for person in self._people.all():
            if person.id == id_or_name or _folded(person.pseudonym) == wanted:
                return person
        raise NotFoundError(
            tr("There is no pseudonym “{name}”.").format(name=id_or_name[:LONGEST]),
            tr("“reflect people list” shows them all."),
            code="unknown-person",
        )

    def _fresh(self, pseudonym: str) -> str:
        name = " ".join(unicodedata.normalize("NFC", pseudonym).split())
        if not name or len(name) > LONGEST:
            raise _bad(tr("A pseudonym has between 1 and 60 characters."))
        if any(character < " " or "\ud800" <= character <= "\udfff" for character in name):
            raise _bad(tr("A pseudonym holds a character that cannot be kept."))
        if any(_folded(person.pseudonym) == _folded(name) for person in self._people.all()):
            raise _bad(tr("That pseudonym is in use already."))
        return name

    def _saved(self, number: int, person: Person, at: str) -> Saved:
        return Saved(person.id, number, at, Changes(people=frozenset({person.id})))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _bad(message: str) -> InvalidInputError:
    return InvalidInputError(
        message, tr("Nothing was saved. Choose another word."), code="bad-name"
    )
