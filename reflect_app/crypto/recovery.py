"""Recovery words: 256 random bits as 24 BIP-39 words with a checksum."""

from __future__ import annotations

import os
import re
from functools import cache

from mnemonic import Mnemonic

from reflect_app.crypto.passphrase import word_list
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

WORDS = 24


@cache
def _codec() -> Mnemonic:
    return Mnemonic("english")


def new_words() -> str:
    """Twenty-four words, separated by single spaces."""
    return str(_codec().to_mnemonic(os.urandom(32)))


def entropy(words: str) -> bytes:
    """The 32 bytes behind the words. The first four letters of each word are enough.

    Raises:
        InvalidInputError: a word is not on the list, the count is wrong, or the checksum
            fails; the message gives the place of the word, never the word.
    """
    given = [part for part in re.split(r"[^a-z]+", words.casefold()) if part]
    if len(given) != WORDS:
        raise InvalidInputError(
            tr("Recovery words are 24 words; {count} were given.").format(count=len(given)),
            tr("Type them in order, with a space between each."),
            code="recovery-words",
        )
    whole = [_completed(word, place) for place, word in enumerate(given, 1)]
    phrase = " ".join(whole)
    if not _codec().check(phrase):
        raise InvalidInputError(
            tr("These are not recovery words: their check does not fit."),
            tr("One of them is wrong or out of order. Compare them with your paper."),
            code="recovery-words",
        )
    return bytes(_codec().to_entropy(phrase))


def same_word(typed: str, word: str) -> bool:
    """Whether what was typed back stands for the word: four letters of it are enough."""
    text = typed.strip().casefold()
    return text == word or (len(text) >= 4 and word.startswith(text))


def _completed(word: str, place: int) -> str:
    listed = _by_start().get(word[:4])
    if listed is None or not listed.startswith(word):
        raise InvalidInputError(
            tr("Word {place} is not a recovery word.").format(place=place),
            tr("Check its spelling. The first four letters are enough."),
            code="recovery-words",
        )
    return listed


@cache
def _by_start() -> dict[str, str]:
    return {word[:4]: word for word in word_list()}
