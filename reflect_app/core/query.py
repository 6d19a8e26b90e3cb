"""What a person types into a search box, read as words and phrases. Never raw index syntax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_SIGNS = re.compile(r"[\W_]+")
_UNWRITABLE = re.compile(r"[\0\ud800-\udfff]")  # in no entry, so it finds nothing
MOST_TERMS = 32
MOST_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """All must be found. `words` and phrases have letters or digits; `signs` have neither."""

    words: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


def stands_in(term: str, text: str, *, beginning: bool = False) -> bool:
    """Whether a text has the words of a term in a row, whatever their case and accents. The last
    may be the `beginning` of one.
    """
    wanted, there = _plain_words(term), _plain_words(text)
    if not wanted:
        return False
    *whole, last = wanted
    return any(
        there[at : at + len(whole)] == whole
        and (found.startswith(last) if beginning else found == last)
        for at, found in enumerate(there[len(whole) :])
    )


def _plain_words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return [word for word in _SIGNS.split(plain) if word]


def terms(text: str) -> Terms:
    """The words and "phrases" of a query; at most 32, of 200 characters each."""
    words: list[str] = []
    signs: list[str] = []
    for phrase, word in _PARTS.findall(unicodedata.normalize("NFC", text)):
        term = " ".join(_UNWRITABLE.sub("\ufffd", phrase or word).split())[:MOST_LENGTH].strip()
        if any(character.isalnum() for character in term):
            words.append(term)
        elif term.strip('"'):
            signs.append(term)
        if len(words) + len(signs) == MOST_TERMS:
            break
    return Terms(tuple(words), tuple(signs))
