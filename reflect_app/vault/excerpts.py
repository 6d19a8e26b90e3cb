"""The stretch of a text that shows why it was found."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 160
_BEFORE = 50


class Excerpts:
    """Finds the words of one search in any number of texts."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._folding = _Folding()
        self._patterns = [self._pattern(word) for word in words]

    def of(self, text: str, otherwise: str) -> str:
        """About 160 characters round the first place where one of the words stands.

        Looks without regard to case and accents; gives `otherwise` when the words stand
        elsewhere (in a tag, say).
        """
        place = self._first(text)
        if place is None:
            return otherwise
        start = max(place - _BEFORE, 0)
        if start:
            gap = text.find(" ", start, place)
            start = gap + 1 if gap >= 0 else start
        cut = " ".join(text[start : start + LENGTH].split())
        return ("…" if start else "") + cut + ("…" if start + LENGTH < len(text) else "")

    def _first(self, text: str) -> int | None:
        plain = self._folded(text)
        places = [place for one in self._patterns if (place := _at_a_words_start(one, plain)) >= 0]
        return min(places, default=None)

    def _folded(self, text: str) -> str:
        """One character for one, so that a place in it is a place in the text."""
        return text.lower() if text.isascii() else text.translate(self._folding)

    def _pattern(self, term: str) -> re.Pattern[str]:
        """The words of a term in a row, with whatever signs and line ends between them."""
        plain = self._folded(term)
        parts = [re.escape(part) for part in re.split(r"[\W_]+", plain) if part]
        return re.compile(r"[\W_]+".join(parts) if parts else re.escape(plain))


def _at_a_words_start(pattern: re.Pattern[str], plain: str) -> int:
    """Where it first stands with no letter before it, else -1.

    A look-behind in the pattern would say the same, and keep `re` from looking for the
    pattern's own letters first.
    """
    for found in pattern.finditer(plain):
        place = found.start()
        if place == 0 or not (plain[place].isalnum() and plain[place - 1].isalnum()):
            return place
    return -1


class _Folding(dict[int, str]):
    """Without case and accents, where that leaves a single character; worked out when met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].casefold()
        self[code] = base if len(base) == 1 else character
        return self[code]
