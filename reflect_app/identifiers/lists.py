"""The word, name and place lists, read at the first text and kept small.

A word's key is its folded form (lower case, no accents). Dictionary words stay in lines by
their first three letters: a set of them all would cost many times the memory and the time.
"""

from __future__ import annotations

from functools import cache

from reflect_app.assets import read_text
from reflect_app.identifiers.normal import fold

GIVEN = 1  # a given name, and hardly ever a word
MOSTLY = 2  # a given name that is a word now and then (Dan, Penny, Jack)
WORDY = 4  # a word that is a given name now and then (Will, Hope, Rose)
SURNAME = 8
WORD = 16  # an ordinary English word, or jargon of the work
WELSH = 32  # a common Welsh word
NEVER = 64  # a theorist, brand, agency or form: not somebody to protect
OWNING = 128  # a given name with a possessive s that lost its apostrophe ("lornas leaving card")
NAMES = GIVEN | MOSTLY | WORDY | SURNAME

_SHORT_NAMES = "\u0900"  # from here on (Indic scripts, ideographs) a name may have two letters
_LONGEST = 40  # no word in the lists is longer; a longer one is not worth looking up
_REMEMBERED = 60_000  # words whose answer is kept; more means a text nobody typed


class Lexicon:
    """What the lists say about a word. One for the process: the lists never change."""

    def __init__(self) -> None:
        self._flags: dict[str, int] = {}
        self._dictionary = _buckets("words.txt")
        self._base = _base_flags()
        self.places = _places()
        self.places_first = frozenset(key.split(" ", 1)[0] for key in self.places if " " in key)
        never = [line for line in _lines("never.txt") if ":" not in line]
        whole = {_phrase(line) for line in never}
        self.never = frozenset(whole | {key.replace("'s", "s") for key in whole})
        firsts = {key.split(" ", 1)[0] for key in self.never}
        self.never_first = frozenset(firsts | {first.removesuffix("'s") for first in firsts})
        self.never_beside = {
            _phrase(name): frozenset(_phrase(words).replace(",", " ").split())
            for name, _, words in (line.partition(":") for line in _lines("never.txt"))
            if words
        }
        for key in self.never:
            if " " not in key:
                self._base[key] = self._base.get(key, 0) | NEVER

    def flags(self, key: str) -> int:
        """What is known of a folded word: the constants above, together."""
        flags = self._flags.get(key)
        if flags is None:
            flags = self._look_up(key)
            if len(self._flags) > _REMEMBERED:
                self._flags.clear()
            self._flags[key] = flags
        return flags

    def _look_up(self, key: str) -> int:
        if len(key) > _LONGEST:
            return 0
        flags = self._base.get(key, 0)
        short = len(key) < 3 and key[0] < _SHORT_NAMES
        if short or self._in_dictionary(key):
            flags |= WORD
        if not flags and key[-1] == "s":
            owner = self._base.get(key[:-1], 0) & (GIVEN | MOSTLY | WORDY)
            flags |= owner | OWNING if owner else 0
        return flags

    def _in_dictionary(self, key: str) -> bool:
        line = self._dictionary.get(key[:3])
        return line is not None and f" {key[3:] or '.'} " in line


@cache
def lexicon() -> Lexicon:
    """The lists, read on the first call."""
    return Lexicon()


def _lines(name: str) -> list[str]:
    text = read_text(f"identifiers/{name}")
    return [line for line in text.split("\n") if line and line[0] != "#"]


def _buckets(name: str) -> dict[str, str]:
    return {line[:3]: f" {line[4:]} " for line in _lines(name)}


def _base_flags() -> dict[str, int]:
    base = dict.fromkeys(_lines("surnames.txt"), SURNAME)
    base.update(dict.fromkeys(_lines("given.txt"), GIVEN))
    for line in _lines("both.txt"):
        word, _, kind = line.partition("\t")
        base[word] = MOSTLY if kind == "N" else WORDY
    for name, flag in (("terms.txt", WORD), ("welsh.txt", WELSH)):
        for word in " ".join(_lines(name)).split():
            key = fold(word)
            base[key] = base.get(key, 0) | flag
    return base


def _places() -> dict[str, str]:
    places: dict[str, str] = {}
    for line in _lines("places.txt"):
        key, _, kind = line.partition("\t")
        places[key] = kind
    return places


def _phrase(line: str) -> str:
    """A never-flagged phrase as words apart by one space, the way tokens are joined."""
    return " ".join(fold(line).replace("-", " ").replace("&", "and").replace(".", "").split())
