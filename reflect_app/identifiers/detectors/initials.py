"""Initials that stand for a person: J.B., KL, M, Mr K. Acronyms of the work are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers import acronyms, contexts, evidence
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import NAMES, NEVER, WELSH, WORD
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_DOTTED = Pattern(r"(?<![\w.'])(?:[^\W\d_]\.[ ]?){1,2}[^\W\d_]\b\.?(?!\w)")
# "MO'C", "JMcC", "O'B": names of Irish and Scottish families cut short.
_GAELIC = Pattern(r"(?<![\w'.-])(?:[A-Z]{0,2}O'|[A-Z]{1,2}Ma?c)[A-Z](?![\w'])")
_SINGLE = Pattern(r"(?<![\w.'-])[A-Z]\.(?= [a-z(]|,|\s*$)")


class Initials:
    """Dotted ones anywhere; bare ones of two or three capitals, or one, where a person would be."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in _DOTTED.finditer(doc.text):
            letters = re.sub(r"[^\w]", "", match.group()).lower()
            if letters in acronyms.NOT_DOTTED or "." not in match.group()[:-1]:
                continue
            if match.group().isupper() or len(letters) == 2:
                yield Found(*match.span(), "INITIALS", "likely", 57)
        for match in _GAELIC.finditer(doc.text):
            yield Found(*match.span(), "INITIALS", "likely", 57)
        for match in _SINGLE.finditer(doc.text):
            if match.group() != "I." and (
                not _numbered(doc, match.start()) or _does(doc.after(match.end() + 1, 16))
            ):
                yield Found(*match.span(), "INITIALS", "likely", 43)
        for token in doc.tokens:
            tier = _undotted(doc, token) if len(token.key) <= _MOST_LETTERS else None
            if tier:
                yield Found(token.start, token.end, "INITIALS", tier, 42)


_MOST_LETTERS = 3


def _undotted(doc: Doc, token: Token) -> Tier | None:
    size = len(token.key)
    if size == 1 and token.capital:
        return _letter(doc, token)
    if token.loud:
        return _bare(doc, token)
    if size == 1:
        if _named_so(doc.tokens, token):
            return "likely"
        return "check" if _small_letter(doc.tokens, token) else None
    return _small(doc, token) if size == 2 and not token.capital else None


def _weight(doc: Doc, token: Token) -> float:
    return evidence.before(doc.tokens, token.index) + evidence.after(doc.tokens, token.index)


def _lead(doc: Doc, token: Token) -> str:
    near = token.index and token.gap in (" ", ". ", ".", " '", ' "')
    prior = doc.tokens[token.index - 1].key if near else ""
    return prior if token.gap == " " or prior in contexts.STRICT_TITLES else ""


def _bare(doc: Doc, token: Token) -> Tier | None:
    """Two or three capitals with no dots."""
    if _lead(doc, token) in contexts.STRICT_TITLES and len(token.key) == 2:
        return "likely"
    titled = token.key in acronyms.TITLES_TOO and _paired(doc.tokens, token.index)
    titled = titled or (token.key == "pm" and _beside_somebody(doc.tokens, token.index))
    if token.key in acronyms.ACRONYMS and not titled:
        return None
    if _among_capitals(doc.tokens, token.index):
        return None
    weight = _weight(doc, token) + (0.5 if token.owns else 0.0)
    weight += 0.5 if _paired(doc.tokens, token.index) else 0.0
    weight += 0.8 if _lead(doc, token) in contexts.HANDLING else 0.0
    unsure = token.key in acronyms.DOUBTFUL or len(token.key) == 3
    if _lead(doc, token) in ("the", "a", "an", "our", "my") or (
        unsure and weight < (0.2 if token.first and len(token.key) == 2 else 0.8)
    ):
        return None
    if unsure:
        return None if len(token.key) == 3 and token.flags & WORD else "check"
    return "likely" if weight >= 0.4 else "check"


