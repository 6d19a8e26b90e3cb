r"""A row for evaluation, sealed to one evaluator: bytes in, bytes out.

    header ‖ sealed ‖ SHA-256 of all before

The header is `RFLEVAL\n` ‖ version (1 byte); sealed is HPKE with the header in `info`, over JSON
padded with zeros to 4 KiB, so that no file is longer than another. It is *not* signed: a signature
would say whose it is. So nobody can prove a row true either, and the report says that.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import msgspec

from reflect_app.crypto import sealing
from reflect_app.crypto.aead import NotOpenedError
from reflect_app.errors import InvalidInputError, VersionError
from reflect_app.sharing.bundle import seal_plain
from reflect_app.words import tr

MAGIC = b"RFLEVAL\n"
VERSION = 1
HEADER = MAGIC + bytes([VERSION])
SUFFIX = ".rrow"
_INSIDE = 4 << 10
SIZE = len(HEADER) + _INSIDE + sealing.OVERHEAD + 32
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class SealedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies inside. `id` is random and new each year; `turn` counts from 1 what the same
    person sent for the same quarter, so that the latest counts; `withdrawn` takes it back, and
    `row` is empty then.
    """

    id: str
    quarter: str
    turn: int
    withdrawn: bool
    row: dict[str, Any]


def seal_row(row: SealedRow, reader: bytes) -> bytes:
    """The file for the evaluator with these public keys."""
    plain = msgspec.json.encode(row)
    if len(plain) > _INSIDE:
        raise ValueError("a row is larger than any that the columns allow")
    return seal_plain(plain.ljust(_INSIDE, b"\0"), reader, HEADER)


def open_row(data: bytes, private: bytes) -> SealedRow:
    """What a file says; its columns are not checked yet.

    Raises:
        InvalidInputError: it is none, is damaged, or is for somebody else. VersionError.
    """
    if not data.startswith(MAGIC):
        raise _bad(tr("it is no row for evaluation"), "no-row")
    if len(data) < SIZE or hashlib.sha256(data[:-32]).digest() != data[-32:]:
        raise _bad(tr("it is damaged, or has not arrived whole yet"), "row-damaged")
    if data[len(MAGIC)] > VERSION:
        raise VersionError
    try:
        plain = sealing.unseal(private, HEADER, data[len(HEADER) : -32])
        found = msgspec.json.decode(plain.rstrip(b"\0"), type=SealedRow)
    except NotOpenedError:
        raise _bad(tr("it is sealed to somebody else"), "not-for-me") from None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise _bad(tr("its content has a form that Reflect does not know"), "row-form") from None
    if not _ID.fullmatch(found.id) or found.turn < 1:
        raise _bad(tr("its content has a form that Reflect does not know"), "row-form")
    return found


def _bad(why: str, code: str) -> InvalidInputError:
    return InvalidInputError(
        tr("A file was not taken: {why}.").format(why=why),
        tr("Leave it out, or ask for it again."),
        code=code,
    )
