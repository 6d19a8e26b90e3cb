"""A sealed row for evaluation: what is not the very row is refused, and said for what it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import pytest

from reflect_app.crypto import identity
from reflect_app.errors import InvalidInputError, VersionError
from reflect_app.sharing import bundle, evaluation
from reflect_app.sharing.evaluation import HEADER, MAGIC, SIZE, SealedRow, open_row, seal_row

ROW = SealedRow("ab" * 16, "2026-Q1", 1, False, {"months": 3})


@dataclass(frozen=True)
class Pair:
    """Whom a row is sealed to, and somebody else."""

    reader: identity.Identity
    other: identity.Identity


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(identity.new_identity(), identity.new_identity())


def refused(data: bytes, private: bytes) -> str:
    with pytest.raises(InvalidInputError) as refusal:
        open_row(data, private)
    assert "2026-Q1" not in refusal.value.message
    return refusal.value.name


def with_sum(body: bytes) -> bytes:
    return body + hashlib.sha256(body).digest()


def sealed_as(pair: Pair, plain: bytes) -> bytes:
    """Anything at all, sealed to the reader as a row is."""
    return bundle.seal_plain(plain, pair.reader.public, HEADER)


def test_a_row_is_read_by_its_reader_and_by_nobody_else(pair: Pair) -> None:
    data = seal_row(ROW, pair.reader.public)
    assert len(data) == SIZE
    assert open_row(data, pair.reader.private) == ROW
    assert refused(data, pair.other.private) == "not-for-me"
    assert b"2026-Q1" not in data


def test_every_row_has_one_size_and_what_is_larger_is_not_sealed(pair: Pair) -> None:
    empty = SealedRow("cd" * 16, "2026-Q2", 2, True, {})
    assert len(seal_row(empty, pair.reader.public)) == SIZE
    frame = len(json.dumps(_document(row={"a": ""}), separators=(",", ":")))
    full = SealedRow(**_document(row={"a": "x" * (4096 - frame)}))
    assert open_row(seal_row(full, pair.reader.public), pair.reader.private) == full
    with pytest.raises(ValueError, match="larger"):
        seal_row(SealedRow(**_document(row={"a": "x" * (4097 - frame)})), pair.reader.public)


def test_what_is_cut_flipped_or_newer_is_said_for_what_it_is(pair: Pair) -> None:
    data = seal_row(ROW, pair.reader.public)
    private = pair.reader.private
    for place in (len(HEADER), len(data) // 2, len(data) - 33, len(data) - 1):
        flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert refused(flipped, private) == "row-damaged", place
        if place < len(data) - 32:
            assert refused(with_sum(flipped[:-32]), private) == "not-for-me", place
    for end in (len(MAGIC), len(HEADER), len(data) - 1):
        assert refused(data[:end], private) == "row-damaged", end
    assert refused(with_sum(data[:-33]), private) == "row-damaged"
    assert refused(b"", private) == refused(b"RFLEVAM\n" + data[8:], private) == "no-row"
    newer = MAGIC + bytes([evaluation.VERSION + 1]) + data[len(HEADER) :]
    with pytest.raises(VersionError):
        open_row(with_sum(newer[:-32]), private)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "AB" * 16},
        {"id": "ab" * 15},
        {"turn": 0},
        {"turn": "1"},
        {"withdrawn": 1},
        {"row": []},
        {"name": "somebody"},
    ],
)
def test_a_row_of_another_form_is_refused(pair: Pair, changed: dict[str, Any]) -> None:
    plain = json.dumps(_document(**changed)).encode().ljust(4096, b"\0")
    assert refused(sealed_as(pair, plain), pair.reader.private) == "row-form"


@pytest.mark.parametrize("plain", [b"", b"[" * 4096, b"\xff" * 4096, b"{}", b"null"])
def test_what_is_no_row_inside_is_refused(pair: Pair, plain: bytes) -> None:
    data = sealed_as(pair, plain.ljust(4096, b"\0"))
    assert refused(data, pair.reader.private) == "row-form"


def _document(**changed: Any) -> dict[str, Any]:
    whole = {"id": "ab" * 16, "quarter": "2026-Q1", "turn": 1, "withdrawn": False, "row": {}}
    return {**whole, **changed}
