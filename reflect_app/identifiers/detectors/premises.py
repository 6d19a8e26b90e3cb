"""Named premises: approved premises, prisons, wards, courts, schools, hospitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers import evidence
from reflect_app.identifiers.contexts import (
    FAMILY_NOUNS,
    NOT_NAMED,
    ROSTERED,
    SPEAKING,
    STRICT_TITLES,
    WEAK_BEFORE,
)
from reflect_app.identifiers.detectors.place import placelike
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.house_names import BUSY, STREETS, TREES, VIEWS
from reflect_app.identifiers.lists import GIVEN, MOSTLY, NEVER, WELSH, WORD, WORDY, lexicon
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_HEADS = frozenset(
    "house lodge court hall ward unit hostel ap centre center clinic hospital prison manor "
    "villa villas magistrates infirmary surgery school college academy church farm grange "
    "cottage bungalow mosque temple chapel yoi foyer project hotel inn arms tavern cottages "
    "towers heights mews view priory premises abbey hospice station library café cafe gurdwara "
    "university wing suite hse".split()
)
# Without capitals only these, since the others are too often plain nouns.
_LOWER_HEADS = frozenset(
    "house lodge court hall ward hostel unit hospital prison magistrates ap grange manor "
    "priory".split()
)
_PRISONS = frozenset("hmp hmyoi yoi".split())
_LEADS = frozenset(
    "at from to in on into outside near of over called the for leave leaving left visit "
    "visited o i yn yng ym ger and or".split()
)
# What may stand before "house" or "ward" without naming one.
_GENERIC = frozenset(
    "the a an my his her our their your this that each every other another same whole new old "
    "last next first second safe open full half public crown county youth high council care "
    "acute secure mental medium low female male mens womens admission admissions detox medical "
    "hospital court nursing approved prison police fire train bus halfway shared empty quiet "
    "big small busy some any no one two three main local nearest which what whose and or in at "
    "on of to from for with by day night home own ours theirs community probation resource "
    "rehab treatment health visit visits family general town village city primary secondary "
    "special sunday job conference call service control hmp nhs moj magistrates magistrate "
    "crown family tax good bad nice lovely clean wrong right different independent supported "
    "assessment progression therapeutic therapy discharge dispersal category complex training "
    "assessment intake induction resettlement recovery segregation coroner hm seg care pipe tc "
    "pd offender opd ipp psychiatric picu adult elderly a&e maternity childrens children's "
    "bail hostel move-on parole immigration coroners appeal food sports leisure i he she we "
    "they it whose fine through around across into was is were are had has took left holding "
    "inside outside parents parent's nan's nans mums mum's dads dad's mate's mates friend's "
    "friends neighbour's that's it's school church work put clear per packed about than when "
    "then but so if as".split()
)
_WELSH_HEADS = frozenset(
    "ty plas bryn llys neuadd ysbyty ysgol bron carchar garchar ngharchar charchar".split()
)
# Nouns that in a journal hardly ever are anything but part of a building's name.
_STRANGE_HEADS = frozenset("lodge manor grange priory".split())
_NUMBERED = Pattern(r"\b(?:ward|hostel) \d{1,2}[a-z]?\b", re.I)
_COURT_KINDS = frozenset("magistrates crown county youth family".split())
_SHORTEST_AT = 4
_ROYAL = frozenset("gwent glamorgan free london sussex surrey devon cornwall berkshire".split())
_MOST_BEFORE = 3


class Premises:
    """A name with its noun ("Elm Lodge"), a prison, or a capitalised "The ..."."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in doc.near_digits(_NUMBERED):
            yield Found(*match.span(), "PREMISES", "likely", 61)
        for token in doc.tokens:
            if token.key in _PRISONS:
                yield from self._prison(doc.tokens, token)
            elif token.key in _HEADS and token.text != "HSE":
                yield from self._headed(doc, token)
            elif token.key == "royal":
                yield from self._royal(doc.tokens, token)
            elif token.key in _WELSH_HEADS and (token.capital or token.key == "ysbyty"):
                yield from self._welsh(doc.tokens, token)
            elif token.key == "the" and token.capital and not token.first:
                yield from self._the(doc, token)
            elif token.capital or not token.flags:
                yield from self._at(doc, token)

    def _prison(self, tokens: list[Token], token: Token) -> Iterator[Found]:
        last = token.index
        for following in tokens[token.index + 1 : token.index + 4]:
            plain = following.flags & WORD and not following.capital
            if following.gap != " " or (plain and last > token.index):
                break
            if plain and not _may_be_name(tokens, token, following):
                break
            last = following.index
            if following.owns or not following.capital:
                break
        if last > token.index:
            yield Found(token.start, tokens[last].end, "PREMISES", "likely", 62)

    def _headed(self, doc: Doc, head: Token) -> Iterator[Found]:
        tokens = doc.tokens
        first = head.index
        while first > 0 and head.index - first < _MOST_BEFORE and _names(tokens, first, head):
            first -= 1
        while first < head.index and _plain_start(tokens[first], head):
            first += 1
        if first == head.index or any(at in doc.spared for at in range(first, head.index)):
            return
        lead = tokens[first - 1] if first else None
        if _somebody(tokens, first, head):
            return
        if not head.capital:
            led = lead is not None and tokens[first].gap == " " and lead.key in _LEADS
            if _son_of(tokens, head):
                return
            if not led and not _stands_alone(tokens, first, head):
                return
        begins_with_the = lead is not None and lead.key == "the" and lead.capital
        start = (
            tokens[first - 1] if begins_with_the and not tokens[first - 1].first else tokens[first]
        )
        # "Bow Street Police Station" is no road.
        rank = 73 if any(t.key in STREETS for t in tokens[first : head.index]) else 61
        yield Found(start.start, tokens[_court_end(tokens, head)].end, "PREMISES", "likely", rank)

    def _welsh(self, tokens: list[Token], token: Token) -> Iterator[Found]:
        if token.index + 1 < len(tokens):
            following = tokens[token.index + 1]
            small = not token.capital and not following.flags & WORD
            if following.gap == " " and (following.capital or small):
                yield Found(token.start, following.end, "PREMISES", "likely", 60)

    def _royal(self, tokens: list[Token], token: Token) -> Iterator[Found]:
        """A hospital by its town ("the Royal Oldham")."""
        following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
        if following is None or following.gap != " " or following.capital != token.capital:
            return
        if lexicon().places.get(following.key, "") in ("T", "F") or following.key in _ROYAL:
            yield Found(token.start, following.end, "PREMISES", "likely", 60)

    def _the(self, doc: Doc, token: Token) -> Iterator[Found]:
        tokens = doc.tokens
        if token.index + 1 >= len(tokens):
            return
        following = tokens[token.index + 1]
        if following.gap != " " or not following.capital or following.loud:
            return
        if following.index in doc.spared or following.flags & NEVER:
            return
        lead = tokens[token.index - 1].key
        last = following.index
        while last + 1 < len(tokens) and tokens[last + 1].capital and tokens[last + 1].gap == " ":
            last += 1
        tier: Tier = "likely" if lead in _LEADS else "check"
        yield Found(token.start, tokens[last].end, "PREMISES", tier, 54)

    def _at(self, doc: Doc, token: Token) -> Iterator[Found]:
        """A name that is nobody's, right after "at" ("at Thornbeck"); without its capital only
        if it is spelt like a place."""
        like = placelike(token.key) or token.key.endswith(VIEWS)
        if not token.capital and not like:
            return
        if token.flags & (WORD | GIVEN | WORDY | NEVER | WELSH) or token.owns or token.loud:
            return
        if not token.index or token.index in doc.spared or len(token.key) < _SHORTEST_AT:
            return
        if token.gap == " " and doc.tokens[token.index - 1].key == "at":
            behind = doc.tokens[token.index + 1 : token.index + 2]
            more = bool(behind) and behind[0].gap == " " and behind[0].capital
            end = behind[0].end if more and not behind[0].loud else token.end
            yield Found(token.start, end, "PREMISES", "check", 45)


