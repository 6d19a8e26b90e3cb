"""Crown Court case numbers, and police unique reference numbers after a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, far, led, said
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_CROWN = Pattern(r"(?<![\w/])[tsa] ?(\d{4})\d{4}(?![\w/])", re.I)
_URN = Pattern(r"\d(?<![\w/]\d)\d[a-z0-9]{2}\d{5,7}\d{2}(?![\w/])", re.I)
_LOOSE = Pattern(r"(?<![\w/])(?:[tsa] ?\d{6,9}|\d{2} ?[a-z0-9]{2} ?\d{5,7} ?\d{2})(?![\w/])", re.I)
_CUE = Cue(
    led("urn|court|crown|trial|case (?:no|num|number|ref)|indictment|hearing|rhif achos|llys", 16)
)
_CLOSE = said("urn|case (?:no|num|number)|rhif achos")
_FAR = replace(_CUE, far=far(r"urn|case (?:no|num|number)"))


class CourtNumbers:
    """The year inside has to be one that a live case could carry, unless the cue has spoken."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_CROWN, 8):
            cued = _CUE.near(doc, *match.span())
            plausible = 1985 <= int(match[1]) <= 2049 and " " not in match.group()
            if cued or (plausible and not OTHER_NUMBER.search(doc.before(match.start()))):
                yield Found(*match.span(), "COURT_CASE", "likely", 86)
        for match in doc.near_digits(_URN, 9):
            if _FAR.near(doc, *match.span()):
                yield Found(*match.span(), "COURT_CASE", "likely", 87)
        for match in doc.near_digits(_LOOSE, 6):
            if _CLOSE.search(doc.before(match.start())):
                yield Found(*match.span(), "COURT_CASE", "likely", 63)
