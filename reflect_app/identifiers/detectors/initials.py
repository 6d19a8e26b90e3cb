"""Initials that stand for a person: J.B., KL, M, Mr K. Acronyms of the work are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers import acronyms, contexts, evidence, letters
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import WELSH, WORD
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
            run = re.sub(r"[^\w]", "", match.group()).lower()
            if "." not in match.group()[:-1] or (
                run in acronyms.NOT_DOTTED
                and not (run == "nb" and _does(doc.after(match.end() + 1, 16)))
            ):
                continue
            if match.group().isupper() or len(run) == 2:
                yield Found(*match.span(), "INITIALS", "likely", 57)
        for match in _GAELIC.finditer(doc.text):
            yield Found(*match.span(), "INITIALS", "likely", 57)
        for match in _SINGLE.finditer(doc.text):
            if match.group() != "I." and (
                not _numbered(doc, match.start()) or _does(doc.after(match.end() + 1, 16))
            ):
                yield Found(*match.span(), "INITIALS", "likely", 43)
        for token in doc.tokens:
            if len(token.key) > _MOST_LETTERS or (
                not token.capital and token.key in letters.PLAIN and token.key not in _NAMED_SO
            ):
                continue  # the most words by far
            tier = _undotted(doc, token)
            if tier:
                yield Found(token.start, token.end, "INITIALS", tier, 42)
            elif _owning(doc.tokens, token):
                yield Found(token.start, token.end - 1, "INITIALS", "check", 42)


_MOST_LETTERS = 3


def _undotted(doc: Doc, token: Token) -> Tier | None:
    size = len(token.key)
    tier: Tier | None = None
    if _in_welsh(doc.tokens, token):
        return None
    if size == 1 and token.capital:
        tier = _letter(doc, token)
    elif token.loud:
        tier = _bare(doc, token)
    elif size == 1 and _named_so(doc.tokens, token):
        tier = "likely"
    return tier if tier == "likely" else _learned(doc, token) or tier


# Words of Welsh that the list of Welsh words does not have.
_WELSH_TOO = frozenset(("le", "ba", "po"))


def _in_welsh(tokens: list[Token], token: Token) -> bool:
    """A short word of Welsh among others ("rhywun sy yno", "Y bore yma")."""
    if token.capital and not token.first:
        return False
    short = bool(token.flags & WELSH) or token.key in _WELSH_TOO
    return short and evidence.in_welsh(tokens, token.index)


def _owning(tokens: list[Token], token: Token) -> bool:
    """Whose mum it is, where the apostrophe was left out ("hcs mum came")."""
    pair = token.key[:-1]
    if len(token.key) != _MOST_LETTERS or token.key[-1] != "s" or token.capital or token.owns:
        return False
    if set(pair) & set("aeiouy") or pair in acronyms.ACRONYMS or letters.listed(token.key):
        return False
    following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    return following is not None and following.gap == " " and following.key in contexts.OWNED


def _learned(doc: Doc, token: Token) -> Tier | None:
    """What the weights say, where the rules are not sure; of capitals, those know what is."""
    if not letters.may_be_initials(token) or _among_capitals(doc.tokens, token.index):
        return None
    if _lettering(doc, token) or _followed_by_noun(doc.tokens, token):
        return None
    score = letters.logit(doc.tokens, token.index)
    if score < _CHECK:
        return None
    plain = not token.capital and not letters.listed(token.key)
    return "likely" if plain and score >= _LIKELY else "check"


# As logits: likelier than not, and very sure. Of the development sentences with nobody in them
# fewer than one in a thousand words get over the first, and none over the second.
_CHECK = 0.0
_LIKELY = 3.0


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
    if _lettering(doc, token):
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


def _lettering(doc: Doc, token: Token) -> bool:
    """Part of a code or a label ("Plan B", "M/F")."""
    before = doc.text[token.start - 1 : token.start] if token.start else ""
    around = before + doc.text[token.full_end : token.full_end + 1]
    code = any(c.isdigit() or c in "'/&-" for c in around)
    inside = doc.text[token.full_end : token.full_end + 1] == "." and (
        doc.text[token.full_end + 1 : token.full_end + 2].isalpha()
    )
    return code or inside or _lead(doc, token) in acronyms.LABELS


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


_NAMED_SO = frozenset("bcdefghjklmnpqrstvwxyz")
_NAMING = frozenset("call calling called name".split())


def _beside_somebody(tokens: list[Token], at: int) -> bool:
    """Whether a PM stands with initials, and not with the morning ("AM and PM")."""
    near = {t.key for t in tokens[max(0, at - 2) : at + 3]}
    return "am" not in near and _paired(tokens, at)


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
