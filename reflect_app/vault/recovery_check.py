"""What the vault remembers of its recovery words, so that three of them can be asked for again.

Five bits of a salted digest for each word: of 264 bits the vault knows 120, and whoever has it
open cannot tell the words from them. Three words that are wrong pass once in 32,768 times.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping

import msgspec
from sqlalchemy import select

from reflect_app.vault.envelope import Envelope
from reflect_app.vault.schema import secret
from reflect_app.vault.vault import Vault, Writing

_NAME = "recovery-check"
_MASK = 0x1F
_LETTERS = 4
_WORD = re.compile("[a-z]+")
_VALUE = select(secret.c.value).where(secret.c.name == _NAME)


class _Marks(msgspec.Struct, frozen=True):
    """`slot` is the way in that the words open: marks of another are of words that are no more."""

    slot: str
    salt: str
    marks: list[int]


def remember(tx: Writing, envelope: Envelope, words: str) -> None:
    """Keep the marks of these words, in place of those of any before."""
    salt = os.urandom(16)
    marks = [
        _mark(salt, place, word) for place, word in enumerate(_WORD.findall(words.casefold()), 1)
    ]
    kept = msgspec.json.encode(_Marks(_slot(envelope), salt.hex(), marks))
    tx.connection.exec_driver_sql("INSERT OR REPLACE INTO secret VALUES (?, ?)", (_NAME, kept))


def count(vault: Vault) -> int:
    """How many words can be asked for: none where a journal was made before there were marks."""
    found = _marks(vault)
    return len(found.marks) if found is not None else 0


def fits(vault: Vault, typed: Mapping[int, str]) -> tuple[int, ...]:
    """The places, from 1, of words that are not the ones that were written down."""
    found = _marks(vault)
    if found is None:
        return tuple(typed)
    salt = bytes.fromhex(found.salt)
    return tuple(
        place for place, word in typed.items() if _mark(salt, place, word) != found.marks[place - 1]
    )


def _marks(vault: Vault) -> _Marks | None:
    with vault.reading() as connection:
        value = connection.execute(_VALUE).scalar()
    if value is None:
        return None
    found = msgspec.json.decode(bytes(value), type=_Marks)
    return found if found.slot == _slot(vault.envelope) else None


def _slot(envelope: Envelope) -> str:
    return next((slot.id for slot in envelope.slots if slot.kind == "recovery"), "")


def _mark(salt: bytes, place: int, word: str) -> int:
    start = word.strip().casefold()[:_LETTERS]
    return hashlib.sha256(salt + place.to_bytes(2) + start.encode()).digest()[0] & _MASK
