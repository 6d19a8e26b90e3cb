"""Street addresses, from a flat's number to a road's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import WORD, lexicon
from reflect_app.identifiers.normal import fold
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_KINDS = (
    "road|rd|street|st|avenue|ave|lane|ln|close|cl|drive|dr|way|grove|gr|terrace|terr|crescent|cres|"
    "gardens|gdns|place|pl|court|ct|walk|row|mews|hill|park|square|sq|view|rise|parade|green|"
    "boulevard|croft|gate|wharf|yard|quay|bank|vale|mount|cottages|cotts|villas|fold|brow|wynd|brae|"
    "garth|nook|dell|hollow"
)
# Kinds that make a road of the capitalised words before them, with no number.
_ROADS = frozenset(
    "road rd street st avenue ave lane drive grove terrace crescent cres gardens gdns mews "
    "parade boulevard close".split()
)
# Kinds that are other things as often.
_MAYBE_ROADS = frozenset("row walk rise mount square hill wharf quay way place view green".split())
_UNSURE_ROADS = frozenset("close drive st gardens parade".split())
_NAME = r"[^\W\d_](?:[^\W\d_]|['.-](?=[^\W\d_])|\.(?= )){1,24}"
_FLAT = r"(?:flat|apt|apartment|unit|room|studio|bedsit|fflat)\.? ?\d{1,4}[a-z]?"
_NUMBERED = Pattern(
    rf"\d(?<![\w/.:£-]\d)\d{{0,3}}[a-z]?(?:[-/]\d{{1,3}})?,? (?:{_NAME} ){{1,3}}?(?:{_KINDS})\b\.?",
    re.I,
)
_THE = Pattern(
    r"\d(?<![\w/.:£-]\d)\d{0,3}[a-z]? the (?:crescent|close|green|avenue|grove|square|mews|lane|"
    r"parade|drive|hawthorns|willows|limes|paddocks?|spinney|croft|maltings|oaks|elms|cottages|"
    r"orchards?|meadows?|beeches|laurels|hollies|firs|pines|poplars|gables|gardens|row|terrace|"
    r"street|walk|rise|hill|park|mount|shrubbery|sidings|moorings|brambles)\b",
    re.I,
)
# Behind a road: the flat in it ("14 Abbey Hill, Flat 3"). In front of one: the house on it.
_FLAT_BEHIND = Pattern(rf", ?{_FLAT}\b", re.I)
_HOUSE_BEFORE = Pattern(
    r"(?<![\w'-])(?:(?:Flat|Apt|Apartment|Unit|Room) \d{1,4}[A-Za-z]?,? )?"
    r"(?:[A-Z][\w'-]{1,24} ){1,2}(?:House|Cottage|Lodge|Farm|Court|Bungalow|Villa), $"
)
_BUILDING = rf"(?:{_NAME} ){{1,2}}(?:house|court|heights|lodge|towers?|point),? "
_LEAD_IN = Pattern(rf"(?<![\w/])(?:{_FLAT}(?:,? (?:of |at )?|, ))(?:{_BUILDING})?$", re.I)
_FLAT_AT = Pattern(
    rf"(?<![\w/])(?:{_FLAT}),? (?:(?:{_NAME}) ){{1,2}}"
    r"(?:house|court|heights|lodge|towers?|point)\b",
    re.I,
)
_WELSH = Pattern(
    r"(?<![\w'-])(?:\d{1,4}[a-z]?,? )?(?:Heol|Ffordd|Stryd|L[oô]n|Rhodfa|Clos|Maes|Tan[- ]y|Bryn)"
    r"(?:[ -](?:y|yr|Y|Yr|[^\W\d_a-z][^\W\d_]{2,24})){1,3}"
)
_LEADS = frozenset(
    "on off in behind down up at to from along round outside near of lives live ar o and".split()
)
_UNITS = Pattern(
    r"\d+ (?:(?:min|minute|hour|hr|mile|day|week|month|year|yr|more|other|of|people|lads|men|staff|"
    r"steps|miles|minutes|hours|times|or|to|and|in|the|a|new|long|different|good|bad|rooms?|pm|am|"
    r"residents?|way|down|up|out|from|on|at)s?\b)",
    re.I,
)
_PLAIN = frozenset(
    "the a an my his her our their this that main side back busy long quiet same whole open "
    "long next no every other one wrong right dark bus on in of at to down up off across along "
    "over from by into around round middle cross crossing hit new old ring slip dirt private "
    "toll country one-way and or is was far half some any what which whose all our middle "
    "nearest narrow closed i he she it we they".split()
)
_NEVER = frozenset(
    "coronation downing fleet sesame wall easy quality harley abbey grub memory civvy ramsay "
    "brookside albert coal queer".split()
)


_MOST_NAMES = 3
_MOST_PARTS = 3
# Words of one line behind a comma: the next part of an address, if it is one.
_NEXT_PART = Pattern(rf", ?((?:{_NAME})(?: {_NAME}){{0,2}})", re.I)
_LEAST_LETTERS = 3


class Addresses:
    """Numbered addresses in any case; roads by name alone if capitalised or led up to."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_NUMBERED):
            shown = match.group()
            if _UNITS.match(shown) or _ends_plain(shown):
                continue
            lead = _LEAD_IN.search(doc.text, max(0, match.start() - 70), match.start())
            start = lead.start() if lead else match.start()
            end = _onward(doc, match.end() - shown.endswith("."))
            yield Found(start, end, "ADDRESS", "likely", 72)
        for match in doc.near_digits(_THE):
            yield Found(match.start(), _onward(doc, match.end()), "ADDRESS", "likely", 72)
        for match in doc.near_digits(_FLAT_AT):
            yield Found(match.start(), _onward(doc, match.end()), "ADDRESS", "likely", 72)
        for match in _WELSH.finditer(doc.text):
            house = match.group().startswith("Bryn ")  # with no number, a building
            yield Found(*match.span(), "PREMISES" if house else "ADDRESS", "likely", 63)
        for token in doc.tokens:
            if token.key in _ROADS:
                yield from self._named(doc, token, "likely")
            elif token.key in _MAYBE_ROADS:
                yield from self._named(doc, token, "check")

    def _named(self, doc: Doc, road: Token, tier: Tier) -> Iterator[Found]:
        """A road by its name: "Cemetery Road" anywhere, "on victoria street" after a lead."""
        tokens, first = doc.tokens, road.index
        while first and road.index - first < _MOST_NAMES and _is_named(tokens, first, road):
            first -= 1
        names = tokens[first : road.index]
        if not names or any(token.key in _NEVER for token in names) or _generic(names):
            return
        if road.capital:
            house = _HOUSE_BEFORE.search(doc.text, max(0, names[0].start - 60), names[0].start)
            if house is not None:
                end = _onward(doc, road.end)
                yield Found(house.start(), end, "ADDRESS", "likely", 74)
            yield Found(names[0].start, road.end, "ADDRESS", tier, 71 if tier == "likely" else 46)
            return
        led = first > 0 and tokens[first].gap == " " and tokens[first - 1].key in _LEADS
        if led and road.key not in _UNSURE_ROADS and len(names) < _MOST_NAMES:
            yield Found(names[0].start, road.end, "ADDRESS", tier, 59 if tier == "likely" else 46)


