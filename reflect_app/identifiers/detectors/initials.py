"""Initials that stand for a person: J.B., KL, M, Mr K. Acronyms of the work are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers import contexts, evidence
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import NAMES, NEVER, WELSH, WORD
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_DOTTED = re.compile(r"(?<![\w.'])(?:[^\W\d_]\.[ ]?){1,2}[^\W\d_]\b\.?(?!\w)")
_SINGLE = re.compile(r"(?<![\w.'-])[A-Z]\.(?= [a-z(]|,|\s*$)")
_NOT_DOTTED = frozenset(
    "ie eg am pm uk us usa ps nb dob ta aka eta rip fyi asap ni ok diy bbc nhs gp tv etc viz "
    "cf al id hm no".split()
)
# Offices, bodies and things: never a person, whatever they are said to have done.
_ACRONYMS = frozenset(
    "ap am pm om po so cm tl sw rn rmn cpn gp ot it hr id ok tv uk us eu usa nhs hmp moj cps "
    "dwp ppu pdu pso spo com pom cqc nmc hcpc hca cat cbt dbt mbt ae aa na hq er mdt cpa ps nb "
    "re vs aka fa cup no yes we me my he it is in on at to of or if so do go up us an as be by "
    "oh ah hi ha mr ms dr st rd dc ds di ci dci pc pcc tac cctv dvd cd pdf usb gps sim vip mp "
    "qc kc rsw ipc ooh csc iapt camhs cmht kg cm mm ml mg km ft lb oz fm vw bmw kfc mcd ev ni "
    "dj esa pip uc cv cpd kpi sop faq diy rip tbc tba tbf tbh fyi idk omg lol ffs wtf atm asap "
    "xx xxx zz ii iii iv vi vii viii ix xi xii mon tue wed thu fri sat sun jan feb mar apr may "
    "jun jul aug sep oct nov dec hdc crd ped imb hmip foi sar gdpr dpa ico dps crn cro pnc "
    "nino dob aps opd acct csra iep ppe nfa nok dnr cpr lft tb hiv mrsa copd adhd asd ptsd ocd "
    "eupd bpd mst dna rmo gpo lte ltp rfa tpc bbc itv sky lfc mufc fc afc".split()
)
# Bodies, forms and typing that now and then are somebody's initials: only where a person would be.
_DOUBTFUL = frozenset(
    "pd ed ec ep pa pr rt td qa da dv sa sv rm dm sp eos ld esp opt pta sen cc cp ee ei eq tc "
    "kuf aim ks hb hw mc pg bn em ra rv sc lc ac jc rc wm sm lg hd sd bw xs xl mi mia ba ma bc "
    "ce ad bp bpm cri rj vlo vcs csu rar ars sfo soc sir mod mot dd dp cb".split()
)


class Initials:
    """Dotted ones anywhere; bare ones of two or three capitals, or one, where a person would be."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in _DOTTED.finditer(doc.text):
            letters = re.sub(r"[^\w]", "", match.group()).lower()
            if letters in _NOT_DOTTED or "." not in match.group()[:-1]:
                continue
            if match.group().isupper() or len(letters) == 2:
                yield Found(*match.span(), "INITIALS", "likely", 57)
        for match in _SINGLE.finditer(doc.text):
            if match.group() != "I." and not _numbered(doc, match.start()):
                yield Found(*match.span(), "INITIALS", "likely", 43)
        for token in doc.tokens:
            size = len(token.key)
            if size > 3:
                continue
            tier: Tier | None = None
            if size == 1 and token.capital:
                tier = _letter(doc, token)
            elif token.loud:
                tier = _bare(doc, token)
            elif size == 2 and not token.capital:
                tier = _small(doc, token)
            if tier:
                yield Found(token.start, token.end, "INITIALS", tier, 42)


def _weight(doc: Doc, token: Token) -> float:
    return evidence.before(doc.tokens, token.index) + evidence.after(doc.tokens, token.index)


def _lead(doc: Doc, token: Token) -> str:
    return doc.tokens[token.index - 1].key if token.index else ""


def _bare(doc: Doc, token: Token) -> Tier | None:
    """Two or three capitals with no dots."""
    if _lead(doc, token) in contexts.STRICT_TITLES and len(token.key) == 2:
        return "likely"
    if token.key in _ACRONYMS or _among_capitals(doc.tokens, token.index):
        return None
    weight = _weight(doc, token) + (0.5 if token.owns else 0.0)
    unsure = token.key in _DOUBTFUL or len(token.key) == 3
    if _lead(doc, token) in ("the", "a", "an", "our", "my") or (unsure and weight < 0.8):
        return None
    if unsure:
        return None if len(token.key) == 3 and token.flags & WORD else "check"
    return "likely" if weight >= 0.4 else "check"


