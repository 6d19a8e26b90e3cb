"""Police national computer and criminal record office numbers, with their check letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, far, led
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PNC = Pattern(r"(?<![\w/])(?:(\d{4}|\d{2})[/ ](\d{1,7})|(\d{4})(\d{7}))([a-z])(?![\w/])", re.I)
_PNC_CUED = Pattern(r"\d(?<![\w/]\d)(?:\d{3}|\d)[/ -]?\d{1,8}[a-z]?(?![\w/])", re.I)
_PNC_CUE = Cue(led("pnc(?:id)?", 14), Pattern(r" ?\(?(?:pnc|on pnc)\b"))
_CRO = Pattern(
    r"(?<![\w/])(?:(\d{1,6})/(\d{2})([a-z])|sf ?(\d{2})/(\d{1,6})([a-z]))(?![\w/])", re.I
)
_CRO_CUED = Pattern(r"(?<![\w/])(?:sf ?)?\d{1,6}[/ -]\d{1,6}[a-z]?(?![\w/])", re.I)
_CRO_CUE = Cue(led("cro", 14), Pattern(r" ?\(?cro\b"))
_PNC_FAR = replace(_PNC_CUE, far=far(r"pnc"))
_CRO_FAR = replace(_CRO_CUE, far=far(r"cro"))


def check_letter(year: str, serial: str, width: int) -> str:
    """The letter that closes a number: year's last two digits and the padded serial, mod 23."""
    return _LETTERS[int(year[-2:] + serial.zfill(width)) % 23]


def pnc_passes(year: str, serial: str, letter: str) -> bool:
    """Whether a PNC number's letter is the right one and its year can be."""
    plausible = len(year) == 2 or year[:2] in ("19", "20")
    return plausible and check_letter(year, serial, 7) == letter.upper()


def cro_passes(year: str, serial: str, letter: str, *, short_file: bool = False) -> bool:
    """Whether a CRO number's letter is right. Short-file serials are padded to 5 in one
    published version and to 6 in another, so either will do."""
    widths = (5, 6) if short_file else (6,)
    return any(check_letter(year, serial, width) == letter.upper() for width in widths)


class PoliceNumbers:
    """PNC numbers. The letter decides, unless the cue has."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_PNC, 3):
            year = match[1] or match[3]
            serial = match[2] or match[4]
            cued = _PNC_FAR.near(doc, *match.span())
            passed = pnc_passes(year, serial, match[5]) and len(serial) > 1
            if "/" not in match.group() and match[1]:
                passed = False  # written with a space: too like a time or a count
            if cued or (passed and not OTHER_NUMBER.search(doc.before(match.start()))):
                yield Found(*match.span(), "PNC", "likely", 92 if cued else 84)
        for match in doc.near_digits(_PNC_CUED, 3):
            if len(match.group()) > 5 and _PNC_CUE.near(doc, *match.span()):
                yield Found(*match.span(), "PNC", "likely", 68)


class RecordOfficeNumbers:
    """CRO numbers, ordinary and short-file."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_CRO, 3):
            cued = _CRO_FAR.near(doc, *match.span())
            if match[4]:
                passed = cro_passes(match[4], match[5], match[6], short_file=True)
            else:
                passed = cro_passes(match[2], match[1], match[3]) and len(match[1]) > 1
            if cued or (passed and not OTHER_NUMBER.search(doc.before(match.start()))):
                yield Found(*match.span(), "CRO", "likely", 93 if cued else 83)
        for match in doc.near_digits(_CRO_CUED, 2):
            if _CRO_CUE.near(doc, *match.span()):
                yield Found(*match.span(), "CRO", "likely", 67)
