"""Houses named without a noun for them: by what grows there ("the willows"), by a saint."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.house_names import BELONGINGS, BUSY, GROUNDS, HOUSES, SECURE, TREES
from reflect_app.identifiers.lists import (
    GIVEN,
    MOSTLY,
    NAMES,
    OWNING,
    SURNAME,
    WORD,
    WORDY,
    lexicon,
)
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_LEADS = frozenset(
    "at from to in into outside near of over called for leave leaving left visit visited ring "
    "rang o i yn yng ym ger and or".split()
)
_SENT = frozenset("at from to past left leaving leave visited visit called near outside".split())
_WELSH_ARTICLES = frozenset("y yr ar".split())
# "Elm Bank", "Rowan View": a house where the word in front is a tree and both have capitals.
_OUTLOOKS = frozenset("bank view mount vale dene croft mead gate rise lea wood grove".split())
# The same in one word ("Beechwood"), where somebody comes from or goes.
_GROUNDS = (
    "wood", "field", "fields", "hurst", "mead", "croft", "dene", "lea", "bank", "brook", "mount",
    "gate", "lands", "view", "grove",
)  # fmt: skip
# Of the outlooks, what is hardly anybody's family name.
_NO_FAMILY = frozenset("bank view mead gate rise mount dene".split())
_HOUSED = BUSY | frozenset("have had has are is still wont cant full".split())
_GONE = frozenset(
    "at from to near outside leaving leave left visit visited rang called over".split()
)


class Houses:
    """Houses by what grows or stands there ("The Willows"), and by a saint ("St Brannoc's")."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for token in doc.tokens:
            if token.key in HOUSES:
                yield from _grown(doc.tokens, token)
            elif token.key in SECURE:
                yield from _secure(doc.tokens, token)
            elif token.key in _OUTLOOKS and token.index:
                yield from _outlook(doc.tokens, token)
            elif token.key == "full" and token.index and token.gap == " ":
                yield from _full_up(doc.tokens, token)
            elif token.key in ("st", "saint") and token.index:
                yield from _saint(doc.tokens, token)
            elif not token.flags & NAMES and token.key.endswith(_GROUNDS):
                yield from _grounds(doc.tokens, token)
            elif token.key in _WELSH_ARTICLES and token.gap == "-" and token.index:
                yield from _hyphened(doc.tokens, token)


def _grown(tokens: list[Token], token: Token) -> Iterator[Found]:
    """With "the" in front; in small letters only where no hedge or gable would be."""
    if not token.index or token.gap != " " or tokens[token.index - 1].key != "the":
        return
    article = tokens[token.index - 1]
    lead = tokens[token.index - 2].key if token.index > 1 and article.gap == " " else ""
    behind = tokens[token.index + 1 : token.index + 2]
    acts = bool(behind) and behind[0].gap == " " and behind[0].key in BUSY
    if token.capital and (not article.capital or article.first):
        tier: Tier = "likely" if acts or lead in _LEADS else "check"
        yield Found(article.start, token.end, "PREMISES", tier, 55)
    elif acts or lead in _SENT:
        yield Found(article.start, token.end, "PREMISES", "check", 55)


def _outlook(tokens: list[Token], token: Token) -> Iterator[Found]:
    """By a tree or a bird and what one sees from there, with both capitals."""
    tree = tokens[token.index - 1]
    if not (tree.capital and token.capital and token.gap == " "):
        return
    if tree.key in TREES or (
        token.key in _NO_FAMILY and not tree.loud and not tree.owns and not tree.flags & ~SURNAME
    ):
        yield Found(tree.start, token.end, "PREMISES", "likely", 58)


def _secure(tokens: list[Token], token: Token) -> Iterator[Found]:
    """A prison by its name alone; in small letters only where one comes from or goes."""
    lead = tokens[token.index - 1].key if token.index and token.gap == " " else ""
    if token.capital or lead in _LEADS:
        yield Found(token.start, token.end, "PREMISES", "likely", 53)


def _grounds(tokens: list[Token], token: Token) -> Iterator[Found]:
    """By a tree and where it stands, in one word."""
    lead = tokens[token.index - 1].key if token.index and token.gap == " " else ""
    behind = tokens[token.index + 1 : token.index + 2]
    acts = bool(behind) and behind[0].gap == " " and _does(behind[0])
    begins = token.first or token.gap == ", " or lead in ("and", "but", "because", "cos", "if")
    if not (lead in _GONE or (acts and begins)):
        return
    if lead in _GONE or not token.flags & WORD or token.capital:
        starts = TREES if not acts else (*TREES, *GROUNDS)
        if any(token.key.startswith(s) and len(token.key) > len(s) + 2 for s in starts):
            yield Found(token.start, token.end, "PREMISES", "check", 51)


def _does(token: Token) -> bool:
    """Whether a house or who is in it does or is something."""
    return token.key in _HOUSED or (token.key.endswith("ed") and len(token.key) > 5)


def _full_up(tokens: list[Token], full: Token) -> Iterator[Found]:
    """What has no bed left ("Ravenswood full", "beechwood is full"), if no list knows it."""
    at = full.index - 1
    behind = tokens[full.index + 1 : full.index + 2]
    if behind and behind[0].gap == " " and behind[0].key in _FULL_OF:
        return
    if tokens[at].key in _BEING and at and tokens[at].gap == " ":
        at -= 1
    house = tokens[at]
    grounds = house.key.endswith(_GROUNDS) and len(house.key) > 6
    if house.loud or house.owns or len(house.key) < 5 or (house.flags & ~SURNAME and not grounds):
        return
    if house.flags & (GIVEN | MOSTLY | WORDY) or house.key in lexicon().places:
        return
    if house.capital:
        yield Found(house.start, house.end, "PREMISES", "likely", 53)
    elif house.first or grounds:
        yield Found(house.start, house.end, "PREMISES", "check", 53)


_FULL_OF = frozenset("of time board marks steam speed beam circle moon stop on english".split())
_BEING = frozenset("is was still are were".split())


def _hyphened(tokens: list[Token], article: Token) -> Iterator[Found]:
    """A Welsh house by its hyphens ("Pen-y-Bryn"), unless the lists have it as a place."""
    if article.index + 1 >= len(tokens) or tokens[article.index + 1].gap != "-":
        return
    head, last = tokens[article.index - 1], tokens[article.index + 1]
    if head.capital and last.capital and not article.capital:
        yield Found(head.start, last.end, "PREMISES", "likely", 51)


def _saint(tokens: list[Token], token: Token) -> Iterator[Found]:
    """A saint's house, hospice or school by its saint alone."""
    following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if following is None or following.gap not in (" ", ". "):
        return
    if not following.owns and not (following.flags & OWNING and following.index > 1):
        return  # "st marys" has lost its mark
    behind = tokens[following.index + 1 : following.index + 2]
    if not (behind and behind[0].gap == " " and behind[0].key in BELONGINGS):
        yield Found(token.start, following.full_end, "PREMISES", "likely", 58)
