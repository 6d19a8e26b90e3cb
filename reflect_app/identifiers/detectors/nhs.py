"""NHS numbers: ten digits, the last one a check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, far, said
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_SHAPE = Pattern(r"\d(?<![\w+/.-]\d)\d{2}[ .-]?\d{3}[ .-]?\d{4}(?![\w/]|[.-]\d)")
_MISTYPED = Pattern(r"\d(?<![\w+/.-]\d)(?:[ .-]?\d){7,11}(?![\w/])")
_CUE = Cue(said(r"(?:nhs|rhif gig|gig)\b(?: ?(?:no|num|number|nr|id))?s?"))
_FAR = replace(_CUE, far=far(r"(?:nhs|gig) ?(?:no|num|number|nr)"))


def passes(digits: str) -> bool:
    """Whether ten digits carry the right check digit (weights 10 to 2, modulo 11)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = 11 - total % 11
    return (0 if check == 11 else check) == int(digits[9])


class HealthNumbers:
    """A number that passes its check, or any number of about that length after its cue."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_SHAPE, 10):
            digits = re.sub(r"\D", "", match.group())
            cued = _FAR.near(doc, *match.span())
            passed = passes(digits) and len(set(digits)) > 1 and digits[0] != "0"
            if cued or (passed and not OTHER_NUMBER.search(doc.before(match.start()))):
                yield Found(*match.span(), "NHS_NUMBER", "likely", 95 if cued else 82)
        for match in doc.near_digits(_MISTYPED, 8):
            if _CUE.near(doc, *match.span()):
                yield Found(*match.span(), "NHS_NUMBER", "likely", 69)
