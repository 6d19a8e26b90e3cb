"""What the words beside a word say about it: is a person being spoken of here?

Weights add to the score that `detectors/person.py` begins from what the word is; they were set
by hand on our own development sentences, never on the locked ones.
"""

from __future__ import annotations

import re

from reflect_app.identifiers import contexts as near
from reflect_app.identifiers.lists import GIVEN, MOSTLY, NAMES, SURNAME, WELSH, WORD, WORDY
from reflect_app.identifiers.tokens import Token

TITLED = 3.0
_SPOKEN_TO = 1.1
_BYNAMED = 2.4  # enough for an ordinary word
_BYNAMES = frozenset((("known", "as"), ("goes", "by"), ("go", "by"), ("went", "by")))
_JOINED = 0.75
_OF_PEOPLE = {
    ", ": frozenset(("who", "whose", "whom")),
    " (": near.ROLES | frozenset("new nights days earlies lates bank relief his her my".split()),
    " ": frozenset[str](),
}
_TIMES = re.compile(r" x ?\d")  # "Faith x2 late this week"
_TO = frozenset(("to",))
_WELSH_BE = frozenset("mae roedd oedd bydd fydd".split())
_WELSH_VERBAL = frozenset("wedi yn".split())
# Where somebody is, in notes without a verb ("Sukhdeep at the hatch again").
_WHEREABOUTS = near.ROSTERED | frozenset("from at by w with again re".split())


def before(tokens: list[Token], at: int) -> float:
    """How much the words in front of `at` speak for a person there."""
    if at == 0:
        return 0.0
    prior, gap = tokens[at - 1], tokens[at].gap
    if "." in gap and tokens[at].key in near.SMALL:
        return 0.0  # "he called me Miss. He's never done that"
    if prior.loud and not tokens[at].capital and not tokens[at].flags & NAMES:
        return 0.0  # "DW & MS both out"
    if prior.key in near.STRICT_TITLES and (gap in (" ", ". ", ".") or gap.strip().isdigit()):
        return TITLED  # "PC 4471 Brough", "Mr. Kearney"
    if gap != " ":
        return _across(gap)
    if prior.key in near.TITLES and (prior.capital or tokens[at].capital):
        return 2.0 if prior.capital else 0.8
    return _led(tokens, at)


def _led(tokens: list[Token], at: int) -> float:
    """How much a word right in front, with nothing but a space between, speaks for one."""
    token, prior = tokens[at], tokens[at - 1]
    if token.capital and _bynamed(tokens, at):
        return _BYNAMED
    if _spoken_to(tokens, at):
        return _SPOKEN_TO
    if prior.key in ("and", "n", "a", "ac") and at > 1:
        other = tokens[at - 2]
        if other.key in near.COMPANY and token.capital:
            return 1.0  # "me and Trigger"
        # "me and hope", but not "I told her, and hope is all there is".
        beside = other.key in near.COMPANY and (prior.gap == " " or token.capital)
        if beside and not token.flags:
            return _SPOKEN_TO  # "just me and anj"
        if other.flags & NAMES or beside:
            return _JOINED
    if token.capital and prior.key in _WELSH_BE and _then(tokens, at, _WELSH_VERBAL):
        return 1.2  # "Mae Non wedi symud"
    if prior.key in near.ROLES or prior.key in near.ACCOMPANYING:
        return 0.8
    if prior.key == "at":
        return 0.2
    return 0.4 if prior.key in near.WEAK_BEFORE else 0.0


def _across(gap: str) -> float:
    """What punctuation between the two words leaves of it."""
    if "\n" in gap:
        return 0.0
    mark = gap.strip()
    if mark in ("&", "w/", "+"):
        return 0.6
    return 0.2 if mark == "," else 0.0


def _bynamed(tokens: list[Token], at: int) -> bool:
    """What is said to be somebody's name ("known as Ghost", "he goes by Bones", "aka Tank")."""
    key = tokens[at - 1].key
    earlier = tokens[at - 2].key if at > 1 else ""
    if key in ("nicknamed", "aka", "alias"):
        return True
    if key == "called":
        return earlier in ("be", "being", "gets", "get")  # "prefers to be called Fan"
    if key in ("himself", "herself", "themselves", "him", "them"):
        return earlier in ("call", "calls", "called", "calling")
    return (earlier, key) in _BYNAMES


