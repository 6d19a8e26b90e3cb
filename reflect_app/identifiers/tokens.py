"""A text as words: how each is written, what the lists say of it, what it stands next to."""

from __future__ import annotations

import re

from reflect_app.identifiers.lists import Lexicon
from reflect_app.identifiers.normal import fold

# Letters that touch a figure or an underscore belong to a code, not to a word.
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:'[^\W\d_]+)*(?!\w)")
_NEW_SENTENCE = re.compile(r"[.!?:;\n\r\u2022\u2026]|(?:^|\s)[-*>]\s|[\"(]$")
# A possessive or a shortened verb ("Darren's", "Darren'll") is no part of the name, nor is what
# Welsh runs on ("Siân a'r tîm", "wedi blino'n lân").
_MARKS = ("'s", "'S", "'d", "'ll", "'ve", "'re", "'LL", "'n", "'r", "'i", "'u", "'w")


_CASELESS = re.compile("[\u05d0-\u08ff\u3041-\u9fff\uac00-\ud7a3]")  # Hebrew to Hangul
# Devanagari to Sinhala: whole sentences of these stand in English ones, so only a short run of
# words among English ones counts as if it had capitals.
_INDIC = re.compile("[\u0900-\u0dff]")
_LONGEST_RUN = 3
_INNER_CAPITAL = ("Mc", "Mac", "De", "Di", "La", "Le", "Fitz", "Van", "Ni", "Du", "Al", "El")


# text, key, flags, capital, loud, owns, and the length with a possessive 's
_Word = tuple[str, str, int, bool, bool, bool, int]


class Token:
    """One word. `end` leaves out a possessive 's; `gap` is the text from the word before."""

    __slots__ = (
        "capital",
        "end",
        "first",
        "flags",
        "full_end",
        "gap",
        "index",
        "key",
        "loud",
        "owns",
        "start",
        "text",
    )

    def __init__(self, word: _Word, start: int, gap: str, index: int) -> None:
        self.text, self.key, self.flags, self.capital, self.loud, self.owns, length = word
        self.full_end = start + length
        self.start = start
        self.end = start + len(self.text)
        self.gap = gap
        self.index = index
        self.first = index == 0 or (gap != " " and _NEW_SENTENCE.search(gap) is not None)


def _word(text: str, lexicon: Lexicon) -> _Word:
    """What a word is wherever it stands."""
    length = len(text)
    owns = "'" in text and text.endswith(_MARKS) and length > 2
    if owns:
        text = text[: text.rindex("'")]
    key = fold(text)
    # A script without capitals says nothing by their absence; amid English it is a name, mostly.
    capital = text[0].isupper() or _CASELESS.match(text) is not None
    loud = len(text) > 1 and text[0].isupper() and (text.isupper() or _mixed(text))
    return text, key, lexicon.flags(key), capital, loud, owns, length


def _mixed(text: str) -> bool:
    """Capitals inside, as acronyms have ("SaSP") and few names ("McCann", "O'Dowd")."""
    return not text[1:].islower() and "'" not in text and not text.startswith(_INNER_CAPITAL)


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """Every word of the text, in order."""
    tokens: list[Token] = []
    words: dict[str, _Word] = {}  # the most words of a text stand in it more than once
    end = 0
    for index, match in enumerate(_WORD.finditer(text)):
        start, shown = match.start(), match.group()
        word = words.get(shown)
        if word is None:
            word = words[shown] = _word(shown, lexicon)
        tokens.append(Token(word, start, text[max(end, start - 40) : start], index))
        end = match.end()
    if not text.isascii() and _INDIC.search(text):
        _raise_indic(tokens)
    return tokens


def is_indic(token: Token) -> bool:
    """Whether a word is written in an Indic script."""
    return token.text[0] >= "\u0900" and _INDIC.match(token.text) is not None


def _raise_indic(tokens: list[Token]) -> None:
    """Let words of Indic scripts among others pass for words with a capital, where they are few."""
    run: list[Token] = []
    for token in tokens:
        if is_indic(token):
            run.append(token)
            continue
        _raise(run, len(tokens))
        run = []
    _raise(run, len(tokens))


def _raise(run: list[Token], words: int) -> None:
    if len(run) <= _LONGEST_RUN and len(run) < words:
        for token in run:
            token.capital = True
