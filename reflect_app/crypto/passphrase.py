"""Passphrases: one form on every platform, and suggestions that forgive their spelling."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from importlib import resources
from typing import Literal

Form = Literal["exact", "words"]

SUGGESTED_WORDS = 4
_GAPS = re.compile(r"[\s\-]+")


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 English words of BIP-39, each known by its first four letters."""
    text = (resources.files("mnemonic") / "wordlist" / "english.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def suggest(words: int = SUGGESTED_WORDS) -> str:
    """That many common words drawn by the system's random source, 11 bits each."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))


def form_of(passphrase: str) -> Form:
    """`words` when it reads as four or more words of the list, joined by gaps; else `exact`."""
    parts = [part for part in _GAPS.split(_nfc(passphrase).casefold()) if part]
    known = set(word_list())
    if len(parts) >= SUGGESTED_WORDS and all(part in known for part in parts):
        return "words"
    return "exact"


def canonical(passphrase: str, form: Form) -> bytes:
    """The bytes that are hashed: NFC in UTF-8; `words` also drops case, spaces and hyphens."""
    text = _nfc(passphrase)
    if form == "words":
        text = _GAPS.sub("", text.casefold())
    return text.encode("utf-8", "surrogatepass")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
