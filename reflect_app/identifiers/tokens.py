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


_INNER_CAPITAL = ("Mc", "Mac", "De", "Di", "La", "Le", "Fitz", "Van", "Ni", "Du", "Al", "El")


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

    def __init__(self, text: str, start: int, gap: str, index: int, lexicon: Lexicon) -> None:
        self.full_end = start + len(text)
        self.owns = "'" in text and text.endswith(_MARKS) and len(text) > 2
        if self.owns:
            text = text[: text.rindex("'")]
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.gap = gap
        self.index = index
        self.key = key = fold(text)
        self.capital = text[0].isupper()
        self.loud = len(text) > 1 and self.capital and (text.isupper() or _mixed(text))
        self.first = index == 0 or (gap != " " and _NEW_SENTENCE.search(gap) is not None)
        self.flags = lexicon.flags(key)


def _mixed(text: str) -> bool:
    """Capitals inside, as acronyms have ("SaSP") and few names ("McCann", "O'Dowd")."""
    return not text[1:].islower() and "'" not in text and not text.startswith(_INNER_CAPITAL)


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """Every word of the text, in order."""
    tokens: list[Token] = []
    end = 0
    for index, match in enumerate(_WORD.finditer(text)):
        start = match.start()
        tokens.append(Token(match.group(), start, text[end:start][-40:], index, lexicon))
        end = match.end()
    return tokens
