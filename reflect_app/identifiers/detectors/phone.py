"""Telephone numbers of people. Helplines and freephone numbers are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, led
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found, Tier

_SHAPE = Pattern(
    r"(?<![\w.#])(?:(?:\+|00) ?44[ -]?\(?0?\)?[ -]?|\(?0)"
    r" ?[1-9](?:[ ()./-]{0,2}\d){7,10}(?!\d|/(?!0))"
)
_ABROAD = Pattern(r"(?<![\w/.])(?:\+|00)(?!44)[1-9]\d{0,2}(?:[ ()-]{0,2}\d){7,11}(?!\d)")
_LOOSE = Pattern(r"\d(?<![\w/.#+-]\d)(?:[ -]?\d){4,12}(?![\w/])")
_CUE = Cue(
    led(
        "phone|mobile|mob|moby|mobi|cell|ph|tel|telephone|landline|number|num|ring|rang|call|"
        "called|text|texted|whatsapp|ffon|ff[oô]n|symudol|rhif ff[oô]n|ffonio",
        16,
    )
)
_DIRECT = Pattern(
    r"\b(?:phone|mobile|mob|moby|mobi|cell|ph|tel|telephone|landline|ring|rang|text|whatsapp|"
    r"symudol|"
    r"ff[oô]n|ffonio)\b"
    r"[ .:#]*(?:(?:no|number|num|him|her|them|me|back|is|was|on|ar|yw)[ .:#]+){0,3}$"
)
_SPARED = frozenset(
    [
        "116123",
        "03001233393",
        "03001236600",
        "03001022234",
        "03001238000",
        "03444775774",
        "03444111444",
        "03003031000",
        "03330000000",
        "01708765200",
        "08457909090",
    ]
)


def _digits(shown: str) -> str:
    digits = re.sub(r"\D", "", shown.replace("(0)", ""))
    if shown.startswith("+") or digits.startswith("0044"):
        digits = "0" + re.sub(r"^(?:00)?44", "", digits)
    return digits


def _tier(digits: str) -> Tier:
    """Numbers that organisations have, and those not given out, are only worth a look."""
    return "likely" if digits[1] in "127" else "check"


def _clock(shown: str) -> bool:
    """A row of times of day ("0200 0400 0600") rather than a number."""
    groups = shown.split()
    return len(groups) > 1 and all(
        len(group) == 4 and group.isdigit() and group < "2400" and group[2] < "6"
        for group in groups
    )


class PhoneNumbers:
    """National and international forms, spaced anyhow; short ones only after their cue."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_SHAPE, 8):
            shown = match.group()
            digits = _digits(shown)
            if len(digits) not in (10, 11) or digits[:3] in ("080",) or digits in _SPARED:
                continue
            if _clock(shown) or OTHER_NUMBER.search(doc.before(match.start())):
                continue
            if ("." in shown or "/" in shown) and not _CUE.near(doc, *match.span()):
                continue
            yield Found(*match.span(), "PHONE", _tier(digits), 81)
        for match in doc.near_digits(_ABROAD, 8):
            yield Found(*match.span(), "PHONE", "likely", 79)
        for match in doc.near_digits(_LOOSE, 5):
            digits = re.sub(r"\D", "", match.group())
            if digits in _SPARED or digits.startswith(("080", "116123")) or _clock(match.group()):
                continue
            if _DIRECT.search(doc.before(match.start())) and len(digits) >= 6:
                yield Found(*match.span(), "PHONE", "likely" if len(digits) > 8 else "check", 58)
