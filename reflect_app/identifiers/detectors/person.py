"""Names of people: what the word is, plus what its neighbours say, against two thresholds."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.identifiers import contexts, evidence, wordy
from reflect_app.identifiers.acronyms import ACRONYMS
from reflect_app.identifiers.chain import chain_end
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.house_names import VIEWS
from reflect_app.identifiers.lists import (
    GIVEN,
    MOSTLY,
    NAMES,
    OWNING,
    SURNAME,
    WELSH,
    WORD,
    WORDY,
    lexicon,
)
from reflect_app.identifiers.spans import Found
from reflect_app.identifiers.tokens import Token, is_indic

LIKELY = 1.4
CHECK = 0.9
_UNSURE = LIKELY - 0.1
_SHORTEST_UNKNOWN = 3

# What a word brings with it: (capital inside a sentence, capital at its head, no capital).
_GIVEN = (2.3, 2.3, 1.6)
_MOSTLY = (2.0, 1.2, 1.0)
_WORDY = (1.7, 0.5, 0.2)
_SURNAME = (1.4, 0.9, 0.1)
_SURNAME_WORD = (0.9, 0.1, -0.6)
_UNKNOWN = (1.1, 0.5, -0.1)
_ORDINARY = (-0.9, -1.5, -2.0)


class People:
    """Names with and without capitals; what follows a title always counts."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        tokens = doc.tokens
        done = 0
        for token in tokens:
            if token.index < done or not _worth_weighing(tokens, token):
                continue
            score = self.score(doc, token)
            if score < CHECK:
                continue
            last = chain_end(tokens, token.index, doc.spared)
            done = last + 1
            surer = last > token.index and token.flags & (GIVEN | MOSTLY)
            likely = score >= (LIKELY - 0.4 if surer else LIKELY)
            initial = _initialled(tokens, token.index) or _particled(tokens, token.index)
            yield Found(
                tokens[token.index - 1].start if initial else token.start,
                _end(tokens[last]) - (last == token.index and _owner(tokens, token) > 0),
                "PERSON",
                "likely" if likely else "check",
                _rank(likely, titled=initial or _after_title(tokens, token.index)),
            )

    def score(self, doc: Doc, token: Token) -> float:
        """How much speaks for a person's name here; `LIKELY` and `CHECK` are the marks."""
        tokens, at = doc.tokens, token.index
        lead = evidence.before(tokens, at)
        titled = lead >= _TITLED and _after_title(tokens, at)
        if titled and {at - 1, at} <= doc.spared:
            return _NOBODY  # "Dr Pepper"
        owner = _owner(tokens, token)
        if owner and lead < _SURE_LEAD:
            return owner
        total = _prior(token) + lead + evidence.after(tokens, at)
        if _short_surname(tokens, at):
            return max(total, LIKELY)
        if titled:
            return max(total, LIKELY)
        if _nobody(doc, token):
            return _NOBODY
        if _initialled(tokens, at):
            total += 2.0
        if token.flags & OWNING:
            total += 0.8
        elif token.owns:
            total += 0.5
        total -= _against(doc, token, lead)
        # A word of another script may only be a word: it takes more than what follows to be sure.
        return min(total, _UNSURE) if lead < _SURE_LEAD and is_indic(token) else total


def _nobody(doc: Doc, token: Token) -> bool:
    """What no context makes a name: theorists and brands, acronyms, words of a Welsh line."""
    if token.index in doc.spared or token.key in contexts.WELSH_TO_BE:
        return True
    if token.loud and len(token.key) == 2:
        return True  # "EM", "JO": initials, as likely as not, and pointed out as such
    if token.first and token.capital and _cut_short(token):
        return True
    if token.capital and token.first and evidence.welsh_past(token):
        return True  # "Symudodd Gwenllian i Fangor"
    if token.text in _THEM and not token.first:
        return True
    if token.loud and (not token.flags & (GIVEN | MOSTLY) or token.key in ACRONYMS):
        return True
    if token.capital:
        return False
    if token.key == "di" and _is_wedi(doc.tokens, token.index):
        return True
    if token.flags & WELSH and not token.text.isascii():
        return True  # tîm is a team, whoever Tim may be
    return not token.flags and evidence.in_welsh(doc.tokens, token.index)


def _cut_short(token: Token) -> bool:
    """A word of notes with its end left off ("Appt", "Addr", "Txt"), and on no list."""
    short = not token.flags and 2 < len(token.key) < 6 and token.key.isascii()
    return short and not set(token.key[-3:]) & set("aeiouy")


