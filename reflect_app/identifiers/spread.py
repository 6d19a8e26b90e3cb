"""What was found once is found again: the same name, place or initials in the same text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from reflect_app.identifiers import wordy
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import GIVEN, MOSTLY, WORD, WORDY, lexicon
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_SHORTEST = 3
_ARTICLES = frozenset("a an all this every no".split())
_LEADS = tuple(f" {word} " for word in sorted(_ARTICLES))
_CERTAIN = 1.5  # so much doubt is left by the month in "in May", whoever else is called May
_BUILDINGS = frozenset(("PREMISES", "PLACE"))


@dataclass(slots=True)
class Seen:
    """What a text has been sure of so far: keys of people, of buildings with their type, and
    the initials of full names. A long text is read in pieces and carries one along."""

    people: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)  # of those, the ones with a capital
    buildings: dict[str, str] = field(default_factory=dict)
    initials: set[str] = field(default_factory=set)


def spread(doc: Doc, found: list[Found], allowed: Collection[str], seen: Seen) -> list[Found]:
    """`found` and its repeats. A name that one line made sure of is sure in every line; an
    unlisted word that one line made a building is no person in another."""
    _look(doc, found, seen)
    people, buildings, initials = seen.people, seen.buildings, seen.initials
    if not (people or buildings):
        return found
    retyped = [_retyped(doc, item, seen) for item in found]
    starts = [item.start for item in retyped]
    for token in doc.tokens:
        if token.key in allowed or _covered(retyped, starts, token):
            continue
        if token.key in people:
            again = _again(doc, token)
        elif token.key in buildings and token.capital:
            again = Found(token.start, token.end, buildings[token.key], "likely")
        elif token.loud and token.key in initials:
            again = Found(token.start, token.end, "INITIALS", "likely")
        else:
            continue
        if again is not None:
            retyped.append(again)
    return retyped


def _look(doc: Doc, found: list[Found], seen: Seen) -> None:
    """Add what is sure in `found` to `seen`."""
    starts = [token.start for token in doc.tokens]
    for item in found:
        if item.tier != "likely" or item.type not in ("PERSON", *_BUILDINGS):
            continue
        tokens = _inside(doc.tokens, starts, item)
        names = [t for t in tokens if len(t.key) >= _SHORTEST]
        if item.type == "PERSON":
            seen.people.update(t.key for t in names)
            seen.proper.update(t.key for t in names if t.capital)
            if len(names) > 1:
                seen.initials.add("".join(t.key[0] for t in names))
        else:
            seen.buildings.update(
                (t.key, item.type) for t in names if not t.flags & (WORD | GIVEN | MOSTLY | WORDY)
            )


def _inside(tokens: list[Token], starts: list[int], item: Found) -> list[Token]:
    inside: list[Token] = []
    place = max(0, bisect_right(starts, item.start) - 1)
    while place < len(tokens) and tokens[place].start < item.end:
        if tokens[place].end > item.start:
            inside.append(tokens[place])
        place += 1
    return inside


def _retyped(doc: Doc, item: Found, seen: Seen) -> Found:
    if item.type == "PERSON":
        key = doc.lower[item.start : item.end]
        kind = seen.buildings.get(key)
        if kind is not None:
            return replace(item, type=kind, tier="likely")
        # Who writes Jack with a capital means a thing by "a car jack".
        small = doc.text[item.start].islower() and key in seen.proper
        if small and _is_word(key):
            return replace(item, tier="check")
        if item.tier == "check" and key in seen.people:
            plain = doc.before(item.start, 8).endswith(_LEADS)
            tier: Tier = "check" if plain and _is_word(key) else "likely"
            return replace(item, tier=tier)
    return item


def _is_word(key: str) -> bool:
    return bool(lexicon().flags(key) & (WORDY | MOSTLY))


def _covered(found: list[Found], starts: list[int], token: Token) -> bool:
    place = bisect_right(starts, token.start) - 1
    return place >= 0 and found[place].end > token.start


def _again(doc: Doc, token: Token) -> Found | None:
    """The repeat, unless the word is only being a word this time."""
    if token.flags & (WORDY | MOSTLY) or token.flags & WORD:
        if token.index in doc.spared:
            return None
        if not token.capital or token.first:
            weigh = token.flags & (WORDY | MOSTLY) and token.capital
            if not weigh or wordy.doubt(doc, token, 0.0) > 0:
                return None
            return Found(token.start, token.end, "PERSON", "check")
        if not token.flags & (WORDY | MOSTLY | GIVEN) and token.flags & WORD and token.loud:
            return None
        if token.flags & WORDY and wordy.doubt(doc, token, 0.0) > _CERTAIN:
            return None
        if token.gap == " " and doc.tokens[token.index - 1].key in _ARTICLES:
            return None  # "Christian is not a Christian", "May is off all May"
    return Found(token.start, token.end, "PERSON", "likely")
