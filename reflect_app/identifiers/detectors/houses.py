"""Houses named without a noun for them: by what grows there ("the willows"), by a saint."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.house_names import BELONGINGS, BUSY, HOUSES, TREES
from reflect_app.identifiers.lists import NAMES, OWNING
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
            elif token.key in _OUTLOOKS and token.index:
                yield from _outlook(doc.tokens, token)
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
    if tree.key in TREES and tree.capital and token.capital and token.gap == " ":
        yield Found(tree.start, token.end, "PREMISES", "likely", 58)


def _grounds(tokens: list[Token], token: Token) -> Iterator[Found]:
    """By a tree and where it stands, in one word."""
    lead = tokens[token.index - 1].key if token.index and token.gap == " " else ""
    if lead not in _GONE:
        return
    if any(token.key.startswith(tree) and len(token.key) > len(tree) + 2 for tree in TREES):
        yield Found(token.start, token.end, "PREMISES", "check", 48)


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
