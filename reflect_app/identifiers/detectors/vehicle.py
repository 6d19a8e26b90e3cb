"""Vehicle registrations: today's form, prefix, suffix, and dateless ones after a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, led
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_CURRENT = Pattern(r"(?<![\w/])[a-z]{2}(\d{2}) ?[a-z]{3}(?!\w)", re.I)
_SPACED = Pattern(r"(?<![\w/])[a-z]{2} \d{2} [a-z]{3}(?!\w)", re.I)
_PREFIX = Pattern(r"(?<![\w/])[a-z]\d{1,3} ?([a-z]{3})(?!\w)", re.I)
_SUFFIX = Pattern(r"(?<![\w/])([a-z]{3}) ?\d{1,3}[a-z](?!\w)", re.I)
_DATELESS = Pattern(r"(?<![\w/])(?:[a-z]{1,3} ?\d{1,4}|\d{1,4} ?[a-z]{1,3})(?!\w)", re.I)
_CUE = Cue(
    led(
        "reg|regs|registration|number ?plate|plate|plates|vrm|vehicle|car|van|motor|fiesta|corsa|"
        "golf|astra|focus|transit|polo|bmw|audi|merc|clio|vauxhall|ford|vw|nissan|toyota|moped|"
        "motorbike|car cofrestru|cofrestru|plât|fan",
        18,
    ),
    Pattern(r" ?\(?(?:reg|registration|plate|number plate)\b"),
)
_DATELESS_CUE = Pattern(
    r"\b(?:reg|registration|number ?plate|plate|vrm)\b(?: (?:no|number|is|was|of))*[ .:#']*$"
)
_ENDINGS = frozenset(
    [
        "and",
        "not",
        "the",
        "for",
        "you",
        "was",
        "but",
        "had",
        "his",
        "her",
        "him",
        "who",
        "all",
        "out",
        "off",
        "she",
        "saw",
        "got",
    ]
)


class Registrations:
    """Bare in capitals; in lower case, or without a date in it, only beside its cue."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_CURRENT, 2):
            age = int(match[1])
            issued = 2 <= age <= 39 or 51 <= age <= 89
            cued = _CUE.near(doc, *match.span())
            shown = match.group()
            bare = issued and (shown.isupper() or " " not in shown)
            if cued or (bare and not OTHER_NUMBER.search(doc.before(match.start()))):
                yield Found(*match.span(), "VEHICLE_REG", "likely", 73)
        for pattern in (_PREFIX, _SUFFIX):
            yield from self._dated(doc, pattern)
        for pattern, rank in ((_SPACED, 73), (_DATELESS, 57)):
            for match in doc.near_digits(pattern):
                if _DATELESS_CUE.search(doc.before(match.start())) and _mixed(match.group()):
                    yield Found(*match.span(), "VEHICLE_REG", "likely", rank)

    def _dated(self, doc: Doc, pattern: Pattern) -> Iterator[Found]:
        for match in doc.near_digits(pattern):
            cued = _CUE.near(doc, *match.span())
            if not cued and not match.group().isupper():
                continue
            if match[1].lower() in _ENDINGS and " " in match.group():
                continue
            if not cued and OTHER_NUMBER.search(doc.before(match.start())):
                continue
            yield Found(*match.span(), "VEHICLE_REG", "likely" if cued else "check", 59)


def _mixed(shown: str) -> bool:
    return any(c.isdigit() for c in shown) and any(c.isalpha() for c in shown)
