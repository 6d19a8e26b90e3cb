"""What happens to remembered names when the pseudonyms that stand for them come and go."""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core.names import NamesList
from reflect_app.identifiers.forgotten import name_digest
from reflect_app.vault.names_store import NamesStore
from reflect_app.vault.vault import Writing


def forgetting(key: bytes, names: NamesList, text: str) -> NamesList:
    """The list with the digests of a name and of each part of it."""
    parts = [part for part in text.split() if len(part) > 1]
    digests = {name_digest(key, name).hex() for name in (text, *parts)}
    return replace(names, forgotten=tuple(sorted({*names.forgotten, *digests})))


def move(tx: Writing, store: NamesStore, gone: str, kept: str) -> None:
    """Let the names of one person be those of another: they turned out to be the same."""
    names = store.get()
    moved = tuple(replace(own, person=kept) if own.person == gone else own for own in names.known)
    if moved != names.known:
        store.put(tx, replace(names, known=moved))


def let_go(tx: Writing, store: NamesStore, person: str) -> None:
    """Keep only digests of the names of somebody who is forgotten."""
    names = store.get()
    for own in [own for own in names.known if own.person == person]:
        names = replace(names, known=tuple(item for item in names.known if item != own))
        for spelling in (own.text, *own.variants):
            names = forgetting(store.made_key(tx), names, spelling)
    if names != store.get():
        store.put(tx, names, erases=True)
