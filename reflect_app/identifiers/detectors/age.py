"""Ages of people, in figures and in words; never how long something lasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import GIVEN, lexicon
from reflect_app.identifiers.normal import fold
from reflect_app.identifiers.numbers import TENS, VALUES
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found, Tier

_FIGURES = Pattern(r"\d(?<![\w.,:/£$-]\d)(?:(?<=1)[01]\d|\d?)(?!\w)(?![%£/]|[.:,]\d)")
_GLUED = Pattern(r"\d(?<![\w.,:/£$-]\d)\d?(?=(?:yo|yrs?|y/o|m|f)\b|(?:st|nd|rd|th) b)", re.I)

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
# Kin of so many years; "a mother of three" has children.
_KIN_OF = Pattern(
    r"\b(?:brother|sister|son|daughter|cousin|nephew|niece|mum|mother|dad|father|husband|wife|"
    r"partner|uncle|aunt|auntie|grandson|granddaughter|pensioner|youth|teenager) of "
    r"(?:about |only |just |nearly )?$"
)
# "mae mr bevan yn 71": in Welsh somebody is in so many years.
_YN = Pattern(r"\b(?:mae|oedd|roedd|ydy|yw|bydd)\b[^.!?\n\d]{1,24} yn $")
_GOING_ON = Pattern(r"\b\d{1,2},? goin'?g? on $")
# A share, a time or a part of something instead.
_NOT_YEARS = Pattern(r"(?:%| ?[ap]m\b| (?:o|y) )")
# "in custody at 14": what happens to somebody once, and a time of day is not meant.
_ONCE_AT = Pattern(
    r"\b(?:custody|care|prison|inside|sentenced|convicted|orphaned|married|pregnant|dad|father|"
    r"mum|mother|homeless|expelled|adopted|fostered|widowed|using|drinking|heroin|crack|weed|"
    r"left (?:home|school)|(?:ran|run) away|kicked out|lost (?:his|her) (?:mum|dad|mother|father))"
    r" at $"
)
_BIRTHDAY = Pattern(r"(?:st|nd|rd|th) (?:birthday|b'?day)\b")
_SOMEBODY = (
    r"\b(?:he|she|they|who|lad|man|woman|girl|boy|lass|son|daughter|mum|dad|brother|"
    r"sister|wife|husband|"
    r"partner|nan|mother|father)"
)
# "she must be 65", "he looks about 60".
_LOOKS = Pattern(
    _SOMEBODY + r" (?:(?:must|cant|can't|could|might|cannot) be|looks?|looked|seems|seemed)"
    r"(?: (?:about|only|more than|over|under|nearly|at least|like|getting on for))* $"
)
_BORN_TURNED = Pattern(_SOMEBODY + r"(?: has| had| just|'s|s)* (?:just )?turned $")
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
_NOTED = Pattern(r"(?: [mf],|, (?!\d)[a-z]|\?!?|!\?)")
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
    r"(?: when\b|[.!?,;]|$| bless\b| and (?:looks?|still|has|had|never|he|she|scared|cant|can't|"
    r"[a-z]{2,12}s)\b| on (?:his|her|mon|tue|wed|thu|fri|sat|sun|the)| (?:next|this|today|tomorrow|"
    r"soon)\b)"
)
_ONLY = Pattern(r"(?:^|[.!?\n,-] ?|\b(?:is|was|s) )only $")
_TENS_FIGURES = Pattern(r"[2-9](?<![\w.,:/£$'-]\d)0'?s\b")
_TENS_WORDS = frozenset(
    "teens twenties thirties forties fifties sixties seventies eighties nineties".split()
)
_IN_HIS = Pattern(r"\b(?:in|into) (?:his|her|their|my) (?:(?:early|mid|late)[ -]?)?$")
# "dad, 80s, frail", "early forties": said of somebody, or with no year for it to be.
_IN_TENS = Pattern(
    r"\b(?:(?:dad|mum|nan|man|woman|bloke|lady|gent|grandad|gran|lad|guy|resident)"
    r"(?:,|'s| is| in)? |(?:early|mid|late)[ -])$"
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
        for start, end in _decades(doc):
            lead = doc.before(start, 24)
            if _IN_HIS.search(lead):
                yield Found(start, end, "AGE", "likely", 45)
            elif _IN_TENS.search(lead):
                yield Found(start, end, "AGE", "check", 44)


def _decades(doc: Doc) -> Iterator[tuple[int, int]]:
    """Tens of years, in figures ("40s") and in words."""
    for match in doc.near_digits(_TENS_FIGURES, 2):
        yield match.span()
    for token in doc.tokens:
        if token.key in _TENS_WORDS:
            yield token.start, token.end


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
    once = _in_a_life(lead, tail, value)
    if once:
        return once
    if value >= _GROWN:
        if _IS.search(lead):
            return "likely"
        if _TURNED.search(lead):
            return "likely" if "turn" in lead[-14:] else "check"
        if _SELF.search(lead) or _ONLY.search(lead) or bracketed:
            return "check"
    if _ADULT <= value < _OLDEST and (_at_head(lead, tail) or _named(lead, tail)):
        return "check"
    if value and _CHILD.search(lead):
        return "likely"
    if value > _CHILDISH and _WAS.search(lead) and _WHEN.match(tail):
        return "check"
    return None


_LAST_WORD = Pattern(r"([^\W\d_]+) $")
_GOES_ON = Pattern(
    r" (?:cant|can't|can|is|was|has|looks|from|wont|won't|still|doesnt|didnt|says|lives|new|"
    r"first)\b"
)


def _named(lead: str, tail: str) -> bool:
    """Right behind a given name ("marlon 31 cant read")."""
    word = _LAST_WORD.search(lead) if _GOES_ON.match(tail) else None
    return word is not None and bool(lexicon().flags(fold(word[1])) & GIVEN)


def _in_a_life(lead: str, tail: str, value: int) -> Tier | None:
    """Somebody's turning so old, somebody's kin, and what happens once in a life."""
    if value and _BORN_TURNED.search(lead):
        return "likely"
    if _GOING_ON.search(lead):
        return "check"  # "22 going on 12": the second is a manner of speaking
    if value < _GROWN:
        return None
    if _KIN_OF.search(lead):
        return "likely"
    if _LOOKS.search(lead):
        return "check"
    if _YN.search(lead):
        return None if _NOT_YEARS.match(tail) else "check"
    return "check" if _ONCE_AT.search(lead) else None


def _at_head(lead: str, tail: str) -> bool:
    if not _ALONE.search(lead):
        return False
    return (_AT_HEAD if lead.endswith("at ") else _NOTED).match(tail) is not None


def _bracketed(doc: Doc, start: int, end: int) -> bool:
    """Beside a name: "Kez (27) asked", "Robyn, 24, first night"."""
    around = doc.text[max(0, start - 2) : start], doc.text[end : end + 3]
    if around[0].endswith("(") and re.match(r"\)|[mfMF]\)|, ?", around[1]):
        return start > 1 and (doc.text[start - 2] == " " or doc.text[start - 2].isalpha())
    if around[0] == "- " and around[1][:1] in (",", "."):
        before = doc.text[max(0, start - 4) : start]  # "Kwame - 34, from Ipswich"
        return before[:1].isalpha() and before.endswith(" - ")
    return around[0] == ", " and around[1].startswith(",") and doc.text[start - 3].isalpha()
