"""National Insurance numbers (QQ 12 34 56 C)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reflect_app.identifiers.doc import Cue, Doc, far, said
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_SHAPE = Pattern(r"(?<![\w/])[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d](?!\w)", re.I)
_MISTYPED = Pattern(r"(?<![\w/])[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{1,3}[ -]?[a-z]?(?!\w)", re.I)
_CUE = Cue(
    said(
        r"(?:nino|n\.?i\.?|nat(?:ional)? ins(?:urance)?|yswiriant gwladol|yg)\b"
        r"(?: ?(?:no|num|number))?"
    )
)
_FAR = replace(_CUE, far=far(r"nino|(?:ni|nat(?:ional)? ins(?:urance)?) ?(?:no|num|number)"))
_NEVER = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def prefix_passes(prefix: str) -> bool:
    """Whether two letters may open a number that was really issued."""
    first, second = prefix[0].upper(), prefix[1].upper()
    return first not in "DFIQUV" and second not in "DFIQUVO" and prefix.upper() not in _NEVER


class InsuranceNumbers:
    """The prefix decides, unless the cue has."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_SHAPE, 6):
            cued = _FAR.near(doc, *match.span())
            if cued or prefix_passes(match.group()[:2]):
                yield Found(*match.span(), "NINO", "likely", 94 if cued else 85)
        for match in doc.near_digits(_MISTYPED, 5):
            if _CUE.near(doc, *match.span()):
                yield Found(*match.span(), "NINO", "likely", 65)
