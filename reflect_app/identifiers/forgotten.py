"""Names the writer chose not to keep: only a keyed digest is held, and the name is still found."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import WORD, lexicon
from reflect_app.identifiers.spans import Found
from reflect_app.identifiers.tokens import tokenise

_LONGEST = 4  # words in a name
_RANK = 97


def name_digest(key: bytes, name: str) -> bytes:
    """What is kept of a forgotten name. Case, accents and spacing make no difference."""
    words = [token.key for token in tokenise(Doc(name).text, lexicon())]
    return _digest(key, " ".join(words))


def _digest(key: bytes, words: str) -> bytes:
    text = words.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=key[:64], digest_size=16, person=b"reflect-name").digest()


class Forgotten:
    """A detector for names of which only digests are kept. `key` never leaves the vault."""

    def __init__(self, key: bytes, digests: Collection[bytes]) -> None:
        self._key = key
        self._digests = frozenset(digests)
        self._asked: dict[str, bool] = {}

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`. A single everyday word counts only with a capital inside a line."""
        if not self._digests:
            return
        tokens = doc.tokens
        for token in tokens:
            words: list[str] = []
            last = -1
            for following in tokens[token.index : token.index + _LONGEST]:
                if words and following.gap not in (" ", "-", ". "):
                    break
                words.append(following.key)
                if self._is_one(" ".join(words)):
                    last = following.index
            plain = token.flags & WORD and not (token.capital and not token.first)
            if last > token.index or (last == token.index and not plain):
                yield Found(token.start, tokens[last].end, "PERSON", "likely", _RANK)

    def _is_one(self, words: str) -> bool:
        known = self._asked.get(words)
        if known is None:
            known = _digest(self._key, words) in self._digests
            if len(self._asked) > 20_000:
                self._asked.clear()
            self._asked[words] = known
        return known
