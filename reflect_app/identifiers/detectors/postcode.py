"""Postcodes, and the first half of one where the words say that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import OTHER_NUMBER, Cue, Doc, led
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

_SHAPE = Pattern(
    r"(?<![\w/])([a-pr-uwyz][a-hk-y]?)(\d[a-z\d]?) ?(\d[abd-hjlnp-uw-z]{2})(?!\w)", re.I
)
_OUTWARD = Pattern(r"(?<![\w/])([a-pr-uwyz][a-hk-y]?)\d[a-z\d]?(?![\w/])", re.I)
_CUE = Cue(
    Pattern(r"\b(?:post ?code|cod post|address|lives at|living at|cyfeiriad)\b.{0,30}$"),
    reach=60,
)
_NARROW = led("post ?code|cod post", 8)
_AREA_AFTER = Pattern(r" (?:area|postcode|way|end)\b")
_AREAS = frozenset(
    (
        "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN "
        "DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY "
        "L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S "
        "SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR "
        "WS WV YO ZE "
    ).split()
)
_ORDINALS = frozenset({"1ST", "2ND", "3RD", *(f"{digit}TH" for digit in "0456789")})
_UNITS = frozenset({"HR", "ND", "RD", "ST", "TH", "WK", "YR", "FT", "LB", "HS", "ED", "PT"})


class Postcodes:
    """Whole ones in any case; what could as well be an ordinal or a length of time is not."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_SHAPE, 2):
            inward = match[3].upper()
            cued = _CUE.near(doc, *match.span())
            if inward in _ORDINALS and not (cued and match.group().isupper()):
                continue
            known = match[1].upper() in _AREAS
            quiet = not match.group().isupper()
            if not cued and (not known or (quiet and inward[1:] in _UNITS)):
                continue
            if not cued and OTHER_NUMBER.search(doc.before(match.start())):
                continue
            yield Found(*match.span(), "POSTCODE", "likely", 76 if known else 64)
        for match in doc.near_digits(_OUTWARD):
            if match[1].upper() not in _AREAS:
                continue
            if _NARROW.search(doc.before(match.start())):
                yield Found(*match.span(), "POSTCODE", "likely", 60)
            elif match.group()[0].isupper() and _AREA_AFTER.match(doc.after(match.end())):
                yield Found(*match.span(), "POSTCODE", "check", 40)
