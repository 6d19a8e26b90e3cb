"""What a person types into a search box, read as words and phrases. Never raw index syntax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
MOST_TERMS = 32
MOST_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """All must be found. `words` and phrases have letters or digits; `signs` have neither."""

    words: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


def terms(text: str) -> Terms:
    """The words and "phrases" of a query; at most 32, of 200 characters each."""
    words: list[str] = []
    signs: list[str] = []
    for phrase, word in _PARTS.findall(unicodedata.normalize("NFC", text)):
        term = " ".join((phrase or word).replace("\0", " ").split())[:MOST_LENGTH]
        if any(character.isalnum() for character in term):
            words.append(term)
        elif term.strip('"'):
            signs.append(term)
        if len(words) + len(signs) == MOST_TERMS:
            break
    return Terms(tuple(words), tuple(signs))
