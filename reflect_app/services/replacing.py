"""A real name out of the text, a pseudonym in: as `Renaming`, but found the way names are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reflect_app.core.renaming import Renaming
from reflect_app.identifiers import Finder, Known
from reflect_app.identifiers.review import replace_everywhere
from reflect_app.services.full_names import plain, whole

_WORDS = re.compile(r"[^\W_]+")
_NAMES = frozenset({"PERSON", "PLACE", "PREMISES"})


@dataclass(frozen=True, slots=True)
class Replacing(Renaming):
    """`names` is the one real name and the writer's other spellings of it.

    Of a person's full name each part counts by itself, and a part takes the rest of the name it
    stands in along. "Will said he will" changes once; a
    number or an address is replaced where it stands letter by letter.
    """

    kind: str = "PERSON"

    def text(self, text: str) -> str:
        """The text with the pseudonym in it."""
        for start, end in reversed(self.places(text)):
            text = text[:start] + self.to + text[end:]
        return text

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the name stands, in code points, in order."""
        if not self.may_be_in(text):
            return []
        if self.kind not in _NAMES:
            return [found.span() for found in self._word.finditer(text)]
        parts = self.kind == "PERSON"
        changes = replace_everywhere(
            text, self.names[0], self.to, variants=self.names[1:], parts=parts
        ).changes
        places = [(change.start, change.end) for change in changes]
        # What is pointed out as this name must go too, where the list alone would doubt it.
        wanted = {plain(name) for name in self.names}
        known = [Known(name, self.kind) for name in self.names]
        found = Finder(known).find(text)
        for span in found:
            apart = all(span.end <= start or end <= span.start for start, end in places)
            if apart and plain(span.text) in wanted:
                places.append((span.start, span.end))
        people = (span for span in found if parts and span.type == "PERSON")
        return whole(places, people, self.names)

    def picks(self, names: Iterable[str]) -> list[str]:
        """Picked people with the pseudonym for whoever was picked under this name, each once."""
        return list(dict.fromkeys(self.to if self._is_picked(name) else name for name in names))

    def _is_picked(self, name: str) -> bool:
        return any(plain(name) == plain(old) for old in self.names) or self.text(name) == self.to

    def may_be_in(self, text: str) -> bool:
        """False only where no part of a name can stand in the text."""
        folded = plain(text)
        return any(key in folded for key in self.word_keys())

    def word_keys(self) -> tuple[str, ...]:
        """What of the names, folded by `plain`, a text has at least one of if they may be in it."""
        if self.kind not in _NAMES:
            return tuple(plain(name.split()[0]) for name in self.names)
        return tuple(plain(part).strip('"') for name in self.names for part in name.split())


def replacing(
    word: str, to: str, kind: str = "PERSON", variants: tuple[str, ...] = ()
) -> Replacing:
    """What puts `to` in the place of a real name."""
    return Replacing((word, *variants), to, forgets=True, kind=kind)


class Together:
    """Several names that go at once. Made once for many texts: of thousands of names only those
    are looked for that have a word in the text."""

    def __init__(self, words: Sequence[Replacing]) -> None:
        self._words = tuple(words)
        self._by_part: dict[str, list[int]] = {}
        self._others: list[int] = []  # numbers and addresses stand letter by letter
        for at, word in enumerate(self._words):
            if word.kind not in _NAMES:
                self._others.append(at)
                continue
            for part in {part for key in word.word_keys() for part in _apart(key)}:
                self._by_part.setdefault(part, []).append(at)

    def text(self, text: str) -> str:
        """The text with every name replaced, as `put_together` says."""
        for start, end, to in reversed(put_together(text, self._in(text))):
            text = text[:start] + to + text[end:]
        return text

    def _in(self, text: str) -> list[Replacing]:
        found = set(self._others)
        for word in set(_apart(plain(text))):
            found.update(self._by_part.get(word, ()))
            if word.endswith("s"):  # "darrens phone"
                found.update(self._by_part.get(word[:-1], ()))
        return [self._words[at] for at in sorted(found)]


def _apart(folded: str) -> list[str]:
    return _WORDS.findall(folded)


def put_together(text: str, words: Sequence[Replacing]) -> list[tuple[int, int, str]]:
    """What is put where, when several names go at once: start and end in code points, in order.

    Each name is looked for in the text as it is, and the longest place wins, so that of two
    people of one family neither takes the surname out of the other's name. Of equal places the
    longer name has it, then whichever came first. What only a shorter place held goes along.
    """
    found = [
        (start, end, word, at) for at, word in enumerate(words) for start, end in word.places(text)
    ]
    found.sort(key=lambda one: (one[0] - one[1], -max(map(len, one[2].names)), one[3]))
    put: list[tuple[int, int, str]] = []
    for start, end, word, _ in found:
        beside = sorted(one for one in put if one[0] < end and start < one[1])
        if not beside:
            put.append((start, end, word.to))
            continue
        seams = [one[0] for one in beside[1:]]
        begins = [min(start, beside[0][0]), *seams]
        ends = [*seams, max(end, beside[-1][1])]
        put = [one for one in put if one not in beside]
        put += [(b, e, one[2]) for b, e, one in zip(begins, ends, beside, strict=True)]
    return sorted(put)
