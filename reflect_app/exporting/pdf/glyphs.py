"""Text as the faces at hand can print it, losing as little as can be and nothing in silence.

A tagged PDF may not hold a character that no font draws. What cannot be drawn is named in
brackets, such as "[emoji: grinning face]" or "[3 characters of Thai script]", so that a
reader sees that something stood there and roughly what. Only characters nobody can see are
dropped: controls, direction marks, zero-width and private-use ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reflect_app.exporting.plain import one_line_end
from reflect_app.words import tr, trn

_LEADING = re.compile(r"^ +", re.MULTILINE)
_LONG_WORD = re.compile(r"[^\s\u00a0]{40,}")
# What needs no looking at: most of what is written. No blank at a line's edge, no long word.
_PLAIN = re.compile(r"(?:[!-~]{1,39}(?:[ \n](?=[!-~])|(?![!-~])))*", re.ASCII)
_PIECE = 20
_ZERO_WIDTH_SPACE = "\u200b"
_NO_BREAK_SPACE = "\u00a0"

_PICTURE = (
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SKIN = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_DRESS = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    f"|(?![{_SKIN}]){_PICTURE}{_DRESS}*(?:\u200d{_PICTURE}{_DRESS}*)*"
    "|[0-9#*]\ufe0f?\u20e3"
)
# Enclosing marks and skin tones: drawn alone, but never upon a letter.
_ALWAYS_NAMED = re.compile(f"[\u0488\u0489\u20dd-\u20e4{_SKIN}]")
_REGION = 0x1F1E6
_TAG = 0xE0000
_TAGGED_FLAGS = {"gbeng": "England", "gbsct": "Scotland", "gbwls": "Wales"}

# Scripts whose letters join by the zero-width joiner and part by the non-joiner.
_JOINING = re.compile("[\u0600-\u07bf\u0860-\u0dff]")
_JOINERS = "\u200c\u200d"

_SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "KANGXI": "Chinese",
    "BOPOMOFO": "Chinese",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters that some face draws, and the `bare` ones that none draws with a mark."""

    characters: frozenset[str]
    bare: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Coverage:
        """Read the list of ranges, one `first-last` or `code` in hexadecimal a line."""
        found: set[str] = set()
        for line in text.splitlines():
            if line and not line.startswith("#"):
                first, _, last = line.partition("-")
                found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
        return cls(frozenset(found))

    def without(self, character: str) -> Coverage:
        """The same after typst refused a character.

        It names only the first of a cluster, and a letter that a face draws may be refused
        for the mark upon it. So first the marks on that letter go, and then the letter.
        """
        if character in self.characters and character not in self.bare:
            return Coverage(self.characters, self.bare | {character})
        return Coverage(self.characters - {character}, self.bare)

    def plainest(self) -> Coverage:
        """Only what the text face surely draws, with no mark on anything: the last resort."""
        sure = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x180))))
        return Coverage(sure, sure)

    def draws(self, text: Iterable[str]) -> bool:
        """Whether every character of a text is drawn."""
        return self.characters.issuperset(text)


def printable(text: str, coverage: Coverage) -> str:
    """The text in composed form, with what no face draws named in brackets."""
    if _PLAIN.fullmatch(text) and not coverage.bare:
        return text
    text = unicodedata.normalize("NFC", one_line_end(text).replace("\t", "    "))
    if not coverage.draws(text.replace("\n", "")) or _ALWAYS_NAMED.search(text):
        text = "".join(_pieces(text, coverage))
    if coverage.bare:
        text = "".join(_without_marks(text, coverage.bare))
    text = _LEADING.sub(lambda spaces: _NO_BREAK_SPACE * len(spaces[0]), text)
    return _LONG_WORD.sub(_broken, text)


def right_to_left(text: str) -> bool:
    """Whether a paragraph reads from the right: its first letter with a direction decides."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False


def _pieces(text: str, coverage: Coverage) -> Iterator[str]:
    at = 0
    for match in _EMOJI.finditer(text):
        yield from _plain(text[at : match.start()], coverage)
        yield _emoji(match[0], coverage)
        at = match.end()
    yield from _plain(text[at:], coverage)


def _plain(text: str, coverage: Coverage) -> Iterator[str]:
    """The text with unseen characters dropped and runs of undrawn ones named by script."""
    seen = [character for at, character in enumerate(text) if _seen(text, at)]
    for kind, run in groupby(seen, key=lambda character: _kind(character, coverage)):
        characters = "".join(run)
        if kind is None:
            yield characters
        elif kind == " ":
            yield " " * len(characters)
        elif kind == "":
            yield from map(_symbol, characters)
        else:
            yield _bracketed_script(kind, len(characters))


def _without_marks(text: str, bare: frozenset[str]) -> Iterator[str]:
    """The text with the marks on these letters named behind them."""
    letter = ""
    for character in text:
        if unicodedata.category(character)[0] != "M":
            letter = character
            yield character
        else:
            yield _symbol(character) if letter in bare else character


def _seen(text: str, at: int) -> bool:
    character = text[at]
    if character == "\n":
        return True
    if character in _JOINERS:
        return at > 0 and _JOINING.match(text[at - 1]) is not None
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return False
    return unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs")


def _kind(character: str, coverage: Coverage) -> str | None:
    """None for what is drawn, a blank for spaces, "" for a symbol, else the script's name."""
    category = unicodedata.category(character)
    if _ALWAYS_NAMED.match(character):
        return ""
    if character == "\n" or character in _JOINERS or character in coverage.characters:
        return None
    if category[0] == "Z":
        return " "
    if category[0] in "LMN":
        word = unicodedata.name(character, "").split(" ")[0].split("-")[0]
        return _SCRIPTS.get(word, word.capitalize())
    return ""


def _bracketed_script(script: str, count: int) -> str:
    one = tr("[1 character of {script} script]")
    many = trn(
        "[{count} character of {script} script]", "[{count} characters of {script} script]", count
    )
    return (one if count == 1 else many).format(count=count, script=script)


def _symbol(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    if name:
        return tr("[symbol: {name}]").format(name=name)
    return tr("[character U+{code}]").format(code=f"{ord(character):04X}")


def _emoji(sequence: str, coverage: Coverage) -> str:
    """An emoji as it was typed where a face has all its parts, else its name in brackets."""
    if sequence[0] in "0123456789#*":
        return sequence[0]
    parts = re.sub(_DRESS + "|\u200d", "", sequence)
    if coverage.draws(parts) and sequence[0] not in coverage.bare:
        return sequence
    tags = "".join(chr(ord(c) - _TAG) for c in sequence if ord(c) > _TAG).rstrip("\x7f")
    if tags or _REGION <= ord(sequence[0]) < _REGION + 26:
        letters = tags or "".join(chr(ord(c) - _REGION + ord("A")) for c in sequence)
        return tr("[flag: {name}]").format(name=_TAGGED_FLAGS.get(tags, letters))
    names = [unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in parts]
    return tr("[emoji: {name}]").format(name=", ".join(names))


def _broken(word: re.Match[str]) -> str:
    """A word too long for a line, with places where it may be broken."""
    text = word[0]
    return _ZERO_WIDTH_SPACE.join(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
