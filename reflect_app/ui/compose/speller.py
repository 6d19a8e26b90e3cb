"""Looking words up, in the dictionary of this computer. Writes nothing, ever.

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
_LONGEST = 40
_MOST_KEPT = 20_000
_MOST_OFFERED = 6
TAGS = {"en": "en_GB", "cy": "cy"}


class Speller:
    """One dictionary, asked from any thread, that remembers its answers."""

    def __init__(self, tag: str) -> None:
        self._lock = Lock()
        self._known: dict[str, bool] = {}
        self._dictionary = _dictionary(tag)
        self._welsh = tag == TAGS["cy"]

    @property
    def works(self) -> bool:
        """Whether there is a dictionary to ask."""
        return self._dictionary is not None

    def wrong(self, text: str, fine: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
        """Where the words stand (code points) that are in no dictionary and not in `fine`."""
        if self._dictionary is None:
            return ()
        left_alone = {word.casefold() for word in fine}
        return tuple(
            match.span()
            for match in _WORD.finditer(text)
            if _is_word(match[0])
            and match[0].casefold() not in left_alone
            and not self._is_right(_plain(match[0]))
        )

    def suggest(self, word: str) -> Sequence[str]:
        """What may have been meant, likeliest first."""
        if self._dictionary is None:
            return ()
        stem, leaning = welsh.parted(_plain(word)) if self._welsh else (_plain(word), "")
        with self._lock:
            found: list[str] = self._dictionary.suggest(stem)
        offered = [text + leaning for text in found[:_MOST_OFFERED]]
        return [text.replace("'", "’") for text in offered] if "’" in word else offered

    def _is_right(self, word: str) -> bool:
        with self._lock:
            held = self._known.get(word)
            if held is None:
                if len(self._known) >= _MOST_KEPT:
                    self._known.clear()
                held = any(map(self._has, self._shapes(word)))
                self._known[word] = held
            return held

    def _has(self, word: str) -> bool:
        if self._welsh and word.casefold() in welsh.everyday():
            return True
        return self._dictionary is None or bool(self._dictionary.check(word))

    def _shapes(self, word: str) -> Iterator[str]:
        """How a dictionary may have the word."""
        yield word
        if self._welsh:
            stem, leaning = welsh.parted(word)
            if leaning:
                yield stem
            yield from welsh.unmutated(stem)


@cache
def speller(language: str) -> Speller:
    """The speller of a language in force (`en`, `cy`), opened once."""
    return Speller(TAGS.get(language, "en_GB"))


def spelling_state(language: str) -> str:
    """One line for Settings: what is checked, or how to get a dictionary."""
    welsh = TAGS.get(language) == "cy"
    if speller(language).works:
        return (
            tr("Spelling is checked in Welsh. F7 shows suggestions.")
            if welsh
            else tr("Spelling is checked in British English. F7 shows suggestions.")
        )
    wanted = "hunspell-cy, aspell-cy" if welsh else "hunspell-en-gb"
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


def _is_word(word: str) -> bool:
    """Not an abbreviation, not a name with a capital inside, not a key held down."""
    return 1 < len(word) <= _LONGEST and word[1:].islower()


def _plain(word: str) -> str:
    return word.replace("’", "'")
