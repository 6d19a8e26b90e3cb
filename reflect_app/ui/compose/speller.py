"""Looking words up, in the dictionaries of this computer. Writes nothing, ever.

Enchant would make a file of personal words on disk the moment a dictionary is opened. It is
pointed to a place where no file can be; a writer's own words are kept in the journal instead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any

from reflect_app.ui.compose import welsh
from reflect_app.words import tr

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_LONGEST = 40
_MOST_KEPT = 20_000
_MOST_OFFERED, _OF_ANOTHER = 6, 2
_NEAR = 4
# Of 1,069 of Reflect's own sentences in Welsh, the English dictionary knows less than three words
# in ten of 934; of their English, never fewer than eight. Six misspelt in ten are still ours.
_A_FEW, _OURS = 5, 1 / 3
TAGS = {"en": "en_GB", "cy": "cy"}


class Dictionary:
    """One language, asked from any thread, that remembers its answers."""

    def __init__(self, tag: str) -> None:
        self._lock = Lock()
        self._known: dict[str, bool] = {}
        self._asked = _dictionary(tag)
        self._welsh = tag == TAGS["cy"]

    @property
    def works(self) -> bool:
        """Whether this computer has it."""
        return self._asked is not None

    def knows(self, word: str) -> bool:
        """Whether a word, with straight apostrophes, is one of the language."""
        with self._lock:
            held = self._known.get(word)
            if held is None:
                if len(self._known) >= _MOST_KEPT:
                    self._known.clear()
                held = any(map(self._has, self._shapes(word)))
                self._known[word] = held
            return held

    def suggest(self, word: str) -> Sequence[str]:
        """What may have been meant, likeliest first; a leaning part stays on."""
        if self._asked is None:
            return ()
        stem, leaning = welsh.parted(word) if self._welsh else (word, "")
        with self._lock:
            found: list[str] = self._asked.suggest(stem)
        return [text + leaning for text in found[:_MOST_OFFERED]]

    def _has(self, word: str) -> bool:
        if self._welsh and word.casefold() in welsh.everyday():
            return True
        return self._asked is not None and bool(self._asked.check(word))

    def _shapes(self, word: str) -> Iterator[str]:
        """How a dictionary may have the word."""
        yield word
        if self._welsh:
            stem, leaning = welsh.parted(word)
            if leaning:
                yield stem
            yield from welsh.unmutated(stem)


class Speller:
    """The dictionaries of this computer together, that of the window's language first.

    People write Welsh and English in one breath, so a word is right that any of them knows. A
    sentence of which none knows even a third is in some other language, and is left alone.
    """

    def __init__(self, *tags: str) -> None:
        first, *others = (Dictionary(tag) for tag in tags)
        self.works = first.works
        """Whether there is a dictionary of the window's language."""
        self.others = tuple(other for other in others if other.works)
        """Dictionaries of the other languages that people write here."""
        self._all = (first, *self.others)

    def wrong(self, text: str, fine: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
        """Where the words stand (code points) that are in no dictionary and not in `fine`."""
        if not self.works:
            return ()
        left_alone = {word.casefold() for word in fine}
        found: list[tuple[int, int]] = []
        for sentence in _SENTENCE.finditer(text):
            words = list(_words(text, *sentence.span()))
            unknown = [match for match in words if not self._knows(match[0])]
            if len(words) < _A_FEW or len(words) - len(unknown) >= len(words) * _OURS:
                found += [m.span() for m in unknown if m[0].casefold() not in left_alone]
        return tuple(found)

    def suggest(self, word: str, among: str = "") -> Sequence[str]:
        """What may have been meant, likeliest first; `among` are the words around it. The
        dictionary that knows most of them speaks first."""
        around = [_plain(match[0]) for match in _words(among, 0, len(among))]
        known = {each: sum(map(each.knows, around)) for each in self._all}
        first, *others = sorted(self._all, key=lambda each: -known[each])
        offered = list(first.suggest(_plain(word)))
        for other in others:
            if around and known[other] * 2 >= known[first]:  # it may well be in that one
                offered[_MOST_OFFERED - _OF_ANOTHER :] = other.suggest(_plain(word))[:_OF_ANOTHER]
        offered = list(dict.fromkeys(offered))
        return [text.replace("'", "’") for text in offered] if "’" in word else offered

    def _knows(self, word: str) -> bool:
        return any(each.knows(_plain(word)) for each in self._all)


@cache
def speller(language: str) -> Speller:
    """The speller of a window in a language (`en`, `cy`), opened once."""
    first = TAGS.get(language, TAGS["en"])
    return Speller(first, *(tag for tag in TAGS.values() if tag != first))


def words_near(text: str, place: int) -> str:
    """A few words on either side of a place (code points), within its sentence: who mixes two
    languages changes from one to the other in the middle of it."""
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= place <= sentence.end():
            words = list(_WORD.finditer(text, *sentence.span()))
            at = sum(1 for word in words if word.end() <= place)
            return " ".join(word[0] for word in words[max(at - _NEAR, 0) : at + _NEAR + 1])
    return ""


def spelling_state(language: str) -> str:
    """One line for Settings: what is checked, or how to get a dictionary."""
    in_welsh = TAGS.get(language) == "cy"
    found = speller(language)
    if found.works and found.others:
        return tr("Spelling is checked in British English and in Welsh. F7 shows suggestions.")
    if found.works:
        return (
            tr("Spelling is checked in Welsh. F7 shows suggestions.")
            if in_welsh
            else tr("Spelling is checked in British English. F7 shows suggestions.")
        )
    wanted = "hunspell-cy, aspell-cy" if in_welsh else "hunspell-en-gb"
    return tr(
        "Spelling is off: this computer has no dictionary for it. On Linux, install Enchant and "
        "one of {names}; elsewhere, ask your IT department."
    ).format(names=wanted)


def _dictionary(tag: str) -> Any | None:  # noqa: ANN401  pyenchant has no types
    os.environ["ENCHANT_CONFIG_DIR"] = os.path.join(os.devnull, "none")  # noqa: PTH118
    try:
        import enchant

        return enchant.Broker().request_dict(tag)
    except Exception:  # noqa: BLE001  no library, no dictionary, a broken one: spelling is off
        return None


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return (match for match in _WORD.finditer(text, start, end) if _is_word(match[0]))


def _is_word(word: str) -> bool:
    """Not an abbreviation, not a name with a capital inside, not a key held down."""
    return 1 < len(word) <= _LONGEST and word[1:].islower()


def _plain(word: str) -> str:
    return word.replace("’", "'")
