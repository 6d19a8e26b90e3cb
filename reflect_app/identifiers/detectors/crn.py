"""Case reference numbers (X123456). They carry no check character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, far, led
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_SHAPE = Pattern(r"(?<![\w/.-])[a-z]\d{6}(?![\w/])", re.I)
_MISTYPED = Pattern(r"(?<![\w/.-])(?:[a-z]{0,2} ?\d{5,7}|[a-z][\dOIl]{5,6})(?![\w/])", re.I)
_CUE = Cue(
    led(
        "crn|crns|case ref(?:erence)?(?: (?:no|number))?|(?:n?delius)(?: (?:no|number|ref))?"
        "|rhif achos",
        8,
    ),
    Pattern(r" ?\(?(?:crn|on (?:n?delius))\b"),
)
_FAR = replace(_CUE, far=far(r"crn"))


class CaseReferences:
    """The bare shape anywhere but after "job number" and the like; mistyped after its cue."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_SHAPE, 6):
            cued = _FAR.near(doc, *match.span())
            if cued or not OTHER_NUMBER.search(doc.before(match.start())):
                yield Found(*match.span(), "CRN", "likely", 88 if cued else 78)
        for match in doc.near_digits(_MISTYPED, 4):
            if _CUE.near(doc, *match.span()):
                yield Found(*match.span(), "CRN", "likely", 66)
