"""Prison numbers (A1234BC). They carry no check character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, far, led
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_TIGHT = Pattern(r"(?<![\w/])[a-z]\d{4}[a-z]{2}(?!\w)", re.I)
_SPACED = Pattern(r"(?<![\w/])[a-z][ -]?\d{4}[ -]?[a-z]{2}(?!\w)", re.I)
# With the cue, one key too many or too few is still a number somebody could look up.
_MISTYPED = Pattern(r"(?<![\w/])[a-z]{1,2} ?\d{3,5} ?[a-z]{1,3}(?!\w)", re.I)
_CUE = Cue(
    led(
        "prison (?:no|num|number|ref)|prisoner (?:no|number)|noms?(?: (?:no|number|id))?|"
        "nomis(?: (?:no|number|id))?|rhif carchar|carchar",
        14,
    )
)
_FAR = replace(_CUE, far=far(r"prison(?:er)? (?:no|num|number)|noms?(?: (?:no|number|id))?"))


class PrisonNumbers:
    """Bare when written tight or in capitals; anything close to it after its cue."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_SPACED, 4):
            start, end = match.span()
            shown = match.group()
            cued = _FAR.near(doc, start, end)
            tight = _TIGHT.fullmatch(shown) is not None
            if not cued and (OTHER_NUMBER.search(doc.before(start)) or not (tight or _loud(shown))):
                continue
            yield Found(start, end, "PRISON_NUMBER", "likely", 90 if cued else 80)
        for match in doc.near_digits(_MISTYPED, 3):
            if _CUE.near(doc, *match.span()):
                yield Found(*match.span(), "PRISON_NUMBER", "likely", 70)


def _loud(shown: str) -> bool:
    """Written in capitals, and not a year between two short words ("I 2024 AM")."""
    return shown.isupper() and shown[1:].strip()[:2] not in ("19", "20")
