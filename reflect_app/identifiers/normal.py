"""A normalised copy to match on, and the way back to the text as given.

The copy has composed accents, straight quotes, plain spaces and hyphens and ASCII digits, and
no invisible marks (zero-width, bidi, soft hyphen), so that none of them hides a name or a
number. Every offset leads back to a whole character of the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_REPLACED = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u0060\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-"),
    "\uff0f": "/",
    "\u2215": "/",
    "\u2044": "/",
}
# More marks than any language stacks on one letter: the rest are dropped unread, because
# ordering a very long run of marks takes time that grows with its square.
_MARKS_KEPT = 4


class Normal:
    """The copy (`text`) and its map back. Stretches that kept their length share one row."""

    __slots__ = ("_from", "_size", "_to", "text")

    def __init__(self, given: str) -> None:
        self._from: list[int] = [0]  # where each row begins in the copy
        self._to: list[int] = [0]  # where it begins in the original
        self._size: list[int] = [1]  # characters of the original per character of the copy
        self.text = given if given.isascii() else self._copy(given)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind `start`..`end` of the copy (not empty)."""
        first, last = self._row(start), self._row(end - 1)
        begin = self._to[first] + (start - self._from[first])
        finish = self._to[last] + (end - 1 - self._from[last]) + self._size[last]
        return begin, finish

    def _row(self, place: int) -> int:
        return bisect_right(self._from, place) - 1

    def _copy(self, given: str) -> str:
        parts: list[str] = []
        made = 0  # length of the copy so far
        expected = 0  # where in the original the open row says that its next character is
        for piece, place, size in _pieces(given):
            if (size == 1 and len(piece) == 1) or size == len(piece):
                if place != expected or self._size[-1] != 1:
                    self._open(made, place, 1)
                expected = place + size
            else:
                self._open(made, place, size)
                expected = -1
            parts.append(piece)
            made += len(piece)
        return "".join(parts)

    def _open(self, made: int, place: int, size: int) -> None:
        if self._from[-1] == made:
            self._to[-1], self._size[-1] = place, size
        else:
            self._from.append(made)
            self._to.append(place)
            self._size.append(size)


def _pieces(given: str) -> Iterator[tuple[str, int, int]]:
    """(text for the copy, place in the original, length there); one character unless equal."""
    place = 0
    for match in _NON_ASCII.finditer(given):
        start, end = match.span()
        if start < place:
            continue
        # A combining mark belongs to the letter before it, which may be plain ASCII.
        if start > place and unicodedata.combining(given[start]):
            start -= 1
        if start > place:
            yield given[place:start], place, start - place
        yield from _clusters(given, start, end)
        place = end
    if place < len(given):
        yield given[place:], place, len(given) - place


def _clusters(given: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    at = start
    while at < end:
        after = at + 1
        while after < end and unicodedata.category(given[after])[0] == "M":
            after += 1  # the vowel signs of Indic scripts, too
        char = _plain(given[at])
        if char and after > at + 1:
            composed = unicodedata.normalize("NFC", char + given[at + 1 : after][:_MARKS_KEPT])
            char = composed[0]
        if char:
            yield char, at, after - at
        at = after


def _plain(char: str) -> str:
    """One character for the copy, or nothing for a mark that cannot be seen."""
    if char < "\x80":
        return char
    replaced = _REPLACED.get(char)
    if replaced is not None:
        return replaced
    kind = unicodedata.category(char)
    if kind == "Zs":
        return " "
    if kind in ("Cf", "Mn", "Mc", "Me"):
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    composed = unicodedata.normalize("NFC", char)
    return composed if len(composed) == 1 else char


def fold(word: str) -> str:
    """Lower case with accents taken off: the form that lists are keyed by."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    spread = unicodedata.normalize("NFD", lowered.translate(_LETTERS))
    return "".join(c for c in spread if not unicodedata.combining(c))


_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
