"""What a person types into a search box, read as words and phrases. Never raw index syntax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_UNWRITABLE = re.compile(r"[\0\ud800-\udfff]")  # in no entry, so it finds nothing
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
        term = " ".join(_UNWRITABLE.sub("\ufffd", phrase or word).split())[:MOST_LENGTH].strip()
        if any(character.isalnum() for character in term):
            words.append(term)
        elif term.strip('"'):
            signs.append(term)
        if len(words) + len(signs) == MOST_TERMS:
            break
    return Terms(tuple(words), tuple(signs))
