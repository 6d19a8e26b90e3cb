r"""Regular expressions that are compiled at their first use.

There are about a hundred, and most are only ever asked of a text with figures in it: compiled
at import they cost more time than all the word lists. None nests a repeat in a repeat, so none
can blow up on a hostile text; `tests/identifiers/test_finder.py` tries. One that begins with a
figure looks behind it only then (`\d(?<!x\d)`): the engine skips to figures, which is faster.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class Pattern:
    """What `re.compile` gives, later. Positions mean what they mean there."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _made(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """A match that begins at `start`."""
        return self._made().match(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match."""
        return self._made().search(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of the whole text."""
        return self._made().fullmatch(text)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Every match, none over another."""
        return self._made().finditer(text, start, end)
