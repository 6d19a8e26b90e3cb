"""Street addresses, from a flat's number to a road's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.spans import Found

_KINDS = (
    "road|rd|street|st|avenue|ave|lane|ln|close|cl|drive|dr|way|grove|gr|terrace|terr|crescent|cres|"
    "gardens|gdns|place|pl|court|ct|walk|row|mews|hill|park|square|sq|view|rise|parade|green|"
    "boulevard|croft|gate|wharf|yard|quay|bank|vale|mount"
)
_SURE = (
    "road|rd|street|avenue|ave|lane|drive|grove|terrace|crescent|cres|gardens|gdns|mews|parade|"
    "boulevard|close|st"
)
_NAME = r"[^\W\d_][^\W\d_'.-]{1,24}"
_FLAT = r"(?:flat|apt|apartment|unit|room|studio|bedsit|fflat)\.? ?\d{1,4}[a-z]?"
_HOUSE = r"\d{1,4}[a-z]?(?:[-/]\d{1,3})?"
_NUMBERED = re.compile(
    rf"(?<![\w/.:£-])(?:{_FLAT}(?:,? (?:of|at)? ?|, ))?(?:(?:{_NAME} ){{1,2}}(?:house|court|heights|"
    rf"lodge|towers?|point),? )?{_HOUSE},? (?:{_NAME} ){{1,3}}?(?:{_KINDS})\b\.?",
    re.I,
)
_FLAT_AT = re.compile(
    rf"(?<![\w/])(?:{_FLAT}),? (?:(?:{_NAME}) ){{1,2}}(?:house|court|heights|lodge|towers?|point)\b",
    re.I,
)
_NAMED = re.compile(rf"(?<![\w'-])((?:{_NAME} ){{1,3}})(?:{_SURE})\b", re.I)
_WELSH = re.compile(
    r"(?<![\w'-])(?:\d{1,4}[a-z]?,? )?(?:Heol|Ffordd|Stryd|L[oô]n|Rhodfa|Clos|Maes|Tan[- ]y|Bryn)"
    r"(?:[ -](?:y|yr|Y|Yr|[^\W\d_a-z][^\W\d_]{2,24})){1,3}"
)
_LOWER_LEAD = re.compile(
    r"\b(?:on|off|in|behind|down|up|at|to|from|along|round|outside|near|of|lives|live|ar|o)$"
)
_UNITS = re.compile(
    r"\d+ (?:(?:min|minute|hour|hr|mile|day|week|month|year|yr|more|other|of|people|lads|men|staff|"
    r"steps|miles|minutes|hours|times|or|to|and|in|the|a|new|long|different|good|bad|rooms?|pm|am|"
    r"residents?|way|down|up|out|from|on|at)s?\b)",
    re.I,
)
_PLAIN = frozenset(
    "the a an my his her our their this that main side back busy long quiet same whole open long next "
    "no every other one wrong right dark bus on in of at to down up off across along over from by into "
    "around round middle cross crossing hit new old ring slip dirt private toll country one-way and or "
    "is was far half some any what which whose all our middle nearest narrow closed i he she it we they".split()
)
_NEVER = frozenset(
    "coronation downing fleet sesame wall easy quality harley abbey grub memory civvy ramsay brookside "
    "albert coal queer".split()
)


class Addresses:
    """Numbered addresses in any case; roads by name alone if capitalised or led up to."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in _NUMBERED.finditer(doc.text):
            if _UNITS.match(match.group()) or _ends_plain(match.group()):
                continue
            yield Found(
                match.start(), match.end() - match.group().endswith("."), "ADDRESS", "likely", 72
            )
        for match in _FLAT_AT.finditer(doc.text):
            yield Found(*match.span(), "ADDRESS", "likely", 70)
        for match in _WELSH.finditer(doc.text):
            yield Found(*match.span(), "ADDRESS", "likely", 63)
        yield from self._named(doc)

    def _named(self, doc: Doc) -> Iterator[Found]:
        for match in _NAMED.finditer(doc.text):
            words = match[1].split()
            if any(word.lower() in _NEVER for word in words):
                continue
            start = match.start()
            capital = match.group()[len(match[1]) :][:1].isupper()
            while words and (words[0].lower() in _PLAIN or (capital and not words[0][0].isupper())):
                start += len(words.pop(0)) + 1
            if not words:
                continue
            if capital:
                yield Found(start, match.end(), "ADDRESS", "likely", 71)
            elif len(words) < 3 and _LOWER_LEAD.search(
                doc.lower[max(0, start - 12) : start].rstrip()
            ):
                if not match.group().lower().endswith(("close", "drive", " st")):
                    word = words[-1].lower()
                    if word not in _PLAIN:
                        yield Found(start, match.end(), "ADDRESS", "likely", 59)


def _ends_plain(shown: str) -> bool:
    """Figures and a noun that only look like an address ("2 a long way")."""
    words = shown.lower().replace(",", " ").split()
    return any(word in _PLAIN for word in words[1:-1])