def _letter(doc: Doc, token: Token) -> Tier | None:
    """One capital by itself: a person only where one would stand."""
    if token.text in "IOX" or _among_capitals(doc.tokens, token.index):
        return None
    before = doc.text[token.start - 1 : token.start] if token.start else ""
    around = before + doc.text[token.full_end : token.full_end + 1]
    if any(c.isdigit() or c in "'/&-" for c in around) or _lead(doc, token) in _LABELS:
        return None
    if _lead(doc, token) in contexts.STRICT_TITLES:
        return "likely"
    if _lead(doc, token) in contexts.DETERMINERS or _followed_by_noun(doc.tokens, token):
        return None
    weight = _weight(doc, token) + (0.6 if token.owns else 0.0)
    weight += 1.0 if _paired(doc.tokens, token.index) else 0.0
    if token.text == "A":
        return "check" if weight >= 1.2 and not token.first else None
    if weight >= 0.6 and not (token.first and token.text in _TYPING and weight < 1.0):
        return "likely"
    if token.first and token.text in _TYPING:
        return None
    return "check" if _stands_free(doc, token) else None


def _followed_by_noun(tokens: list[Token], token: Token) -> bool:
    """The letter belongs to the word behind it ("C wing", "T shirt")."""
    if token.index + 1 >= len(tokens):
        return False
    following = tokens[token.index + 1]
    return following.gap in (" ", "-") and following.key in _LETTERED


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


def _small(doc: Doc, token: Token) -> Tier | None:
    """Two letters that make no word, where people would be ("jt and pk")."""
    if token.key in _ACRONYMS or token.key in _SMALL_WORDS or not token.key.isascii():
        return None
    if doc.text[token.end : token.end + 1] == "'" or any(c in "aeiou" for c in token.key):
        return None
    weight = _weight(doc, token) + (0.6 if _paired(doc.tokens, token.index) else 0.0)
    if token.key in _DOUBTFUL_SMALL and weight < 1.0:
        return None
    if weight < 0.6 or token.flags & (NAMES | WELSH | NEVER):
        return None
    return "likely" if weight >= 1.0 else "check"


def _paired(tokens: list[Token], at: int) -> bool:
    """Of two with "and" between, the one speaks for the other ("jt and pk")."""
    for joint, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if min(joint, other) >= 0 and max(joint, other) < len(tokens):
            pair = tokens[other]
            same = len(pair.text) == len(tokens[at].text) and pair.capital == tokens[at].capital
            if tokens[joint].key in ("and", "n") and same and pair.text not in "IA":
                return pair.key not in _ACRONYMS and pair.key not in _SMALL_WORDS
    return False


_LABELS = frozenset(
    "part section plan option vitamin hepatitis hep group block wing cat category form "
    "schedule annex type room zone level grade band class team unit floor bus appendix "
    "question column row gate door point item size letter capital side ward stage step phase "
    "flat house blood".split()
)
_LETTERED = frozenset(
    "wing block shirt shirts level levels band team section side ward roads road class list "
    "plan grade unit landing floor cat category vitamin numbers number day rating license "
    "licence word".split()
)
# One letter that hurried typing uses for a word (very, are, you, and).
_TYPING = frozenset("VURNQYE")
# Units and typing that two letters without a capital mostly are.
_SMALL_WORDS = frozenset(
    "my by hr hrs wk yr mr ms dr st rd th nd pm am tv ok kg cm mm mg ml km ft lb pc pp bf gf "
    "tx xx ty ry ly fb wh sh ch pl px gb mb vs nr wi fr gd nt rm rmn mh sw tl hq hw jk rt ps "
    "wd shd bc cz cs bs ys yh yy ym yn yr dw dy fy wy wl nw td tn tw ng gp gm fc fm hm mmm zz "
    "vv ww pt mp wc dv dj mc".split()
)
_DOUBTFUL_SMALL = frozenset(
    "cd tt bn bk dm cv np nb sb tb kb cn dk sm ml fs ph cp kp vp pw bp pd kw bw pg js".split()
)


def _numbered(doc: Doc, place: int) -> bool:
    """The letter of a list ("A. Monday")."""
    return not doc.text[max(0, place - 2) : place].strip()


def _among_capitals(tokens: list[Token], at: int) -> bool:
    """Inside a line written in capitals, where two capitals say nothing."""
    near = [t for t in tokens[max(0, at - 2) : at + 3] if t.index != at]
    return sum(t.loud and len(t.key) > 3 for t in near) >= 2