def _against(doc: Doc, token: Token, lead: float) -> float:
    """What speaks for a word, a place or another language."""
    tokens, at = doc.tokens, token.index
    taken = wordy.doubt(doc, token, lead) if token.flags & (WORDY | MOSTLY) else 0.0
    prior = tokens[at - 1].key if at and token.gap == " " else ""
    if not token.capital and token.flags & GIVEN and lead < _SURE_LEAD:
        taken += _ARTICLES.get(prior, 0.0)
    if token.capital and not token.flags & (GIVEN | MOSTLY) and not token.owns:
        taken += _WHERE.get(prior, 0.0)
        if prior == "at" and not token.flags and tokens[at].key.endswith(VIEWS):
            taken += 1.0
    if token.capital and not token.owns and at + 1 < len(tokens) and tokens[at + 1].gap == " ":
        taken += _thought_up(prior, tokens[at + 1])
        if tokens[at + 1].key == "on" and at + 2 < len(tokens):
            taken += 1.6 if tokens[at + 2].key in contexts.SUBJECTS else 0.0
    if _is_place(tokens, at):
        taken += 1.6
    if token.flags & WELSH and (not token.flags & NAMES or evidence.in_welsh(tokens, at)):
        small = 0.6 if token.flags & GIVEN and _welsh_subject(tokens, at) else 2.0
        taken += 0.9 if token.capital and not token.first else small
    return taken


def _welsh_subject(tokens: list[Token], at: int) -> bool:
    """A note in Welsh begins with whoever it is about ("gwen a fi yn siarad")."""
    behind = [t.key for t in tokens[at + 1 : at + 3]]
    joined = len(behind) > 1 and behind[0] == "a" and behind[1] in contexts.COMPANY
    return tokens[at].first and (joined or behind[:1] in (["yn"], ["wedi"], ["di"], ["ddim"]))


def _is_wedi(tokens: list[Token], at: int) -> bool:
    """Whether "di" is short for "wedi" ("fi di blino", "dilwyn di symud")."""
    prior = tokens[at - 1] if at and tokens[at].gap == " " else None
    return evidence.in_welsh(tokens, at) or (prior is not None and bool(prior.flags & GIVEN))


def _thought_up(prior: str, following: Token) -> float:
    """What is called after somebody ("the Kawa model")."""
    if following.key not in contexts.THOUGHT_UP or following.capital:
        return 0.0
    return 1.6 if prior in ("the", "a", "this", "our") else 0.6


_NOBODY = -9.0
# "split em up", "sorted em": in small letters them, whoever Em may be.
_THEM = frozenset(("em",))
_TITLED = 2.0
_SURE_LEAD = 0.8
# "a barney": a name has an article only in play.
_ARTICLES = {"a": 0.9, "an": 0.9, "the": 0.4}
_WHERE = {
    **dict.fromkeys(("in", "near", "outside", "yng", "ym", "into"), 0.9),
    **dict.fromkeys(("at", "from", "to", "yn", "between"), 0.3),
}


def _initialled(tokens: list[Token], at: int) -> bool:
    """A family name behind its initial ("R. Pargeter", "K Thompson")."""
    token = tokens[at]
    if at == 0 or not token.capital or token.loud or len(token.key) < _SHORTEST_UNKNOWN:
        return False
    prior = tokens[at - 1]
    if len(prior.text) != 1 or not prior.capital or prior.text in "IAO" or token.flags & WORD:
        return False
    return token.gap in (". ", ".") or (token.gap == " " and not prior.first)


def _particled(tokens: list[Token], at: int) -> bool:
    """Behind a particle that a family name begins with ("Ó Briain", "Abu Bakr")."""
    return at > 0 and tokens[at].gap in (" ", "-") and tokens[at - 1].text in _OPENING


_OPENING = frozenset(("Ó", "Ní", "Mac", "Mc", "Abu", "Abú", "Ap", "Ab", "Bin", "Ibn", "El", "Al"))
_LONGEST_SYLLABLE = 5


def _short_surname(tokens: list[Token], at: int) -> bool:
    """A family name of two letters before a given one ("Li Na", "Wu Tong")."""
    token = tokens[at]
    if token.key not in contexts.SHORT_SURNAMES or not token.capital or token.loud:
        return False
    given = tokens[at + 1 : at + 2]
    if (
        not given
        or given[0].key == token.key
        or given[0].gap != " "
        or not given[0].capital
        or given[0].loud
    ):
        return False
    short = len(given[0].key) <= _LONGEST_SYLLABLE
    return short and (len(given[0].key) < _SHORTEST_UNKNOWN or not given[0].flags & WORD)


