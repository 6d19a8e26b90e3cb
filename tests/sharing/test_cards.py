"""A contact card: read only as its owner wrote it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reflect_app.crypto import identity
from reflect_app.errors import InvalidInputError, VersionError
from reflect_app.sharing.cards import card_bytes, read_card

MADE = "2026-03-12T07:30:00+00:00"


@pytest.fixture(scope="module")
def keys() -> identity.Identity:
    return identity.new_identity()


def card(keys: identity.Identity, name: str = "Sam", agency: str = "NHS") -> bytes:
    return card_bytes(name, agency, MADE, keys.public, keys.private)


def test_it_comes_back_and_what_mail_does_to_it_does_no_harm(keys: identity.Identity) -> None:
    found = read_card(card(keys))
    assert (found.name, found.agency, found.made, found.public) == (
        "Sam", "NHS", MADE, keys.public,
    )  # fmt: skip
    assert found.fingerprint == identity.fingerprint(keys.public)
    for mailed in (b"\xef\xbb\xbf" + card(keys), card(keys).replace(b"\n", b"\r\n")):
        assert read_card(mailed) == found
    assert read_card(card(keys, agency="")).agency == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Alex"}, {"agency": "Police"}, {"made": "2026-03-13T07:30:00+00:00"},
        {"made": "never"}, {"kind": "reflect-pack"}, {"format": 0}, {"format": "1"},
        {"public": "00" * 1248}, {"public": "00"}, {"public": "no hex"},
        {"signature": ""}, {"signature": "00" * 64}, {"signature": "no hex"}, {"more": 1},
    ],
)  # fmt: skip
def test_what_was_changed_on_its_way_is_refused(
    keys: identity.Identity, changed: dict[str, Any]
) -> None:
    data = json.dumps({**json.loads(card(keys)), **changed}).encode()
    with pytest.raises(InvalidInputError) as refused:
        read_card(data)
    assert refused.value.name == "bad-card"


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_what_is_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_card(data)
    assert refused.value.name == "bad-card"


def test_a_newer_card_is_not_called_a_bad_one(keys: identity.Identity) -> None:
    data = json.dumps({**json.loads(card(keys)), "format": 2}).encode()
    with pytest.raises(VersionError):
        read_card(data)


def test_another_persons_keys_do_not_sign_it(keys: identity.Identity) -> None:
    other = identity.new_identity()
    with pytest.raises(InvalidInputError):
        read_card(card_bytes("Sam", "", MADE, keys.public, other.private))


@pytest.mark.parametrize("name", ["", "S\u202eam", "S\0am", "x" * 200])
def test_a_name_that_could_pass_for_another_is_neither_written_nor_read(
    keys: identity.Identity, name: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        card(keys, name)
    assert refused.value.name == "bad-name"
