"""What a dictionary of Welsh needs help with: words that lean on an apostrophe, and mutations.

A dictionary looks "mae'n" or "a'r" up as one word and has neither; a large part of any Welsh
page is written so. It has few words as they begin after "ei", "a" or "yn" either.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reflect_app import assets

#: What may lean on the word before it: articles, pronouns and "yn", as in "a'r", "o'i", "mae'n".
_LEANING = frozenset(("n", "r", "i", "u", "m", "w", "th", "ch", "s"))
#: How a word begins after a mutation, and how it does in a dictionary. The soft one is left to
#: the dictionaries: undoing it would take too many slips for words.
_MUTATED = (
    ("ngh", "c"), ("mh", "p"), ("nh", "t"), ("ph", "p"), ("th", "t"), ("ch", "c"),
)  # fmt: skip
_VOWELS = frozenset("aeiouwyâêîôûŵŷäëïöü")


def parted(word: str) -> tuple[str, str]:
    """The word, and what leans on it with its apostrophe: ("mae", "'n"). Straight apostrophes."""
    stem, apostrophe, leaning = word.rpartition("'")
    if stem and leaning.casefold() in _LEANING:
        return stem, apostrophe + leaning
    return word, ""


def unmutated(word: str) -> Iterator[str]:
    """The words that this may be after a nasal or a spirant mutation, or with an h before a
    vowel; in small letters."""
    small = word.casefold()
    for mutated, plain in _MUTATED:
        if small.startswith(mutated):
            yield plain + small.removeprefix(mutated)
    if small[:1] == "h" and small[1:2] in _VOWELS:
        yield small[1:]


@cache
def everyday() -> frozenset[str]:
    """Words that no dictionary has and everybody writes, from `resources/spelling/cy.txt`."""
    lines = assets.read_text("spelling/cy.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
