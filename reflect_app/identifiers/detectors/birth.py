"""Dates of birth. A date with no birth about it is usually a shift, and is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
_DATE = Pattern(
    r"(?<![\w/])(?:"
    r"\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: ?of)?[ /-]?" + _MONTHS + r"\b\.?,?(?:[ /-]?(?:\d{4}|'?\d{2}))?"
    r"|" + _MONTHS + r"\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|" + _MONTHS + r"\.? (?:19|20)\d{2}"
    r"|\d{8}|\d{6}|\d{1,2} \d{1,2} (?:\d{4}|\d{2})"
    r")(?![\w/]|[.-]\d)",
    re.I,
)
_YEAR = Pattern(r"[12](?<![\w/.-]\d)(?:(?<=1)9[3-9]\d|(?<=2)0[0-2]\d)(?![\w/]|[.-]\d)")
_BEFORE = Pattern(
    r"(?:\bd\.?o\.?b\b\.?|\bd of b\b|\bdate of birth\b|\bborn\b|\bbirth ?(?:day|"
    r"date)s?\b|\bb'?day\b|"
    r"\bdyddiad geni\b|\bganwyd\b|\bganed\b|\beni ar\b|\bpen-?blwydd\b|\bphen-?blwydd\b|"
    r"\bmhen-?blwydd\b)"
    r"(?:'s)?[ .:,(-]*"
    r"(?:(?:is|was|on|the|in|as|down|given|listed|wrong|recorded|it's|its|around|yw|"
    r"oedd|ar|yn|y|fo|hi|"
    r"ef|e|o|i|his|her|their|of|date|him|down as|falls|also|too|same|say|says|said|at|here|there|"
    r"a|being|and|he|she|put)[ .:,(]+){0,4}$"
)
# A whole date with its year may stand further off, if no other figure comes between.
_FAR = Pattern(r"\b(?:d\.?o\.?b|date of birth|dyddiad geni)\b[^\d\n]{0,44}$")
_WHOLE = Pattern(r".*\d{4}$|\d{4}-.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$|.*[a-z] ?'?\d{2}$", re.I)
_AFTER = Pattern(
    r"[ ,)]*(?:is|was|his|her|'s|being|-|the)?[ ,]*(?:his |her |their |my )?"
    r"(?:d\.?o\.?b\b|date of birth|birthday\b|b'?day\b|pen-?blwydd)"
)
_BORN_NEAR = Pattern(r"\b(?:born|ganwyd|ganed)\b[\w ]{0,24}\b(?:in|yn|on|ar)[ ]$")

_LONG_AGO = Pattern(r"^\d{1,2}(?!\d).*[^\d](?:19[3-9]\d|200[0-9])$")

_NEXT = 48


class BirthDates:
    """Dates and years that stand right by a word of birth. The span is the date alone."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        last = -_NEXT  # where the last date of birth ended
        for match in doc.near_digits(_DATE):
            if _is_birth(doc, match):
                last = match.end()
                yield Found(*match.span(), "DOB", "likely", 91)
            elif _LONG_AGO.search(match.group()):
                # Shifts, hearings and moves are of these years; a whole older date is a life's.
                yield Found(*match.span(), "DOB", "check", 52)
            elif match.start() - last < _NEXT and _WHOLE.match(match.group()):
                # "delius has ..., he says ...": two dates for one birth
                between = doc.text[last : match.start()]
                if "\n" not in between and ". " not in between:
                    yield Found(*match.span(), "DOB", "check", 53)
        for match in doc.near_digits(_YEAR, 4):
            lead = doc.before(match.start(), 64)
            if _BEFORE.search(lead) or _BORN_NEAR.search(lead):
                yield Found(*match.span(), "DOB", "likely", 55)


def _is_birth(doc: Doc, match: re.Match[str]) -> bool:
    lead = doc.before(match.start(), 64)
    if _BEFORE.search(lead) or _BORN_NEAR.search(lead):
        return True
    if match.group().isdigit():
        return False
    if _WHOLE.match(match.group()) and _FAR.search(lead):
        return True
    return _AFTER.match(doc.after(match.end(), 40)) is not None
