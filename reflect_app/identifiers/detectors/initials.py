"""Initials that stand for a person: J.B., KL, M. Acronyms of the work are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers import evidence
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.spans import Found
from reflect_app.identifiers.tokens import Token

_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[ ]?){1,2}[^\W\d_]\b\.?(?!\w)")
_SINGLE = re.compile(r"(?<![\w.'-])[A-Z]\.(?= [a-z(]|,|\s*$)")
_NOT_DOTTED = frozenset(
    "ie eg am pm uk us usa ps nb dob ta aka eta rip fyi asap ni ok diy bbc nhs gp tv etc viz cf al id"
    " hm no".split()
)
_ACRONYMS = frozenset(
    "ap am pm om po so cm rm dm tl sw rn rmn cpn gp ot sp it hr id ok tv uk us eu usa nhs hmp moj cps dwp "
    "ppu pdu pso spo com pom cqc nmc hcpc hca cat cbt dbt mbt pd bpd mh ae ed er ec hq gm qa pa pr rt "
    "td kw ks ld sen asd ptsd ocd adhd ied acct roh rosh lte ltp dv da ipv sa sv va ipp dls edl els sds "
    "esp opd aps opt pip uc esa cv cpd kpi pdr sop cp ci cc pc dc ds di si dci pcc tac tad mdt cpa cto "
    "dna dnr tbc tba tbf tbh fyi faq idk omg lol ffs wtf atm asap aka vs re nb ps ff fa cup ko og mot "
    "xl xs sm lg no yes we me my he it is in on at to of or if so do go up us an as be by oh ah hi ha "
    "mr ms dr st rd jr sr bw hd sd cd dvd pdf usb gps app ios pin sim vip mp mps ad bc ce ba ma msc bsc "
    "phd llb qc kc rsw rsa ipc mi mia ofc ooh cco csc cscs iapt camhs cmht rc ac sc lc hc as bi bp hr bpm "
    "kg cm mm ml mg km ft lb oz st am fm mw lw sw ww wi fi cs ps ee ei eq iq tc pipe kuf aim ee ep cpr "
    "lfc mufc fc afc itv bbc sky bt ee o2 vw bmw kfc mcd xr ev tp gb ni roi nw ne se sw wm em em yh ea "
    "ss hs hb hw dj mc dm pm bn pg sis ss ra rv sat sun mon tue wed thu fri jan feb mar apr may jun jul "
    "aug sep oct nov dec xx xxx zz ii iii iv vi vii ix xi xii eom eod wfh oos rip sos ote ot otp hb "
    "tip mst cri cgl nt rfi cri crb dbs ico foi sar gdpr dpa ndl ndelius dps iis ivs ppo pva imb hmip "
    "sd rj rjc vlo vls vcs csu seg cna roto rotl rdr ard crd led sed ted hdc sdr eos wfr llr cro crn pnc".split()
)
_SPEAKING_MORE = frozenset(
    "re with w and n told saw met asked rang called for from by about".split()
)


class Initials:
    """Dotted ones anywhere; bare ones of two or three capitals, or one, where a person would be."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        for match in _DOTTED.finditer(doc.text):
            letters = re.sub(r"[^\w]", "", match.group()).lower()
            if letters in _NOT_DOTTED or "." not in match.group()[:-1]:
                continue
            upper = match.group().upper() == match.group()
            if upper or len(letters) == 2:
                end = match.end()
                yield Found(match.start(), end, "INITIALS", "likely", 57)
        for match in _SINGLE.finditer(doc.text):
            if match.group() != "I." and not _numbered(doc, match.start()):
                yield Found(*match.span(), "INITIALS", "likely", 43)
        for token in doc.tokens:
            if token.loud and len(token.key) <= 3:
                yield from self._bare(doc, token)
            elif len(token.key) == 1:
                yield from self._letter(doc, token)
            elif len(token.key) == 2 and not token.capital:
                yield from self._small(doc, token)

    def _bare(self, doc: Doc, token: Token) -> Iterator[Found]:
        if token.key in _ACRONYMS or _among_capitals(doc.tokens, token.index):
            return
        weight = evidence.before(doc.tokens, token.index) + evidence.after(doc.tokens, token.index)
        prior = doc.tokens[token.index - 1].key if token.index else ""
        if prior in ("the", "a", "an", "our", "my") or (len(token.key) == 3 and weight < 0.8):
            return
        if len(token.key) == 2:
            yield Found(
                token.start,
                token.end,
                "INITIALS",
                "likely" if weight >= 0.4 or token.owns else "check",
                42,
            )
        else:
            yield Found(token.start, token.end, "INITIALS", "check", 41)

    def _letter(self, doc: Doc, token: Token) -> Iterator[Found]:
        """One capital by itself: a person only where one would stand."""
        if not token.capital or token.text in "IAOX" or _among_capitals(doc.tokens, token.index):
            return
        around = (
            doc.text[token.start - 1 : token.start] + doc.text[token.full_end : token.full_end + 1]
        )
        if any(c.isdigit() or c in "'&/-" for c in around):
            return
        lead = evidence.before(doc.tokens, token.index)
        follow = evidence.after(doc.tokens, token.index)
        prior = doc.tokens[token.index - 1].key if token.index else ""
        if prior in _LABELS:
            return
        if token.first and follow < 0.6 and not token.owns:
            return
        if lead + follow >= 0.6 or token.owns:
            yield Found(token.start, token.end, "INITIALS", "likely", 41)
        elif lead + follow >= 0.3:
            yield Found(token.start, token.end, "INITIALS", "check", 40)

    def _small(self, doc: Doc, token: Token) -> Iterator[Found]:
        """ "jt and pk": two letters that make no word, where people would be."""
        if token.key in _ACRONYMS or token.key in _SMALL_WORDS or not token.key.isascii():
            return
        if doc.text[token.end : token.end + 1] == "'" or any(c in "aeiou" for c in token.key):
            return
        weight = evidence.before(doc.tokens, token.index) + evidence.after(doc.tokens, token.index)
        if weight >= 0.6 and not token.flags & 0b1100111:
            yield Found(
                token.start, token.end, "INITIALS", "likely" if weight >= 1.0 else "check", 40
            )


_LABELS = frozenset(
    "part section plan option vitamin hepatitis hep group block wing cat category form schedule annex "
    "type room zone level grade band class team unit floor bus appendix question column row gate "
    "door point point's item size letter capital side ward stage step phase b c d".split()
)
_SMALL_WORDS = frozenset(
    "my by hr hrs wk yr mr ms dr st rd th nd pm am tv ok kg cm mm mg ml km ft lb pc pp bf gf bn bk tx xx "
    "ty ry ly fb tt wh sh ch pl px gb mb kb dm cv vs nr wi fr gd nt rm rn mh sw tl np hq hw jk rt ps nb "
    "sb sth wd cd shd bc cz cs bs ys yh yy ym yn yr dw dy fy wy wl nw td tn tw ng gp cpn kw gm bw pg pt mp "
    "fc fm js gr hm mm mmm zz zzz vv ww tb cn dk sm ml fs ph wc dj mc cp kp vp vr hs pw bp dv pd".split()
)


def _numbered(doc: Doc, place: int) -> bool:
    """The letter of a list ("A. Monday")."""
    return not doc.text[max(0, place - 2) : place].strip()


def _among_capitals(tokens: list[Token], at: int) -> bool:
    """Inside a line written in capitals, where two capitals say nothing."""
    near = [t for t in tokens[max(0, at - 2) : at + 3] if t.index != at]
    return sum(t.loud and len(t.key) > 3 for t in near) >= 2
