"""Towns, districts and counties, Welsh ones in their mutated forms too."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.identifiers import evidence
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import GIVEN, MOSTLY, NEVER, SURNAME, WELSH, WORD, WORDY, lexicon
from reflect_app.identifiers.mutations import unmutated
from reflect_app.identifiers.spans import Found, Tier
from reflect_app.identifiers.tokens import Token

_LEADS = frozenset(
    "in near around outside through via across towards into from to at of over yng ym yn i o "
    "ar ger am round by leave leaving left between and past inside called visit visiting down "
    "up".split()
)
_FIRM = frozenset("in near around outside through into from yng ym ger across via towards".split())
_WELSH_LEADS = frozenset("yng ym yn i o ar ger am at dros drwy dan gan a gyda tua rhwng".split())
_ENDINGS = (
    "ton", "ham", "ley", "by", "ford", "bridge", "worth", "field", "wick", "wich", "burn", "mouth",
    "pool", "stead", "combe", "hurst", "thorpe", "borough", "bury", "chester", "caster", "dale",
    "shire", "gate", "moor", "holme", "minster", "port", "well", "beck", "dean", "leigh", "low",
    "lea", "wood", "wold", "cliffe", "hill", "pit", "side", "stone", "forth", "stow",
)  # fmt: skip
_BEGINNINGS = ("llan", "aber", "pont", "pen", "tre", "caer", "bryn", "rhyd", "nant", "cwm", "ynys")
_WITHIN = frozenset("under upon on in le by the y yr next cum de la sub of with and".split())
_MOST_WORDS = 4
_SHORTEST = 4  # letters in a place that no list has


class Places:
    """Listed places; and what stands where a place would and is spelt like one."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        tokens = doc.tokens
        places, firsts = lexicon().places, lexicon().places_first
        done = 0
        for token in tokens:
            if token.index < done:
                continue
            plain = token.flags and not token.capital and token.key not in places
            if plain and token.key not in firsts:
                continue  # the most words by far
            last, kind = _longest(tokens, token)
            if kind:
                tier = _tier(doc, token, last, kind)
                if tier:
                    done = last + 1
                    listed = kind == "T" and not token.flags & (GIVEN | MOSTLY | WORDY)
                    firm = _lead(tokens, token) in _FIRM or _crew(tokens, last, named=True)
                    rank = 52 if listed or firm else 47
                    yield Found(token.start, tokens[last].end, "PLACE", tier, rank)
            elif token.capital:
                yield from self._unlisted(doc, token)
            elif not token.flags:
                yield from self._small(doc.tokens, token)
            if not token.flags & ~SURNAME and _estate(tokens, token):
                tier = "likely" if token.capital else "check"
                yield Found(tokens[token.index - 1].start, token.end, "PLACE", tier, 51)

    def _unlisted(self, doc: Doc, token: Token) -> Iterator[Found]:
        """A capital that no list knows, where a place would stand."""
        known = token.flags & (WORD | GIVEN | MOSTLY | WORDY | NEVER | WELSH)
        if known or token.loud or token.owns or token.index in doc.spared:
            return
        lead = _lead(doc.tokens, token)
        if len(token.key) < _SHORTEST:
            return
        if lead == "to":
            yield Found(token.start, token.end, "PLACE", "check", 43)
        if lead not in _FIRM:
            return
        like = placelike(token.key)
        if lead == "from" and not like:
            return
        yield Found(token.start, token.end, "PLACE", "likely" if like else "check", 51)

    def _small(self, tokens: list[Token], token: Token) -> Iterator[Found]:
        """The same with no capital ("back from wexmoor")."""
        led = _lead(tokens, token) in _FIRM or _lead(tokens, token) == "to"
        if led and len(token.key) > _SHORTEST + 1 and placelike(token.key):
            yield Found(token.start, token.end, "PLACE", "check", 43)


_ESTATE_VERBS = frozenset(
    "live lives lived living house flat grew home back stays stayed staying born raised nan mum "
    "mother family".split()
)


