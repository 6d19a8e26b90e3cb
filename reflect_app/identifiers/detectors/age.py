"""Ages of people, in figures and in words; never how long something lasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.numbers import TENS, VALUES
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found, Tier

_FIGURES = Pattern(r"(?<![\w.,:/£$-])(?:1[01]\d|\d{1,2})(?!\w)(?![%£/]|[.:,]\d)")
_GLUED = Pattern(r"(?<![\w.,:/£$-])\d{1,2}(?=(?:yo|yrs?|y/o|m|f)\b|(?:st|nd|rd|th) b)", re.I)

_AGED = Pattern(
    r"\b(?:aged?|ages|oed|oedran|at (?:the )?age of|(?:man|woman|lad|girl|boy|person|bloke|lady|"
    r"gentleman|chap|fella|resident|child|kid|"
    r"men|women|lads|boys|girls|blokes) of)(?: (?:of|is|was|about|only|just|"
    r"around|nearly))? ?:? $"
)
_OLD = Pattern(
    r"(?: and a half)?(?:[ -]*(?:years?|yrs?|months?|mths?)[ -]?(?:olds?|of age)\b|"
    r"[ -]?(?:y/?o|yr?s? ?olds?|olds?)\b| ?(?:m?blwydd )?oed\b| ?mlwydd oed\b)"
)
_BIRTHDAY = Pattern(r"(?:st|nd|rd|th) (?:birthday|b'?day)\b")
_SOMEBODY = (
    r"\b(?:he|she|they|who|lad|man|woman|girl|boy|lass|son|daughter|mum|dad|brother|"
    r"sister|wife|husband|"
    r"partner|nan|mother|father)"
)
_IS = Pattern(
    _SOMEBODY + r"(?:'s|s|'re| is| are| was| were|'ll be|ll be| will be)"
    r"(?: (?:only|just|about|still|barely|nearly|almost|now|"
    r"maybe|like|probably|all of|what|already|around|going on|coming up))* $"
)
_CHILD = Pattern(
    r"\b(?:son|daughter|lad|boy|girl|lass|kid|child|niece|nephew|grandson|granddaughter|"
    r"youngest|eldest|"
    r"oldest|baby)(?:'s|s| is| was|,)? $"
)
_SELF = Pattern(r"\b(?:i'm|im|i am)(?: (?:only|just|nearly|almost|now))* $")
# "At 51 I still want", "58, heart, stents": nothing else a number at the head of a note can be.
_ALONE = Pattern(r"(?:^|[.!?\n] ?)(?:at )?$")
_AT_HEAD = Pattern(r"(?:,? (?:i|he|she|they|you|we|his|her|my)\b)")
_NOTED = Pattern(r"(?:, (?!\d)[a-z]|\?!?|!\?)")
_TOO_OLD = Pattern(
    r" (?:is|was|were|seems|felt|feels)(?: far| much)? (?:too |so |very |no )(?:old|young|age)"
)
_TURNED = Pattern(
    r"\b(?:turned|turning|turns|(?:will|ll|to|when (?:i|he|she)|before (?:i|he|she)) turn|"
    r"hit|pushing|reached|hitting|gone|knocking on)(?: (?:just|only))? $"
)
_WAS = Pattern(
    r"\b(?:was|were|is|i'm|im|am|be|being|he's|hes|she's|shes|just|like (?:he|she|i) was) $"
)
_WHEN = Pattern(
    r"(?: when\b|[.!?,;]|$| bless\b| and (?:looks?|still|has|had|never|he|she|scared)\b)"
)
_ONLY = Pattern(r"(?:^|[.!?\n,-] ?|\b(?:is|was|s) )only $")
_DECADE = Pattern(
    r"\b(?:in|into) (?:his|her|their|my) (?:(?:early|mid|late)[ -]?)?"
    r"(twenties|thirties|forties|fifties|sixties|seventies|eighties|teens|(?:20|30|40|"
    r"50|60|70|80)'?s)\b"
)
# What may follow a number that is no age: a length, a count, a score.
_COUNTED = Pattern(
    r"[ -]?(?:years?|yrs?|months?|weeks?|wks?|days?|hours?|hrs?|min(?:ute)?s?|seconds?|"
    r"feet|foot|ft|stone|"
    r"inches|miles?|per ?cent|times?|of (?:the|them|us|those)|to one|out of|pounds?|"
    r"quid|grand|steps?|"
    r"people|pages?|late|points?|things|pm|am|o'clock|in the (?:morning|afternoon)|"
    r"in a row|down|nil|"
    r"doors|cm|kg|mg|different|separate|sessions?|shifts?|nights?|rooms?|residents?|"
    r"staff|kids?|children|"
    r"and in|more|or \w+ (?:times|minutes|days|weeks)|[a-z]+s ago|st|nd|rd|th)\b"
)
_THINGS = Pattern(
    r"[ -]*(?:year|yr|month|week)?s?[ -]?(?:old )?(?:building|house|car|van|carpets?|"
    r"laptop|computer|pc|"
    r"system|phone|policy|report|file|form|boiler|printer|kettle|mattress|whisky|scotch|"
    r"dog|cat|fridge|"
    r"photo|letter|assessment|plan|record|document|radio|telly|tv|sofa|chair|hostel|prison|oasys)\b"
)
_THING_IS = Pattern(
    r"\b(?:building|house|car|van|carpets?|laptop|computer|phone|boiler|printer|kettle|mattress|it|"
    r"this|that|which|fridge|sofa|hostel|place|dog|cat|furniture|lino|roof|policy|form)"
    r"(?:'s|s| is| are| was| were)(?: (?:about|only|over|nearly|at least))? $"
)
_CHILDISH, _GROWN = 3, 13
_ADULT, _OLDEST = 16, 100


class Ages:
    """Numbers that the words around them make a person's age. The span is the number alone."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for start, end, value in _numbers(doc):
            lead, tail = doc.before(start, 48), doc.after(end, 40)
            tier = _tier(lead, tail, value, bracketed=_bracketed(doc, start, end))
            if tier:
                yield Found(start, end, "AGE", tier, 56)
        for match in _DECADE.finditer(doc.lower):
            yield Found(*match.span(1), "AGE", "likely", 45)