def _letter(doc: Doc, token: Token) -> Tier | None:
    """One capital by itself: a person only where one would stand."""
    if token.text not in "IO" and _named_so(doc.tokens, token):
        return "likely"
    if token.text in "IOX" or _among_capitals(doc.tokens, token.index):
        return None
    before = doc.text[token.start - 1 : token.start] if token.start else ""
    around = before + doc.text[token.full_end : token.full_end + 1]
    if any(c.isdigit() or c in "'/&-" for c in around) or _lead(doc, token) in acronyms.LABELS:
        return None
    if _lead(doc, token) in contexts.STRICT_TITLES:
        return "likely"
    if _lead(doc, token) in contexts.DETERMINERS or _followed_by_noun(doc.tokens, token):
        return None
    weight = _weight(doc, token) + (0.6 if token.owns else 0.0)
    weight += 1.0 if _paired(doc.tokens, token.index) else 0.0
    if token.text == "A":
        return "check" if weight >= 1.2 and not token.first else None
    if weight >= 0.6 and not (token.first and token.text in acronyms.TYPING and weight < 1.0):
        return "likely"
    if token.first and token.text in acronyms.TYPING:
        return None
    return "check" if _stands_free(doc, token) else None


def _followed_by_noun(tokens: list[Token], token: Token) -> bool:
    """The letter belongs to the word behind it ("C wing", "T shirt")."""
    if token.index + 1 >= len(tokens):
        return False
    following = tokens[token.index + 1]
    return following.gap in (" ", "-") and following.key in acronyms.LETTERED


def _stands_free(doc: Doc, token: Token) -> bool:
    """In running text, not the answer to a list or the end of a code."""
    behind = doc.text[token.full_end : token.full_end + 2]
    if token.first:
        return behind[:1] == " " and behind[1:].islower()
    return token.gap in (" ", " & ", " (", ", ", " + ") and behind[:1] in (
        " ",
        ",",
        ".",
        "",
        ")",
        "?",
        "!",
    )


def _named_so(tokens: list[Token], token: Token) -> bool:
    """A letter that the writer says they use ("I shall call her R", "the man i call r")."""
    if token.index < 2 or token.gap not in (" ", " '", ' "') or token.key in "aiou":
        return False
    prior, earlier = tokens[token.index - 1], tokens[token.index - 2]
    if prior.gap != " ":
        return False
    whom = prior.key in ("him", "her", "them") and earlier.key in _NAMING
    return whom or (prior.key in _NAMING and earlier.key in ("i", "ill", "will", "shall", "we"))


def _small_letter(tokens: list[Token], token: Token) -> bool:
    """One letter without a capital where only somebody can be ("spoke to d about his mum")."""
    if token.key not in _UNTYPED or token.gap != " " or token.index + 1 >= len(tokens):
        return False
    following = tokens[token.index + 1]
    return following.gap in (" ", ", ", ". ") and evidence.before(tokens, token.index) >= 1.1


# Letters that hurried typing does not use for a word.
_UNTYPED = frozenset("dfghjlmpstz")
_NAMING = frozenset("call calling called name".split())


def _small(doc: Doc, token: Token) -> Tier | None:
    """Two letters that make no word, where people would be ("jt and pk")."""
    if _couple(doc.tokens, token.index) or _owner(doc.tokens, token):
        return "check"
    if token.key in acronyms.SPEECHLESS and _speaks(doc.tokens, token.index):
        return "check"
    if (
        token.key in acronyms.ACRONYMS
        or token.key in acronyms.SMALL_WORDS
        or not token.key.isascii()
    ):
        return None
    if doc.text[token.end : token.end + 1] == "'" or any(c in "aeiou" for c in token.key):
        return None
    weight = _weight(doc, token) + (0.6 if _paired(doc.tokens, token.index) else 0.0)
    weight += 1.0 if _with_me(doc.tokens, token) else 0.0
    if token.key in acronyms.DOUBTFUL_SMALL and weight < 1.0:
        return None
    if token.flags & (NAMES | WELSH | NEVER):
        return None
    if weight < 0.6:
        return "check" if _visited(doc.tokens, token) else None
    return "likely" if weight >= 1.0 else "check"


def _couple(tokens: list[Token], at: int) -> bool:
    """Two pairs of consonants at the head of a note, which no two words of it are; one of them
    may be a unit or the like where the two then do something ("kd and pm said")."""
    for head in (at, at - 2):
        if head < 0 or head + 3 > len(tokens) or not tokens[head].first:
            continue
        one, joint, other = tokens[head : head + 3]
        if joint.key not in ("and", "n") or not (_consonants(one) and _consonants(other)):
            continue
        small = [t.key for t in (one, other) if t.key in acronyms.SMALL_WORDS]
        if not small or (
            len(small) == 1
            and small[0] in acronyms.SPEECHLESS
            and not acronyms.ACRONYMS & {one.key, other.key} - set(small)
            and _follows(tokens, head + 2, contexts.PERSONAL_VERBS - contexts.OF_ANYTHING)
        ):
            return True
    return False