def _estate(tokens: list[Token], token: Token) -> bool:
    """An estate or a hill that people live on ("he lives on the gurnos")."""
    if token.index < 3 or token.gap != " " or len(token.key) < _SHORTEST or token.loud:
        return False
    lives, on, article = tokens[token.index - 3 : token.index]
    if article.key != "the" or article.gap != " " or on.key not in ("on", "up") or on.gap != " ":
        return False
    return lives.key in _ESTATE_VERBS


def placelike(key: str) -> bool:
    """Whether a folded word ends or begins as the names of British places do."""
    return key.endswith(_ENDINGS) or key.startswith(_BEGINNINGS)


def _lead(tokens: list[Token], token: Token) -> str:
    """The word in front, if nothing but a space stands between."""
    return tokens[token.index - 1].key if token.index and token.gap == " " else ""


def _longest(tokens: list[Token], token: Token) -> tuple[int, str]:
    """The last word and the class of the longest listed place that begins here."""
    lists = lexicon()
    best, kind = token.index, lists.places.get(token.key, "")
    if token.key in lists.places_first:
        words = [token.key]
        for following in tokens[token.index + 1 : token.index + _MOST_WORDS]:
            if following.gap not in (" ", "-"):
                break
            if following.capital != token.capital and following.key not in _WITHIN:
                break
            words.append(following.key)
            found = lists.places.get(" ".join(words), "")
            if found:
                best, kind = following.index, found
    if (
        not kind
        and token.index
        and _lead(tokens, token) in _WELSH_LEADS
        and (token.capital or not token.flags)
    ):
        for plain in unmutated(token.key):
            if lists.places.get(plain, "") in ("T", "V"):
                return token.index, "T"
    return best, kind


def _tier(doc: Doc, token: Token, last: int, kind: str) -> Tier | None:
    """Whether to point at a listed place here, and how sure."""
    if doc.tokens[last].key in ("fc", "united", "city"):
        return None
    lead = _lead(doc.tokens, token)
    if token.index in doc.spared:  # the bank or the town ("lift to Halifax")
        gone = token.capital and last == token.index and lead in ("in", "to", "from", "near")
        return "check" if gone and kind == "T" else None
    several = last > token.index
    if token.capital and _crew(doc.tokens, last, named=bool(token.flags & (GIVEN | MOSTLY))):
        return "likely"
    a_name = token.flags & (GIVEN | MOSTLY | WORDY | SURNAME) and not several
    if kind == "F":
        return "check" if token.capital or lead in _FIRM else None
    if not token.capital:
        return _tier_lower(token, kind, lead, several)
    if kind == "W" and not several:
        return "likely" if lead in _FIRM and not token.first else None
    if token.flags & (GIVEN | MOSTLY) and not several:
        if kind == "V" and lead == "from" and _from_somebody(doc.tokens, token):
            return None
        return "likely" if lead in _FIRM or lead in ("at", "to") else None
    if kind == "V" and (a_name or token.first):
        return "likely" if lead in _LEADS else None
    return "likely"


_FROM_THERE = frozenset("lads mob lot boys".split())
_IN_TOWNS = frozenset("bed beds probation police magistrates".split())


def _crew(tokens: list[Token], last: int, *, named: bool) -> bool:
    """People who come from there ("the Barrow lads"), and what a town has ("Leigh bed gone")."""
    behind = tokens[last + 1 : last + 2]
    if not behind or behind[0].gap != " ":
        return False
    return behind[0].key in _IN_TOWNS or (not named and behind[0].key in _FROM_THERE)


def _from_somebody(tokens: list[Token], token: Token) -> bool:
    """A message comes from a person, and a person is at a place ("from Keith at HQ")."""
    behind = tokens[token.index + 1 : token.index + 2]
    at = bool(behind) and behind[0].gap == " " and behind[0].key in ("at", "re", "about", "who")
    return at or evidence.before(tokens, token.index) > 1


def _tier_lower(token: Token, kind: str, lead: str, several: bool) -> Tier | None:
    if token.flags & (GIVEN | MOSTLY | WORDY) and not several:
        return "check" if lead in ("in", "near", "from") and kind == "T" else None
    if kind == "W":
        return None
    if kind == "T":
        return "likely" if lead in _LEADS or not (several or token.flags & SURNAME) else "check"
    return "likely" if lead in _FIRM and (several or len(token.key) > 4) else None