def _numbers(doc: Doc) -> Iterator[tuple[int, int, int]]:
    """Figures, and numbers in words ("forty-two" is one)."""
    for pattern in (_FIGURES, _GLUED):
        for match in doc.near_digits(pattern):
            yield *match.span(), int(match.group())
    tokens = doc.tokens
    for token in tokens:
        value = VALUES.get(token.key)
        if value is None:
            continue
        prior = tokens[token.index - 1] if token.index else None
        if value < 10 and prior is not None and prior.key in TENS and token.gap in (" ", "-"):
            continue
        end = token.end
        if token.key in TENS and token.index + 1 < len(tokens):
            unit = tokens[token.index + 1]
            if unit.gap in (" ", "-") and VALUES.get(unit.key, 10) < 10:
                value, end = value + VALUES[unit.key], unit.end
        yield token.start, end, value


def _tier(lead: str, tail: str, value: int, *, bracketed: bool) -> Tier | None:
    if _THINGS.match(tail) or _THING_IS.search(lead):
        return None
    if any((_AGED.search(lead), *(p.match(tail) for p in (_OLD, _TOO_OLD, _BIRTHDAY)))):
        return "likely"
    if _COUNTED.match(tail):
        return None
    if value >= _GROWN:
        if _IS.search(lead):
            return "likely"
        if _TURNED.search(lead):
            return "likely" if "turn" in lead[-14:] else "check"
        if _SELF.search(lead) or _ONLY.search(lead) or bracketed:
            return "check"
    if _ADULT <= value < _OLDEST and _at_head(lead, tail):
        return "check"
    if value and _CHILD.search(lead):
        return "likely"
    if value > _CHILDISH and _WAS.search(lead) and _WHEN.match(tail):
        return "check"
    return None


def _at_head(lead: str, tail: str) -> bool:
    if not _ALONE.search(lead):
        return False
    return (_AT_HEAD if lead.endswith("at ") else _NOTED).match(tail) is not None


def _bracketed(doc: Doc, start: int, end: int) -> bool:
    """Beside a name: "Kez (27) asked", "Robyn, 24, first night"."""
    around = doc.text[max(0, start - 2) : start], doc.text[end : end + 3]
    if around[0].endswith("(") and re.match(r"\)|[mfMF]\)|, ?", around[1]):
        return start > 1 and (doc.text[start - 2] == " " or doc.text[start - 2].isalpha())
    return around[0] == ", " and around[1].startswith(",") and doc.text[start - 3].isalpha()