_PLACED = 0.75


def _somebody(tokens: list[Token], first: int, head: Token) -> bool:
    """A given name with such a family name ("Johnny Ward says"), where no building is led up
    to ("moved to Clare House") or a person is ("spoke to Tony Hall")."""
    given = tokens[first]
    if head.key not in FAMILY_NOUNS or first != head.index - 1 or not head.capital:
        return False
    named = given.flags & (GIVEN | MOSTLY) and given.key not in TREES
    if not named or given.owns or given.key in _SAINTLY or head.gap != " ":
        return False
    if evidence.before(tokens, first) >= _PLACED:
        return True
    lead = tokens[first - 1].key if first and given.gap == " " else ""
    if lead in _LEADS or lead in SPEAKING:
        return False
    surname = head.key not in ("house", "court", "manor", "grange", "priory", "abbey")
    return surname and evidence.after(tokens, head.index) >= _DOES


_DOES = 0.5
# What wards and halls are mostly called after.
_SAINTLY = frozenset("victoria albert george elizabeth alexandra florence nightingale".split())
_SENT = frozenset("at from to left leaving leave visited visit called near outside".split())


def _stands_alone(tokens: list[Token], first: int, head: Token) -> bool:
    """A small-letter name that needs no "at": "oakfield lodge rang", "beech house is full"."""
    behind = tokens[head.index + 1 : head.index + 2]
    acts = bool(behind) and behind[0].gap == " " and behind[0].key in BUSY
    named = tokens[head.index - 1]
    unknown = not named.flags & (WORD | WELSH) or named.key in TREES
    if acts and named.flags & WORDY and named.first and head.key in ("house", "lodge"):
        return True  # "hope house took her in"
    if first != head.index - 1 or head.gap != " " or head.key not in _LOWER_HEADS:
        return False
    lead = tokens[first - 1] if first and named.gap == " " else None
    if named.key in TREES and lead is not None and lead.key in SPEAKING:
        return True
    return head.key in _STRANGE_HEADS or (unknown and (acts or head.index == 1))


