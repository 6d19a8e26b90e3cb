"""What happens to remembered names when the pseudonyms that stand for them come and go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reflect_app.core.names import NamesList, OwnName
from reflect_app.identifiers.forgotten import name_digest
from reflect_app.services.full_names import plain
from reflect_app.vault.names_store import NamesStore
from reflect_app.vault.vault import Writing

_SMALL = frozenset(
    "al and ap ab bin da de del der di du dr el ferch ibn la le miss mr mrs ms mx ni of te ten ter "
    "the van verch von y".split()
)
"""Words of a full name that are nobody's name by themselves."""


def forgetting(key: bytes, names: NamesList, *texts: str) -> NamesList:
    """The list with the digests of names and of each part of them."""
    digests = set(names.forgotten)
    for text in texts:
        digests |= {name_digest(key, text).hex(), *_parts(key, text)}
    return replace(names, forgotten=tuple(sorted(digests)))


def unforgetting(key: bytes, names: NamesList, text: str) -> NamesList:
    """The list without the digest of a name, nor those that came with it of its parts. Whether
    somebody else who is forgotten shares a part cannot be told from digests: it goes as well."""
    own = name_digest(key, text).hex()
    if own not in names.forgotten:
        return names
    gone = {own, *_parts(key, text)}
    return replace(names, forgotten=tuple(one for one in names.forgotten if one not in gone))


def spelt(own: OwnName, quiet: Collection[str]) -> tuple[str, ...]:
    """Every spelling by which a listed name is to be found: of a person's full name each part
    too, unless it is a small word ("de"), a title, or one of `quiet`, which `plain` has made."""
    found = list(own.variants)
    if own.type == "PERSON":
        for name in (own.text, *own.variants):
            parts = [part for part in name.split() if _is_name(part)]
            found += [part for part in parts if len(parts) > 1 and plain(part) not in quiet]
    return tuple(dict.fromkeys(found))


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


def _parts(key: bytes, text: str) -> set[str]:
    return {name_digest(key, part).hex() for part in text.split() if _is_name(part)}


def _is_name(part: str) -> bool:
    return len(part) > 1 and plain(part).strip(".") not in _SMALL