def _generic(names: list[Token]) -> bool:
    """Every town has a High Street."""
    return len(names) == 1 and names[0].key == "high"


def _is_named(tokens: list[Token], place: int, road: Token) -> bool:
    """Whether the word before `place` is part of the road's name."""
    token, prior = tokens[place], tokens[place - 1]
    if token.gap not in (" ", "-") or len(prior.key) < _LEAST_LETTERS or prior.loud:
        return False
    return prior.key not in _PLAIN and (prior.capital or not road.capital)


def _onward(doc: Doc, end: int) -> int:
    """The address with the road and the town behind it ("9 Mill Row, Back Lane, Ormskirk")."""
    flat = _FLAT_BEHIND.match(doc.text, end)
    if flat is not None:
        end = flat.end()
    for _ in range(_MOST_PARTS):
        match = _NEXT_PART.match(doc.text, end)
        if match is None:
            break
        words = match[1].split()
        road = len(words) > 1 and words[-1].lower() in _ROADS and words[0][0].isupper()
        while words and not road and not _is_town(words):
            words.pop()
        if not words:
            break
        end = match.start(1) + len(" ".join(words))
    return end


def _is_town(words: list[str]) -> bool:
    """A listed place, as it is written in an address."""
    key = fold(" ".join(words).replace("-", " "))
    return lexicon().places.get(key, "") in ("T", "V") and (
        words[0][0].isupper() or not lexicon().flags(key) & WORD
    )


def _ends_plain(shown: str) -> bool:
    """Figures and a noun that only look like an address ("2 a long way")."""
    names = shown.replace(",", " ").split()[1:]
    if all(word[0].isupper() and word[1:].islower() for word in names):
        return False  # "22 Back Lane"
    words = shown.lower().replace(",", " ").split()
    return any(word in _PLAIN for word in words[1:-1])
