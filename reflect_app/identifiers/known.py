"""The writer's own list: confirmed names and places, found wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reflect_app.identifiers import wordy
from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import GIVEN, WORD, WORDY, lexicon
from reflect_app.identifiers.spans import Found, Known
from reflect_app.identifiers.tokens import Token, tokenise

_JOINS = (" ", "-", " - ", ". ", ".", "  ")
_RANK = 98


class KnownNames:
    """A detector for one writer's list. A single everyday word (a colleague called Will) still
    has to look like a name where it stands."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for entry in known:
            for spelling in (entry.text, *entry.variants):
                keys = tuple(t.key for t in tokenise(Doc(spelling).text, lexicon()))
                if keys:
                    self._by_first.setdefault(keys[0], []).append((keys, entry.type))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        if not self._by_first:
            return
        for token in doc.tokens:
            for keys, kind in self._by_first.get(_plain(token, self._by_first), ()):
                last = _matches(doc.tokens, token.index, keys)
                if last is not None:
                    if len(keys) > 1 or _as_name(doc, token):
                        cut = token.key != keys[0] and len(keys) == 1
                        end = doc.tokens[last].end - cut
                        yield Found(token.start, end, kind, "likely", _RANK)
                    break


def _plain(token: Token, firsts: dict[str, list[tuple[tuple[str, ...], str]]]) -> str:
    """The word's key; without its s if only so it is listed ("darrens phone")."""
    key = token.key
    if key not in firsts and key.endswith("s") and not token.flags & WORD:
        return key[:-1]
    return key


def _matches(tokens: list[Token], at: int, keys: tuple[str, ...]) -> int | None:
    if at + len(keys) > len(tokens):
        return None
    for place, key in enumerate(keys[1:], at + 1):
        if tokens[place].key != key or tokens[place].gap not in _JOINS:
            return None
    return at + len(keys) - 1


def _as_name(doc: Doc, token: Token) -> bool:
    if not token.flags & WORD or token.flags & GIVEN:
        return True
    if token.capital and not token.first:
        return True
    return bool(token.flags & WORDY or token.capital) and wordy.doubt(doc, token, 0.0) <= 0.0