def _consonants(token: Token) -> bool:
    return len(token.text) == 2 and not token.capital and not set(token.key) & set("aeiouy")


def _follows(tokens: list[Token], at: int, words: frozenset[str]) -> bool:
    """Whether the next word, with nothing but a space between, is one of these."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.gap == " " and following.key in words


def _owner(tokens: list[Token], token: Token) -> bool:
    """Whose mum or room it is ("tj's mum rang")."""
    unknown = token.key not in acronyms.ACRONYMS | acronyms.SMALL_WORDS and not token.flags & NAMES
    return (
        token.owns
        and unknown
        and _consonants(token)
        and _follows(tokens, token.index, contexts.OWNED)
    )


def _speaks(tokens: list[Token], at: int) -> bool:
    """Whether what no unit does is done by one, or to one; "at 3 pm told" has a figure before."""
    token = tokens[at]
    if token.gap != " " and (not token.first or any(c.isdigit() for c in token.gap)):
        return False
    if _follows(tokens, at, _SAYING):
        return True
    return token.gap == " " and evidence.before(tokens, at) >= _SPOKEN_TO


def _with_me(tokens: list[Token], token: Token) -> bool:
    """Who else there was ("me + dk on nights")."""
    joined = token.index and token.gap in _AMPERSANDS
    return bool(joined) and tokens[token.index - 1].key in ("me", "i")


def _visited(tokens: list[Token], token: Token) -> bool:
    """Whom one goes to see; not "see nb below"."""
    prior = tokens[token.index - 1] if token.index and token.gap == " " else None
    if prior is None or prior.key not in _VISITED:
        return False
    return prior.key != "see" or (prior.index > 0 and tokens[prior.index - 1].key == "to")


def _beside_somebody(tokens: list[Token], at: int) -> bool:
    """Whether a PM stands with initials, and not with the morning ("AM and PM")."""
    near = {t.key for t in tokens[max(0, at - 2) : at + 3]}
    return "am" not in near and _paired(tokens, at)


_SPOKEN_TO = 1.1
_SAYING = frozenset(
    "said told asked laughed cried wanted thinks thought reckons reckoned shouted smiled "
    "apologised refused admitted replied rang whispered snapped wont wouldnt didnt".split()
)
_VISITED = frozenset("see visit escorted calmed collected settled recalled released woke".split())


def _paired(tokens: list[Token], at: int) -> bool:
    """Of two with "and" between, the one speaks for the other ("jt and pk")."""
    for other, gap in ((at + 1, at + 1), (at - 1, at)):
        if 0 <= other < len(tokens) and tokens[min(gap, len(tokens) - 1)].gap in _AMPERSANDS:
            pair = tokens[other]
            if pair.capital and len(pair.text) == len(tokens[at].text) and pair.text not in "IA":
                return pair.key not in acronyms.ACRONYMS
    for joint, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if min(joint, other) >= 0 and max(joint, other) < len(tokens):
            pair = tokens[other]
            same = len(pair.text) == len(tokens[at].text) and pair.capital == tokens[at].capital
            if tokens[joint].key in ("and", "n") and same and pair.text not in "IA":
                return pair.key not in acronyms.ACRONYMS and pair.key not in acronyms.SMALL_WORDS
    return False


_AMPERSANDS = frozenset((" & ", " + ", "/", "+"))


def _does(behind: str) -> bool:
    """Whether what goes on is what somebody does ("R. and I", "J. back late")."""
    word = behind.split(" ", 1)[0].strip(",.")
    return word == "and" or word in (
        contexts.PERSONAL_VERBS | contexts.PERSONAL_PAST | contexts.AUXILIARIES | contexts.ROSTERED
    )


def _numbered(doc: Doc, place: int) -> bool:
    """The letter of a list ("A. Monday")."""
    return not doc.text[max(0, place - 2) : place].strip()


def _among_capitals(tokens: list[Token], at: int) -> bool:
    """Inside a line written in capitals, where two capitals say nothing."""
    near = [t for t in tokens[max(0, at - 2) : at + 3] if t.index != at]
    return sum(t.loud and len(t.key) > 3 for t in near) >= 2
