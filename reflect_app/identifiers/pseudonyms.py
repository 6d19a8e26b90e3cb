"""Words to put in place of a name: neutral, and nothing in them that leads back to it.

Which word is offered depends on the name, the words in use and the writer's salt. Without the
salt a reader who guessed a name could check the guess against the word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from functools import cache

from reflect_app.assets import read_text
from reflect_app.identifiers.normal import Normal, fold

_VOWELS = "aeiouy"
# The last sounded vowels of a word and all that follows: what a rhyme goes by.
_RHYME = re.compile(r"[aeiouy]+[^aeiouy]*$")
_CLOSE = 2


def offers(
    name: str, in_use: Collection[str] = (), *, salt: bytes = b"", count: int = 3
) -> tuple[str, ...]:
    """Up to `count` words for this name, best first; always the same for the same arguments.

    None is in use, shares a first letter with any part of the name, rhymes with it or is
    nearly spelt like it. When every word is taken, numbers are added ("Copper 2").
    """
    parts = [fold(part) for part in re.findall(r"[^\W\d_]+", Normal(name).text)]
    taken = {fold(word) for word in in_use}
    fitting = [word for word in _words() if not any(_alike(word, part) for part in parts)]
    fitting.sort(key=lambda word: _order(word, parts, salt))
    free = [word for word in fitting if word not in taken]
    number = 2
    while len(free) < count and fitting:
        free += [f"{word} {number}" for word in fitting if f"{word} {number}" not in taken]
        number += 1
    return tuple(word.capitalize() for word in free[:count])


def suits(word: str, name: str) -> bool:
    """Whether a word the writer chose gives nothing of the name away by its sound or letters."""
    parts = re.findall(r"[^\W\d_]+", Normal(name).text)
    return not any(_alike(fold(word), fold(part)) for part in parts)


@cache
def _words() -> tuple[str, ...]:
    lines = read_text("identifiers/pseudonyms.txt").splitlines()
    return tuple(sorted({w for line in lines if not line.startswith("#") for w in line.split()}))


def _order(word: str, parts: list[str], salt: bytes) -> bytes:
    key = hashlib.blake2b(salt, digest_size=32).digest()
    text = f"{' '.join(parts)}\0{word}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=key, digest_size=8).digest()


def _alike(word: str, part: str) -> bool:
    if word[:1] == part[:1] or _sound(word[:2]) == _sound(part[:2]):
        return True
    if _rhyme(word) == _rhyme(part) or (len(part) > 3 and word[-3:] == part[-3:]):
        return True
    return len(part) > 3 and _apart(word, part) <= _CLOSE


def _sound(letters: str) -> str:
    """First letters as they are heard: Philip begins like Fiddle, Cath like Kite."""
    heard = letters.replace("ph", "f")[:1]
    return {"c": "k", "q": "k", "z": "s", "x": "s"}.get(heard, heard)


def _rhyme(word: str) -> str:
    plain = word
    if word.endswith("le") and word[-3:-2] not in _VOWELS:
        plain = word[:-2] + "el"  # Kettle and Gretel
    elif word.endswith("e") and word[-2:-1] not in _VOWELS:
        plain = word[:-1]
    match = _RHYME.search(plain) or _RHYME.search(word)
    return match.group().replace("ie", "y").replace("ey", "y") if match else word


def _apart(one: str, two: str) -> int:
    """How many letters differ (edit distance); names and words are short."""
    row = list(range(len(two) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, other in enumerate(two, 1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (letter != other)),
            )
    return row[-1]
