"""Will, May, Rose, Penny: what speaks for the word and against the name."""

from __future__ import annotations

from reflect_app.identifiers import contexts
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import WORDY
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.tokens import Token

# What a thing of that name does: "Dawn came", "Van broke down".
_BREAKING = {
    "dawn": frozenset("came broke chorus".split()),
    "van": frozenset("broke never full parked".split()),
    "patience": frozenset("wore ran".split()),
    "grace": frozenset("before period".split()),
    "hope": frozenset("springs".split()),
}
_SEASONS = frozenset("may june april august summer autumn sunday march jan dec".split())
_BEFORE_SEASONS = frozenset(
    "in on of last next since until till til by from during early late mid every this before "
    "after for end the through around between and to all".split()
)
_ECHO = 10  # so many words on, a word that comes again is the word
_DOING = contexts.PERSONAL_VERBS | contexts.PERSONAL_PAST | contexts.AUXILIARIES
_MODALS = frozenset(("will", "may"))
_NO_MODAL = frozenset(
    "was is has had said says did does didnt wasnt isnt did came went left got".split()
)
_LABELS = dict.fromkeys(("tel", "mob", "reg", "ref", "cat", "doc", "may", "june", "jan"), 1)
_COUNTED = Pattern(r"(?: ?[:.=] ?| )\d")
_MONEY = Pattern(r"£|\b(?:quid|pounds|pence|invoice|paid|owe[ds]?)\b")
_HOPED = frozenset(
    "he's she's hes shes he she they theyre they're it its it's thats that's".split()
)
_OF_MONTHS = frozenset("was is has had came".split())
_DIGIT = Pattern(r"\d")


def doubt(doc: Doc, token: Token, lead: float) -> float:
    """How much to take off. `lead` is what stands in front already gave: after "told" or a
    role even Will is a name."""
    tokens, at = doc.tokens, token.index
    lower = not token.capital
    scale = 1.0 if token.flags & WORDY else 0.6
    prior = tokens[at - 1] if at and token.gap == " " else None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.gap != " ":
        following = None
    taken = 0.0
    twice = _twice(tokens, at, following) if following is not None else 0.0
    if twice:
        return twice
    if token.key in _SEASONS and lead < 1.0:
        taken += _season(doc, token, prior)
    if _LABELS.get(token.key) and _COUNTED.match(doc.text, token.full_end):
        return 3.0  # "Tel 07700 900138", "reg: AB12"
    if token.key == "hope" and following is not None and following.key in _HOPED:
        return 1.8
    if token.key == "bill" and _MONEY.search(doc.text, token.end, token.end + 48):
        taken += 1.0
    if prior is not None and lead < 1.0:
        if lower and prior.key in contexts.DETERMINERS:
            return 1.8  # "her iris", "the robin"
        taken += _from_before(prior, token)
    if following is not None and token.key in _MODALS and following.key in _NO_MODAL:
        # No modal is followed by one of these; but the month of May was long, too.
        return -0.2 if token.key == "may" and following.key in _OF_MONTHS else -0.8
    if following is not None and lead < 1.0:
        taken += _from_after(token, following)
    return taken * scale


def _twice(tokens: list[Token], at: int, following: Token) -> float:
    """What it says that the word comes again as a word, or does what only the thing does."""
    token = tokens[at]
    doubled = following.key == token.key and token.capital
    if doubled and (token.key in _MODALS or not following.capital):
        return -0.9  # "May may come back", "Miles miles away"
    if following.key in _BREAKING.get(token.key, ()):
        return 1.2
    if token.flags & WORDY and _echoed(tokens, at, following.key):
        return -0.4 if token.capital else -0.8  # "Bill paid the bill", "frank was frank with me"
    return 0.0


def _echoed(tokens: list[Token], at: int, following: str) -> bool:
    """Whether somebody does something at the head of a sentence that has the word once more."""
    token = tokens[at]
    does = following in _DOING or (len(following) > 4 and following.endswith("ed"))
    if not token.first or not does:
        return False
    for other in tokens[at + 2 : at + _ECHO]:
        if other.first:
            return False
        if other.key.removesuffix("s") == token.key and not other.capital:
            return True
    return False


def _season(doc: Doc, token: Token, prior: Token | None) -> float:
    near = doc.text[max(0, token.start - 4) : token.start]
    behind = doc.text[token.end : token.end + 3]
    if _DIGIT.search(near) or _DIGIT.search(behind):
        return 3.0
    return 3.0 if prior is not None and prior.key in _BEFORE_SEASONS else 0.0


def _from_before(prior: Token, token: Token) -> float:
    steady = token.capital and not token.first
    if prior.key in ("a", "an", "the"):
        return 1.8  # "not a Christian", "the King"
    if prior.key in contexts.DETERMINERS:
        return 1.0 if steady else 1.8
    if prior.key in contexts.PRONOUNS:
        return 1.2 if steady else 1.8
    if prior.key in contexts.MODALS:
        return 0.6 if steady else 1.4
    return 0.0


def _from_after(token: Token, following: Token) -> float:
    if token.key in _MODALS and following.key in contexts.ADVERBS_AFTER_MODAL:
        return 1.8
    if following.key in contexts.OBJECTS:
        return 0.6 if token.capital and not token.first else 1.4
    if following.key == "of":
        return 1.0 if token.first or not token.capital else 0.0
    return 1.0 if following.key == "to" and not token.capital else 0.0