def _may_be_name(tokens: list[Token], prison: Token, following: Token) -> bool:
    """After "out of hmp" a word is its name ("marsh"), unless it goes on ("hmp again")."""
    lead = tokens[prison.index - 1].key if prison.index and prison.gap == " " else ""
    return lead in _SENT | _LEADS and following.key not in NOT_NAMED | ROSTERED | WEAK_BEFORE


def _names(tokens: list[Token], place: int, head: Token) -> bool:
    """Whether the word in front of `place` still belongs to the name."""
    token, prior = tokens[place], tokens[place - 1]
    if token.gap not in (" ", "-", "'s ", " & ") and not (prior.owns and token.gap.strip() == ""):
        return False
    if "\n" in token.gap or len(prior.key) > 24 or prior.key in STRICT_TITLES:
        return False
    if head.key == "premises" and token is head:
        return prior.key == "approved"
    if head.capital:
        return (
            len(prior.key) > 1
            and prior.capital
            and not prior.loud
            and prior.key not in ("the", "i", "and")
        )
    if prior.capital:
        return len(prior.key) > 1
    if head.key not in _LOWER_HEADS or prior.key in _GENERIC:
        return False
    only = place == head.index
    return only or prior.key in ("st", "saint", "mount", "old", "new", "high", "oak", "long")


def _plain_start(token: Token, head: Token) -> bool:
    """A generic word at the front of the run is not part of a name ("Crown Court")."""
    if token.key in _GENERIC:
        return True
    if token.first and head.capital and token.flags & WORD:
        return token.key in ("at", "from", "to", "in", "over", "moved", "covered", "back", "cover")
    lower = not head.capital and not token.capital
    return lower and len(token.key) < 3 and token.key != "st"


def _court_end(tokens: list[Token], head: Token) -> int:
    """The noun may have another behind it ("Millgate Magistrates Court")."""
    if head.index + 1 == len(tokens) or head.key not in _COURT_KINDS:
        return head.index
    following = tokens[head.index + 1]
    return head.index + (following.gap in (" ", "' ") and following.key == "court")


def _son_of(tokens: list[Token], head: Token) -> bool:
    """The ap of a Welsh name ("Gethin ap Rhys") is no approved premises."""
    return head.key == "ap" and head.index + 1 < len(tokens) and tokens[head.index + 1].capital
