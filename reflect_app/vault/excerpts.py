"""The stretch of a text that shows why it was found."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 160
_BEFORE = 50


def excerpt(text: str, words: tuple[str, ...], otherwise: str) -> str:
    """About 160 characters round the first place where one of the words stands.

    Looks without regard to case and accents; gives `otherwise` when the words stand
    elsewhere (in a tag, say).
    """
    place = _first(text, words)
    if place is None:
        return otherwise
    start = max(place - _BEFORE, 0)
    if start:
        gap = text.find(" ", start, place)
        start = gap + 1 if gap >= 0 else start
    cut = " ".join(text[start : start + LENGTH].split())
    return ("…" if start else "") + cut + ("…" if start + LENGTH < len(text) else "")


def _first(text: str, words: tuple[str, ...]) -> int | None:
    folded = "".join(_plain(character) for character in text)
    if len(folded) != len(text):  # never so: `_plain` keeps one for one
        return None
    places = [found.start() for word in words if (found := _pattern(word).search(folded))]
    return min(places, default=None)


def _pattern(term: str) -> re.Pattern[str]:
    """The words of a term in a row, with whatever signs and line ends between them."""
    plain = "".join(_plain(character) for character in term)
    parts = [re.escape(part) for part in re.split(r"[\W_]+", plain) if part]
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(parts) if parts else re.escape(plain))


def _plain(character: str) -> str:
    """One character for one: without case and accents where that is a single character."""
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFD", character)[0].casefold()
    return base if len(base) == 1 else character
