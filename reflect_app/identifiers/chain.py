"""How far a name runs: family names, particles, a closing initial, hyphens."""

from __future__ import annotations

from reflect_app.identifiers.contexts import FAMILY_NOUNS, SHORT_SURNAMES
from reflect_app.identifiers.lists import GIVEN, MOSTLY, NAMES, SURNAME, WELSH, WORD, WORDY
from reflect_app.identifiers.tokens import Token

LONGEST = 4
PARTICLES = frozenset(
    "van der de la le ap ab ferch bin ibn al el mac da dos das du von den ni nic ui ua st".split()
)
# Capitalised words that follow a name without being part of it.
_NOT_IN_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tues tue wed weds thu thurs "
    "fri sat sun january february march april june july august september october november "
    "december house lodge court hall ward unit hostel road street avenue lane close drive way "
    "grove terrace crescent gardens place hospital prison centre hmp nhs ap the and or but i "
    "said says was is had has did if when then so because about from with for at on in to he "
    "she they we you it".split()
)
_CLOSING_LETTERS = frozenset("bcdefghjklmpst")


def chain_end(tokens: list[Token], at: int, spared: frozenset[int]) -> int:
    """The index of the last word of the name that begins at `at`."""
    last = at
    while last + 1 < len(tokens) and last - at + 1 < LONGEST and not tokens[last].owns:
        step = _step(tokens, at, last + 1, spared)
        if not step:
            break
        last += step
    return last


def _step(tokens: list[Token], at: int, place: int, spared: frozenset[int]) -> int:
    """How many words to take on: none, one, or a particle with the word behind it."""
    head, token = tokens[at], tokens[place]
    if token.gap not in (" ", "-"):
        return 0
    if token.key in PARTICLES and place + 1 < len(tokens) and tokens[place + 1].capital:
        return 2 if head.capital and tokens[place + 1].gap in (" ", "-", "'") else 0
    if token.key in _NOT_IN_NAMES:
        # "Johnny Ward": where it is a building after all, that outranks the name.
        return int(
            token.key in FAMILY_NOUNS and token.capital and bool(head.flags & (GIVEN | MOSTLY))
        )
    if place in spared and not (head.flags & (GIVEN | MOSTLY) and head.capital):
        return 0
    if head.loud:
        return 1 if token.loud and token.flags & NAMES else 0
    if head.capital:
        return int(_fits_capital(head, token))
    return int(_fits_lower(head, token))


def _fits_capital(head: Token, token: Token) -> bool:
    if not token.capital:
        return token.gap == "-" and bool(token.flags & (GIVEN | MOSTLY))
    if len(token.text) == 1:
        return token.text != "I" and head.flags & NAMES != 0
    if token.loud:
        return False
    if not token.flags & WORD or token.flags & (SURNAME | WORDY | MOSTLY):
        return True
    # "Stephen Pell", "Margaret Stone": any capital does after a given name.
    short = head.key in SHORT_SURNAMES  # "Li Na"
    return bool(head.flags & (GIVEN | MOSTLY)) or short or token.gap == "-"


def _fits_lower(head: Token, token: Token) -> bool:
    if token.capital:
        return False
    if token.gap == "-":
        return bool(token.flags & (GIVEN | MOSTLY))
    if not head.flags & (GIVEN | MOSTLY | WORDY):
        return False
    if len(token.key) == 1:
        return token.key in _CLOSING_LETTERS
    if token.flags & SURNAME and not token.flags & (WORD | WELSH | GIVEN):
        return True
    return not token.flags and len(token.key) > 4
