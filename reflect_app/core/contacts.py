"""The people one shares with: who they are, and by which keys they are known.

A contact may have several cards: two laptops, two employers. A card is the public half of one
journal's keys. Added is not confirmed: a card is confirmed once two people have compared its
fingerprint aloud.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

LONGEST_NAME = 80
# Letters and marks that show nothing or a blank (Unicode's Default_Ignorable_Code_Point, and the
# empty Braille cell). Its format characters are refused by their category.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# Letters that look alike, after case and accents are gone: Cyrillic and Greek for Latin, digits
# and strokes for letters (from Unicode's confusables, UTS 39; no more than names need).
_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u0501\u051b\u051d\u0433"
    "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131\u0585i1|05",
    "abekmhopctyxsijdqwrabenikvoptuxiolllos",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One set of public keys (`crypto.identity`, version 1) of a contact.

    `hash` is the hex of the SHA-256 that names the keys everywhere, `fingerprint` its first 132
    bits as twelve words. `added`, `confirmed` and `retired` are RFC 3339;
    the last two are empty until it happens. Nothing more is sealed to a retired card, and
    nothing from it is taken in.
    """

    public: bytes
    hash: str
    fingerprint: str
    added: str
    confirmed: str = ""
    retired: str = ""

    @property
    def in_use(self) -> bool:
        """Whether it still counts."""
        return not self.retired


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody one shares with. `ended` (RFC 3339) means: nothing new goes either way."""

    id: str
    name: str
    agency: str
    cards: tuple[Card, ...]
    created: str
    ended: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether at least one card in use was confirmed."""
        return any(card.in_use and card.confirmed for card in self.cards)

    @property
    def fingerprint(self) -> str:
        """Of the first card in use, else of the last one there was."""
        found = [card for card in self.cards if card.in_use] or list(self.cards)
        return found[0].fingerprint if found else ""

    def readers(self) -> tuple[Card, ...]:
        """The cards a share goes to: the confirmed ones, or all where none is confirmed."""
        used = tuple(card for card in self.cards if card.in_use)
        return tuple(card for card in used if card.confirmed) or used

    def card(self, public: bytes) -> Card | None:
        """The card with these keys, retired ones too."""
        return next((card for card in self.cards if card.public == public), None)


def who_line(name: str, agency: str) -> str:
    """A person as one line: the name and, where it is known, the agency."""
    return ", ".join(part for part in (name, agency) if part)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose key signed something, as it is shown beside it.

    `contact` is the contact's id, empty for somebody unknown, of whom nothing is stored. `over`:
    nothing new goes to or comes from this card; it was ended with them, or the card is retired.
    """

    name: str
    agency: str
    fingerprint: str
    confirmed: bool
    contact: str = ""
    over: bool = False


def over_line(name: str) -> str:
    """Why nothing new goes to a sender, in one sentence."""
    return tr(
        "You ended with {name}, or took their card out of use: nothing new goes to them."
    ).format(name=name or tr("this person"))


def checked_name(text: str, *, what: str = "name") -> str:
    """A display name or agency on one line, as it may stand beside somebody's words.

    Control, bidi and other invisible characters are refused: they could make one name look
    like another.

    Raises:
        InvalidInputError: code `bad-name`.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    hidden = _BLANK.search(name) or any(unicodedata.category(sign)[0] == "C" for sign in name)
    if hidden or len(name) > LONGEST_NAME or (what == "name" and not name):
        raise InvalidInputError(
            tr("That cannot be shown as a name."),
            tr("A name has at most {count} ordinary letters.").format(count=LONGEST_NAME),
            code="bad-name",
        )
    return name


def looks_like(one: str, other: str) -> bool:
    """Whether two names could be taken for each other at a glance; the same name can, too."""
    return _look(one) == _look(other)


def _look(name: str) -> str:
    """What is left of a name when case, accents, signs and like letters make no difference."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    signs = bare.translate(_ALIKE).translate(_ALIKE).replace("rn", "m").replace("vv", "w")
    return "".join(sign for sign in signs if sign.isalnum()) or name


def same_words(given: str, fingerprint: str) -> bool:
    """Whether twelve words said or typed are the fingerprint; case and blanks do not count.

    Four letters of a word are enough, as on a BIP-39 list no two words share them.
    """
    said = [part for part in _letters(given).split() if part]
    words = fingerprint.split()
    return len(said) == len(words) and all(
        part == word or (len(part) >= 4 and word.startswith(part))
        for part, word in zip(said, words, strict=True)
    )


def _letters(text: str) -> str:
    return "".join(letter if letter.isalpha() else " " for letter in text.casefold())
