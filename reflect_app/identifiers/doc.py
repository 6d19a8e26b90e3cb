"""One text while it is being read: its normalised copy, its words, and what stands near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from reflect_app.identifiers import never
from reflect_app.identifiers.lists import lexicon
from reflect_app.identifiers.normal import Normal
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflect_app.identifiers.spans import Found


_DIGITS = Pattern(r"\d+")
# How far from a figure the rest of a number, a registration or a date may lie.
_MARGIN = 24


class Doc:
    """The copy that detectors match on. Every offset in here is an offset of `text`."""

    def __init__(self, given: str) -> None:
        self.normal = Normal(given)
        self.text = self.normal.text

    @cached_property
    def lower(self) -> str:
        """`text` in lower case, letter for letter, so that offsets agree."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def tokens(self) -> list[Token]:
        """Every word, in order."""
        return tokenise(self.text, lexicon())

    @cached_property
    def spared(self) -> frozenset[int]:
        """The indices of words that are nobody to protect (theorists, brands, agencies)."""
        return never.spared(self.tokens, lexicon())

    def near_digits(self, pattern: Pattern, least: int = 1) -> Iterator[re.Match[str]]:
        """Matches of a pattern that has a figure in it, looked for only where figures are;
        `least` is how many it has at the very least, and spares it most places."""
        for start, end, figures in self._windows:
            if figures >= least:
                yield from pattern.finditer(self.text, start, end)

    @cached_property
    def _windows(self) -> list[tuple[int, int, int]]:
        windows: list[tuple[int, int, int]] = []
        start = end = -1
        figures = 0
        for match in _DIGITS.finditer(self.text):
            if start >= 0 and match.start() - _MARGIN <= end:
                end = self._word_end(match.end())
                figures += match.end() - match.start()
                continue
            if start >= 0:
                windows.append((start, end, figures))
            figures = match.end() - match.start()
            start, end = max(0, match.start() - _MARGIN), self._word_end(match.end())
        if start >= 0:
            windows.append((start, end, figures))
        return windows

    def _word_end(self, place: int) -> int:
        """A little past `place`, but not in the middle of a word of ordinary length."""
        end = place + _MARGIN
        last = min(len(self.text), end + _MARGIN)
        while end < last and self.text[end].isalnum():
            end += 1
        return min(end, len(self.text))

    def before(self, place: int, reach: int = 40) -> str:
        """The lower-case text that leads up to `place`."""
        return self.lower[max(0, place - reach) : place]

    def after(self, place: int, reach: int = 30) -> str:
        """The lower-case text that follows `place`."""
        return self.lower[place : place + reach]


class Detector(Protocol):
    """One kind of identifier. It only reads; overlaps are settled by the finder."""

    def find(self, doc: Doc) -> Iterable[Found]:
        """Every stretch of this kind, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that, when near, say what a number is. The reach is in characters."""

    before: Pattern
    after: Pattern | None = None
    reach: int = 32
    # Words sure enough to reach across a clause to a number of the right shape.
    far: Pattern | None = None

    def near(self, doc: Doc, start: int, end: int) -> bool:
        """Whether one of the words leads up to the stretch, or follows it."""
        if self.before.search(doc.before(start, self.reach)):
            return True
        if self.far is not None and self.far.search(doc.before(start, _FAR)):
            return True
        return self.after is not None and bool(self.after.match(doc.after(end, self.reach)))


_FAR = 80


# What may stand between the name of a number and the number ("CRN: ", "PNC id (no. ").
_SIGNS = " .:#',=("


def led(words: str, most: int) -> Pattern:
    """A pattern for words with at most so many signs and letters between them and the figure."""
    return Pattern(rf"\b(?:{words})\b[{_SIGNS}\w-]{{0,{most}}}$")


def said(words: str) -> Pattern:
    """A pattern for words with signs alone, or "is", between them and the figure."""
    return Pattern(rf"\b(?:{words})[{_SIGNS}-]*(?:is|was|yw)? ?$")


def far(words: str) -> Pattern:
    """A pattern for words that reach on until the next figure, line or end of sentence."""
    return Pattern(rf"\b(?:{words})\b[^\d\n.!?]{{0,64}}$")


# What else a bare run of letters and digits often is: no cue of our own beats one of these.
OTHER_NUMBER = Pattern(
    r"\b(?:job|order|orders|invoice|model|part|serial|ticket|asset(?: tag)?|tag|meter|"
    r"batch|engineer'?s?|"
    r"delivery|parcel|tracking|receipt|docket|purchase|po number|product|item|catalogue|"
    r"printer|boiler|cctv|camera|version|booking|error|fault|extinguisher|alarm|panel|key|"
    r"form|helpdesk|locker|room|flight|bus|train|route|call ref|policy|claim|version|kit)"
    r"(?:'s)?(?: (?:no|number|num|ref|reference|code|id|is|was|said))*[ .:#-]*$"
)