def _owner(tokens: list[Token], token: Token) -> float:
    """The score of a name that lost its apostrophe and is a word like that ("pats dad")."""
    if len(token.key) < 2 or token.key[-1] != "s" or token.owns or token.index + 1 >= len(tokens):
        return 0.0
    if token.key in contexts.DETERMINERS | contexts.PRONOUNS:  # "this voice" is no Thi's
        return 0.0
    following = tokens[token.index + 1]
    if following.gap != " " or following.key not in contexts.OWNED:
        return 0.0
    prior = tokens[token.index - 1].key if token.index and token.gap == " " else ""
    if prior in contexts.DETERMINERS | contexts.PRONOUNS:
        return 0.0
    if not token.flags and not token.capital and len(token.key) > _SHORTEST_UNKNOWN + 1:
        return CHECK  # "keirons solicitor": a name that no list has
    if not token.flags & WORD:
        return 0.0
    if token.flags & (GIVEN | MOSTLY | WORDY):
        return 0.0
    return LIKELY if lexicon().flags(token.key[:-1]) & (GIVEN | MOSTLY | WORDY) else 0.0


def _rank(likely: bool, *, titled: bool) -> int:
    """Over a place of the same name after a title, under one otherwise."""
    if not likely:
        return 44
    return 56 if titled else 50


def _worth_weighing(tokens: list[Token], token: Token) -> bool:
    flags = token.flags
    if flags & (GIVEN | MOSTLY | WORDY) or _short_surname(tokens, token.index):
        return True
    if flags & WORD and not token.capital:  # the most words by far
        if token.index and tokens[token.index - 1].key in contexts.TITLES:
            return len(token.key) > 1 and _after_title(tokens, token.index)
        return token.key[-1] == "s" and _owner(tokens, token) > 0
    if token.key in contexts.STRICT_TITLES and not token.loud:
        return False  # "Cllr Begum" is Begum
    long = len(token.key) >= _SHORTEST_UNKNOWN or (len(token.key) > 1 and not flags & WORD)
    if long and (token.capital or not flags & (WORD | WELSH)):
        return len(token.key) < 25
    return _after_title(tokens, token.index) and len(token.key) > 1


def _after_title(tokens: list[Token], at: int) -> bool:
    """A strict title right in front, and this is not the verb that follows a bare "Dr"."""
    gap = tokens[at].gap
    if not at or not (gap in (" ", ". ", ".") or gap.strip().isdigit()):
        return False
    if "." in gap and tokens[at].key in contexts.SMALL:
        return False  # "he called me Miss. He's never done that"
    prior = tokens[at - 1]
    if prior.loud and not tokens[at].capital and not tokens[at].flags & NAMES:
        return False  # "DW & MS both out"
    if prior.key not in contexts.STRICT_TITLES:
        return prior.key in contexts.TITLES and prior.capital and tokens[at].capital
    token = tokens[at]
    if token.capital or token.flags & NAMES or not token.flags & WORD:
        return not token.capital or token.key not in contexts.TITLES
    if token.key in contexts.SHORT_SURNAMES:
        return True
    # "mr walker", but not "mr and mrs", "miss him", "the dr said".
    return prior.key in ("mr", "mrs", "ms") and token.key not in contexts.NOT_NAMED


def _prior(token: Token) -> float:
    flags = token.flags
    if flags & GIVEN:
        row = _GIVEN
    elif flags & MOSTLY:
        row = _MOSTLY
    elif flags & WORDY:
        row = _WORDY
    elif flags & SURNAME:
        row = _SURNAME_WORD if flags & WORD else _SURNAME
    elif flags & (WORD | WELSH):
        row = _ORDINARY
    else:
        row = _UNKNOWN
    if not token.capital:
        return row[2]
    return row[1] if token.first else row[0]


_PLACE_LEADS = frozenset(
    "in near around outside through via across towards into yng ym ger from at to yn i o".split()
)
_FIRM_LEADS = frozenset("in near around outside through via across into yng ym ger".split())


def _is_place(tokens: list[Token], at: int) -> bool:
    """The name of a town, where a town would stand."""
    kind = lexicon().places.get(tokens[at].key)
    if not at or kind is None or tokens[at].owns or tokens[at].gap != " ":
        return False
    lead = tokens[at - 1].key
    if tokens[at].flags & (GIVEN | MOSTLY | WORDY):
        return lead in _FIRM_LEADS
    if tokens[at].flags & SURNAME and kind == "V":
        return lead in _PLACE_LEADS
    return kind in "TF" or lead in _PLACE_LEADS


def _end(token: Token) -> int:
    """Where a name ends: a possessive s typed without its apostrophe stays outside."""
    return token.end - 1 if token.flags & OWNING else token.end
