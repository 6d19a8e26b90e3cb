"""Ages of people, in figures and in words; never how long something lasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.spans import Found, Tier

_UNITS_EN = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fourty fifty sixty seventy eighty ninety"
_WORD = (
    "(?:(?:"
    + "|".join(_TENS.split())
    + ")(?:[ -](?:"
    + "|".join(_UNITS_EN.split())
    + "))?|"
    + "|".join([*_TEENS.split(), *_UNITS_EN.split()])
    + ")"
)
_NUMBER = rf"(?:1[01]\d|\d{{1,2}}|{_WORD})"
_GUARD = r"(?<![\w.,:/£$-])"
_ENDS = r"(?![\w%£/]|[.:,]\d|[ -]?(?:st|nd|rd|th)\b)"

_AGED = re.compile(
    rf"\b(?:aged?|ages|oed|oedran)(?: (?:of|is|was|about|only|just|around))?[ :]+({_NUMBER}){_ENDS}",
    re.I,
)
_YEAR_OLD = re.compile(
    rf"{_GUARD}({_NUMBER})(?:[ -]?(?:and a half))?[ -]*(?:years?|yrs?|yr|months?|mths?)?[ -]?"
    r"(?:olds?|/o|y/?o|yo|oed)\b",
    re.I,
)
_YO = re.compile(
    rf"{_GUARD}(\d{{1,2}}) ?(?:y/?o|yr?s? ?old|yrs? of age|years of age|mlwydd oed|blwydd oed|oed)\b",
    re.I,
)
_OF_AGE = re.compile(rf"{_GUARD}({_NUMBER}) (?:years|yrs) of age\b", re.I)
_IS = re.compile(
    r"\b(?:he|she|they|who|lad|man|woman|girl|boy|lass|son|daughter|mum|dad|brother|sister|wife|partner)"
    rf"(?:'s|s|'re| is| are| was| were)(?: (?:only|just|about|still|barely|nearly|almost|now|maybe|like|"
    rf"probably|all of|what|already|around))* ({_NUMBER}){_ENDS}",
    re.I,
)
_CHILD = re.compile(
    r"\b(?:son|daughter|lad|boy|girl|lass|kid|child|niece|nephew|grandson|granddaughter|youngest|"
    rf"eldest|oldest|baby)(?:'s|s| is| was|,)? ({_NUMBER}){_ENDS}",
    re.I,
)
_WAS_WHEN = re.compile(
    rf"\b(?:was|were|is|i'm|im|am|be|being|he's|hes|she's|shes|only|just|like (?:he|she|i) was)"
    rf" ({_NUMBER})(?= when\b|[.!?,;]|$| bless\b| and (?:looks?|still|has|had|never|he|she|scared))",
    re.I,
)
_ONLY = re.compile(rf"(?:^|[.!?\n,-] ?|\b(?:is|was|s) )only (\d{{2}}){_ENDS}", re.I)
_I_AM = re.compile(
    rf"\b(?:i'm|im|i am)(?: (?:only|just|nearly|almost|now))* ({_NUMBER}){_ENDS}", re.I
)
_TURNED = re.compile(
    r"\b(?:turned|turning|turns|hit|pushing|reached|hitting|gone|knocking on)"
    rf"(?: (?:he|she) (?:was|turned|is))?(?: (?:just|only))? ({_NUMBER}){_ENDS}",
    re.I,
)
_BIRTHDAY = re.compile(rf"{_GUARD}(\d{{1,2}})(?:st|nd|rd|th) (?:birthday|b'?day)\b", re.I)
_AT_AGE = re.compile(
    rf"\b(?:at|from|since|until|till|by) (?:the )?age (?:of )?({_NUMBER}){_ENDS}", re.I
)
_MAN_OF = re.compile(
    r"\b(?:man|woman|lad|girl|boy|person|bloke|lady|gentleman|chap|fella|resident|child|kid)"
    rf" of (?:about |only |just |nearly )?({_NUMBER}){_ENDS}",
    re.I,
)
_DECADE = re.compile(
    r"\b(?:in|into) (?:his|her|their|my) (?:(?:early|mid|late)[ -]?)?"
    r"(twenties|thirties|forties|fifties|sixties|seventies|eighties|teens|(?:20|30|40|50|60|70|80)'?s)\b",
    re.I,
)
_BRACKET = re.compile(r"(?<=[a-z]) ?\((\d{2})(?:, [mf]|[mf]|yrs?|yo)?\)", re.I)
_COMMA = re.compile(r"(?<=[a-z]), (\d{2}),", re.I)

# What may follow a number that is no age: a length, a count, a score.
_COUNTED = re.compile(
    r"[ -]?(?:years? (?!old|of age)|yrs? (?!old|of age)|year\b(?! ?-?old)|years\b(?! ?-?old| of age)|"
    r"months?\b(?! ?-?old)|weeks?\b(?! ?-?old)|days?\b|hours?\b|hrs?\b|min(?:ute)?s?\b|seconds?\b|"
    r"feet\b|foot\b|ft\b|stone\b|inches\b|miles?\b|per ?cent\b|percent\b|times?\b|of (?:the|them|us|those)\b|"
    r"to one\b|out of\b|pounds?\b|quid\b|grand\b|steps?\b|people\b|pages?\b|minutes\b|late\b|"
    r"weeks\b|points?\b|things\b|pm\b|am\b|o'clock\b|in the (?:morning|afternoon)|down\b|nil\b|doors\b|"
    r"down\b|cm\b|kg\b|mg\b|different\b|separate\b|sessions?\b|shifts?\b|nights?\b|in a row\b|rooms?\b|"
    r"residents?\b|staff\b|kids?\b|children\b|and in\b|more\b|or \w+ (?:times|minutes|days|weeks)\b|"
    r"[a-z]+s ago\b)"
)
_THINGS = re.compile(
    r"[ -]*(?:year|yr|month|week)?s?[ -]?(?:old )?(?:building|house|car|van|carpet|carpets|laptop|computer|pc|system|"
    r"phone|policy|report|file|form|boiler|printer|kettle|mattress|whisky|scotch|dog|cat|fridge|photo|"
    r"letter|assessment|plan|record|document|radio|telly|tv|sofa|chair|hostel|prison|oasys)\b"
)


class Ages:
    """Numbers that the words around them make a person's age."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for pattern in (_AGED, _AT_AGE, _YEAR_OLD, _YO, _OF_AGE, _BIRTHDAY, _MAN_OF):
            yield from self._sure(doc, pattern)
        yield from self._said(doc, _IS, 13, "likely")
        yield from self._said(doc, _I_AM, 16, "check")
        yield from self._said(doc, _CHILD, 1, "likely")
        yield from self._said(doc, _WAS_WHEN, 4, "check")
        yield from self._said(doc, _ONLY, 13, "check")
        yield from self._said(doc, _TURNED, 10, "check")
        for match in _DECADE.finditer(doc.text):
            yield Found(*match.span(1), "AGE", "likely", 45)
        for pattern in (_BRACKET, _COMMA):
            for match in pattern.finditer(doc.text):
                if 12 <= int(match[1]) <= 99:
                    yield Found(*match.span(1), "AGE", "check", 42)

    def _sure(self, doc: Doc, pattern: re.Pattern[str]) -> Iterator[Found]:
        for match in pattern.finditer(doc.text):
            if _THINGS.match(doc.after(match.end(1), 40)):
                continue
            yield Found(*match.span(1), "AGE", "likely", 56)

    def _said(self, doc: Doc, pattern: re.Pattern[str], least: int, tier: Tier) -> Iterator[Found]:
        for match in pattern.finditer(doc.text):
            value = value_of(match[1])
            if value < least or _COUNTED.match(doc.after(match.end(1))):
                continue
            sure = "turn" in match.group().lower()[:5] and value > 12
            yield Found(*match.span(1), "AGE", "likely" if sure else tier, 54)


_VALUES = {
    **{word: place + 1 for place, word in enumerate(_UNITS_EN.split())},
    **{word: place + 10 for place, word in enumerate(_TEENS.split())},
    **dict(zip(_TENS.split(), (20, 30, 40, 40, 50, 60, 70, 80, 90), strict=True)),
}


def value_of(shown: str) -> int:
    """The number behind figures or words ("forty-two")."""
    if shown.isdigit():
        return int(shown)
    return sum(_VALUES.get(part, 0) for part in re.split(r"[ -]", shown.lower()))
