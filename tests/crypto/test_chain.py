"""The framing of the history chain. These values may never change: old vaults hang on them."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reflect_app.crypto.chain import GENESIS, SALT_BYTES, digest, link, new_salt

PARTS = st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))


def framed(label: bytes, *parts: bytes) -> bytes:
    """The recipe of the format document, written out once more."""
    whole = label
    for part in parts:
        whole += len(part).to_bytes(8, "big") + part
    return hashlib.sha256(whole).digest()


def test_the_frozen_values() -> None:
    salt, content = bytes(range(32)), b'{"body":{},"change":"written","number":1}'
    committed = digest(salt, content)
    first = link(GENESIS, "0123456789abcdef", "entry", "2026-03-12T07:30:00+00:00", committed)
    assert committed.hex() == "e928c3d6845a3a0100a5cacf310e9434ab3779127e4db84572727eb30fd0215b"
    assert first.hex() == "0ff6a74e3c39b596a28a9a723d28a4437fbd52be4ba4ad78e4a9cb80b1ffe198"
    assert bytes(32) == GENESIS


def test_the_framing_is_label_then_each_part_with_its_length() -> None:
    salt, content, committed = b"s" * 32, b"content", b"d" * 32
    assert digest(salt, content) == framed(b"reflect/1/content", salt, content)
    assert link(b"p" * 32, "id", "kind", "at", committed) == framed(
        b"reflect/1/link", b"p" * 32, b"id", b"kind", b"at", committed
    )


@given(PARTS, PARTS)
def test_no_two_rows_read_alike(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    same = link(GENESIS, *one, b"d" * 32) == link(GENESIS, *other, b"d" * 32)
    assert same == (one == other)


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_the_border_between_salt_and_content_counts(whole: bytes, more: bytes) -> None:
    assert digest(whole + b"x", more) != digest(whole, b"x" + more)


def test_salts_are_long_and_fresh() -> None:
    salts = {new_salt() for _ in range(200)}
    assert len(salts) == 200
    assert {len(salt) for salt in salts} == {SALT_BYTES} == {32}