def _spoken_to(tokens: list[Token], at: int) -> bool:
    """Whether the words in front are such as go with a person ("told", "spoke to", "good old")."""
    key = tokens[at - 1].key
    if key in near.SPEAKING or key in near.WELSH_VERBS or welsh_past(tokens[at - 1]):
        return True
    if key in near.GIVING:
        return _then(tokens, at, near.DETERMINERS) or (key == "got" and _then(tokens, at, _TO))
    earlier = tokens[at - 2].key if at > 1 else ""
    if key == "old":
        return earlier in ("good", "poor", "dear")
    if key == "at":
        return earlier in near.AT_SOMEBODY
    if key not in near.TOWARDS_PREPOSITIONS:
        return False
    if key == "of" and earlier not in near.OF_SOMEBODY:
        return False
    further = tokens[at - 3].key if at > 2 else ""
    moved = earlier in ("over", "back", "down", "up", "out") and further in near.TOWARDS
    return earlier in near.TOWARDS or moved


def after(tokens: list[Token], at: int) -> float:
    """How much the words behind `at` speak for a person there."""
    if at + 1 >= len(tokens):
        return 0.0
    token, following = tokens[at], tokens[at + 1]
    if following.gap != " ":
        return _marked(token, following, following.gap)
    key = following.key
    if key == "the" and _nicknamed(tokens, at):
        return 0.8  # "Mick the Brick", "roxy the therapy dog"
    if key in near.CONTRACTED:
        return 1.2
    if key in near.PERSONAL_VERBS or key in near.PERSONAL_PAST:
        # "the van never came": what tells of a thing as well is little for a small word.
        faint = key in near.OF_ANYTHING and token.flags & WORDY and not token.capital
        return 0.6 if faint else 1.0
    if key in near.AUXILIARIES:
        return (0.8 if key in near.POSSESSING else 0.6) + _state(tokens, at)
    if _surnamed(token, following) or (token.first and _in_a_state(tokens, at)):
        return 1.0
    if key in near.PARTICLES or key in near.ROSTERED or key in ("a", "ac"):
        return _without_verb(tokens, at)
    return _unlike(token, following)


def _unlike(token: Token, following: Token) -> float:
    """What any other word says by what it is or how it ends."""
    key = following.key
    if following.flags & (GIVEN | SURNAME) and not following.flags & WORD:
        return 0.5  # a family name, as like as not
    if len(key) > 4 and following.flags & WORD:
        if key.endswith("ed"):
            return 0.8
        if key.endswith("ing") and token.first and token.capital:
            return 0.5  # "Doyley acting the big man again"
    return 0.0


_DAYS = frozenset((("may", "day"), ("christmas", "day"), ("sunday", "best")))


def _surnamed(token: Token, following: Token) -> bool:
    """Behind a word is a family name that is a word as well ("Will Young")."""
    both = token.capital and following.capital and not following.owns
    named = both and following.key in near.WORD_SURNAMES
    return named and (token.key, following.key) not in _DAYS


_VERY = frozenset("v vv very so really proper well not".split())
_SELF = frozenset("himself herself".split())


def _in_a_state(tokens: list[Token], at: int) -> bool:
    """Notes leave "was" out: "Joy v upset", "sunny not himself today"."""
    if tokens[at + 1].key not in _VERY or at + 2 >= len(tokens) or tokens[at + 2].gap != " ":
        return False
    key = tokens[at + 2].key
    if key in _SELF:
        return True
    return tokens[at].capital and key in near.STATES and key not in near.OF_THINGS_TOO


def _nicknamed(tokens: list[Token], at: int) -> bool:
    """Whether "the" leads to a capital, as in a byname."""
    behind = tokens[at + 2 : at + 4]
    if tokens[at].capital:
        return bool(behind) and behind[0].capital and behind[0].gap == " "
    return tokens[at].first and any(t.gap == " " and t.key in near.CALLINGS for t in behind)


