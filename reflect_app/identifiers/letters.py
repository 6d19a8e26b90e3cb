"""Is this somebody, by their initials? What is learned about a few letters and what is around.

`packaging/identifiers/train_initials.py` makes the weights. Only letters that the rules cannot
tell from a unit, an office or typing are asked about, so most words of a text cost nothing.
"""

from __future__ import annotations

from functools import cache

from reflect_app.assets import read_text
from reflect_app.identifiers import acronyms, contexts
from reflect_app.identifiers.lists import GIVEN, MOSTLY, NAMES, WORD
from reflect_app.identifiers.tokens import Token

SCALE = 50  # weights are kept as whole numbers, so many to one of the logit
_MOST_CAPITALS = 3
_MOST_SMALL = 2
_NEAR = 2
_EDGE = "|"
_ENDINGS = ("ing", "ed", "s")


@cache
def weights() -> dict[str, int]:
    """The learned weight of every feature, read on the first call."""
    table: dict[str, int] = {}
    for line in read_text("identifiers/initials.txt").split("\n"):
        if line and line[0] != "#":
            feature, _, weight = line.rpartition("\t")
            table[feature] = int(weight)
    return table


def may_be_initials(token: Token) -> bool:
    """Whether the letters could be somebody's: few, and no word of English or Welsh."""
    size = len(token.key)
    if size > _MOST_CAPITALS or not token.text.isascii():
        return False
    if token.gap[-1:] in _GLUE or token.gap.strip()[-1:].isdigit():
        return False  # "Jun-ho", "3 pm", "2 lb"
    if token.capital:
        loud = token.text.isupper()
        return loud and (token.text not in "AIO" if size == 1 else token.key not in _NEVER)
    return size <= _MOST_SMALL and token.key not in PLAIN


_GLUE = ("-", "'", "@", "#", ".", "_")
_NEVER = frozenset("ok tv uk us eu no".split())
# No initials without a capital, whatever is around: words, and letters typed for words.
PLAIN = acronyms.TWO_LETTERS | frozenset("a i o u n x y w e v s".split())


def logit(tokens: list[Token], at: int) -> float:
    """How much speaks for somebody (over 0) or against (under 0), as a logit."""
    table = weights()
    return sum(table.get(feature, 0) for feature in features(tokens, at)) / SCALE


def features(tokens: list[Token], at: int) -> list[str]:
    """What is to be seen of the letters and around them."""
    token = tokens[at]
    size, other = len(token.key), listed(token.key)
    shape = f"{'C' if token.capital else 'c'}{size}{'f' if token.first else ''}"
    kind = f"{other}{shape[:2]}"
    prior, far = _before(tokens, at, 1), _before(tokens, at, 2)
    following, further = _behind(tokens, at, 1), _behind(tokens, at, 2)
    ahead, behind = _sort(tokens, at, -1), _sort(tokens, at, 1)
    found = [
        "1", shape, f"k{kind}", f"o{token.owns:d}{other}", f"p{prior}", f"n{following}",
        f"P{ahead}", f"N{behind}", f"pk{other}{prior}", f"nk{other}{following}",
        f"PN{ahead}{behind}", f"ps{shape}{ahead}", f"ns{shape}{behind}",
        f"fp{far} {prior}", f"nf{following} {further}", f"sk{kind}{behind}", f"f{far}",
        f"F{further}",
    ]  # fmt: skip
    if other:
        found.append(f"w{token.key}")
    if not set(token.key) & set("aeiouy"):
        found.append(f"v{shape}")
    return found


def listed(key: str) -> str:
    """What else the letters may be: an office, a unit, a form."""
    if key in acronyms.ACRONYMS:
        return "A"
    if key in acronyms.SMALL_WORDS:
        return "S"
    return "D" if key in acronyms.DOUBTFUL or key in acronyms.DOUBTFUL_SMALL else ""


def _gap(token: Token) -> str:
    if token.gap == " ":
        return ""
    mark = token.gap.strip()[:1]
    return "#" if mark.isdigit() else mark or "_"


def _before(tokens: list[Token], at: int, by: int) -> str:
    if at < by or any(t.first for t in tokens[at - by + 1 : at + 1]):
        return _EDGE
    return tokens[at - by].key + _gap(tokens[at - by + 1])


def _behind(tokens: list[Token], at: int, by: int) -> str:
    if at + by >= len(tokens) or any(t.first for t in tokens[at + 1 : at + by + 1]):
        return _EDGE
    return _gap(tokens[at + by]) + tokens[at + by].key


def _sort(tokens: list[Token], at: int, by: int) -> str:
    """What sort of word stands beside, by the lists the rules use."""
    other = at + by
    edge = tokens[max(at, other)].first if 0 <= other < len(tokens) else True
    if edge:
        return _EDGE
    token, gap = tokens[other], _gap(tokens[max(at, other)])
    for letter, words in _SORTS:
        if token.key in words:
            return gap + letter
    if token.flags & (GIVEN | MOSTLY):
        return gap + "n"
    if may_be_initials(token):
        return gap + "i"
    if not token.flags & (WORD | NAMES):
        return gap + "?"
    return gap + next((f"-{end}" for end in _ENDINGS if token.key.endswith(end)), "w")


_SORTS = (
    ("S", contexts.SPEAKING),
    ("T", contexts.STRICT_TITLES),
    ("V", contexts.PERSONAL_VERBS - contexts.OF_ANYTHING),
    ("L", contexts.PERSONAL_PAST),
    ("D", contexts.DETERMINERS),
    ("I", contexts.PRONOUNS | contexts.COMPANY),
    ("X", contexts.AUXILIARIES | contexts.CONTRACTED),
    ("H", contexts.HANDLING),
    ("R", contexts.ROLES),
    ("E", contexts.ROSTERED),
    ("W", contexts.TOWARDS_PREPOSITIONS | contexts.ACCOMPANYING),
    ("O", contexts.OWNED),
    ("J", frozenset(("and", "n", "a", "ac"))),
)
