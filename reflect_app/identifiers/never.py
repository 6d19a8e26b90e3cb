"""Which words of a text belong to a theorist, a brand, an agency or a form: nobody to protect."""

from __future__ import annotations

from reflect_app.identifiers.lists import GIVEN, MOSTLY, NEVER, Lexicon
from reflect_app.identifiers.tokens import Token

_LONGEST = 5  # words in the longest phrase worth trying
_NEAR = 8  # how far a theorist's own words may stand from the name


def spared(tokens: list[Token], lexicon: Lexicon) -> frozenset[int]:
    """The places of words that are covered by a never-flagged phrase."""
    found: set[int] = set()
    for token in tokens:
        if token.key in lexicon.never_first:
            found.update(_phrase(tokens, token.index, lexicon))
        beside = lexicon.never_beside.get(token.key)
        if beside and _stands_near(tokens, token.index, beside):
            found.add(token.index)
    return frozenset(found)


def _phrase(tokens: list[Token], at: int, lexicon: Lexicon) -> range:
    """The longest phrase that begins here, if any. A lone surname after a given name that is
    not the theorist's is somebody else's ("Danny Beck")."""
    words: list[str] = []
    longest = 0
    for token in tokens[at : at + _LONGEST]:
        joined = token.gap in (" ", "-", " & ", ". ", ", ") or not words
        if not joined:
            break
        if token.gap == " & ":
            words.append("and")
        words.append(token.key)
        if " ".join(words) in lexicon.never:
            longest = token.index - at + 1
        if token.owns:
            words[-1] += "'s"
            if " ".join(words) in lexicon.never:
                longest = token.index - at + 1
    if longest == 1 and at and tokens[at].gap == " ":
        prior = tokens[at - 1]
        if prior.flags & (GIVEN | MOSTLY) and not prior.flags & NEVER and prior.capital:
            return range(at, at)
    return range(at, at + longest)


def _stands_near(tokens: list[Token], at: int, words: frozenset[str]) -> bool:
    around = tokens[max(0, at - _NEAR) : at + _NEAR + 1]
    return any(token.key in words for token in around)