def _marked(token: Token, following: Token, gap: str) -> float:
    if "&" in gap or "+" in gap:
        return 0.6
    if gap in (", ", " (", " ") and following.key in _OF_PEOPLE[gap]:
        return 1.0  # "Will, who is older", "Summer (agency)"
    if gap == ", " and following.key in ("he", "she") and token.capital and not token.first:
        return 1.0  # "Nights w Jag, he brings biscuits"
    if gap == ", " and _enumerated(token, following):
        return 0.9
    if token.first and token.capital and gap in (": ", " - ", " \u2013 ", " = "):
        return 0.5  # "Kearney: civil", "Hope - tearful": a label of notes
    if token.first and token.capital and _TIMES.match(gap):
        return 0.5
    return 0.1 if "," in gap else 0.0


def _enumerated(token: Token, following: Token) -> bool:
    """Whether a note begins with names in a row ("Rich, Sunny and Ray up early")."""
    named = GIVEN | MOSTLY | WORDY
    return token.first and bool(following.flags & named) and following.capital == token.capital


def _without_verb(tokens: list[Token], at: int) -> float:
    """Notes leave the verb out: "Faith on earlies", "blerta from the agency", "bill and ben"."""
    token, key = tokens[at], tokens[at + 1].key
    if key in near.ROSTERED and token.first and token.flags & WORDY:
        return 0.2 if _then(tokens, at + 1, near.OBJECTS) else _JOINED
    if key == "from" and token.first and _then(tokens, at + 1, near.DEPARTMENTS):
        return 1.0  # "Rose from housing"
    if (
        token.first
        and not token.flags
        and (key == "from" or (token.capital and key in _WHEREABOUTS))
    ):
        return 1.0
    if key in ("and", "n", "a", "ac") and _joined(tokens, at + 2):
        return _JOINED
    return 0.2 if key in near.PARTICLES else 0.0


def _joined(tokens: list[Token], other: int) -> bool:
    """Whether a person follows the "and": a name, a pronoun, or a word that then does something."""
    if other >= len(tokens):
        return False
    token = tokens[other]
    if token.flags & (GIVEN | MOSTLY) or token.key in near.COMPANY:
        return True
    if not token.flags & WORDY or other + 1 >= len(tokens):
        return False
    verb = tokens[other + 1].key
    return (
        verb == "both"
        or verb in near.ROSTERED
        or verb in near.PERSONAL_VERBS
        or verb in near.PERSONAL_PAST
        or verb.endswith("ed")
    )


def welsh_past(token: Token) -> bool:
    """Whether a word is spelt like the past of a Welsh verb, which whoever did it follows."""
    return len(token.key) > 5 and token.key.endswith("odd") and not token.flags & (WORD | NAMES)


def _then(tokens: list[Token], at: int, words: frozenset[str]) -> bool:
    """Whether the word behind `at` is one of these."""
    if at + 1 >= len(tokens) or tokens[at + 1].gap != " ":
        return False
    return tokens[at + 1].key in words


def _state(tokens: list[Token], at: int) -> float:
    """How "was" goes on: "Hope was crying", but not "hope was not enough"."""
    if at + 2 >= len(tokens) or tokens[at + 2].gap != " ":
        return 0.0
    key = tokens[at + 2].key
    if tokens[at].flags & (WORDY | MOSTLY) and key in near.OF_THINGS_TOO:
        return 0.0
    return 0.5 if key in near.STATES else 0.0


_SHORT_WELSH = frozenset("yn yr dw fi ei mo ym ac ni eu yw fo ti mi nos sy".split())


def in_welsh(tokens: list[Token], at: int) -> bool:
    """Whether the words around are Welsh, where no list knows most words."""
    near = tokens[max(0, at - 4) : at + 5]
    return sum(t.key in _SHORT_WELSH or t.flags & (WELSH | WORD) == WELSH for t in near) >= 2
