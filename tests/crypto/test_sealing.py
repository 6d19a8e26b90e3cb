"""Sealing: what comes back, what does not open, and a build that cannot."""

from __future__ import annotations

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke

from reflect_app.crypto import identity, sealing
from reflect_app.crypto.aead import NotOpenedError
from reflect_app.errors import ReflectError

HEADER = b"a header\x00\xff"


@pytest.fixture(scope="module")
def keys() -> identity.Identity:
    return identity.new_identity()


@pytest.mark.parametrize("plain", [b"", b"x", b"\x00" * 65_536], ids=["nothing", "one", "64 KiB"])
def test_what_was_sealed_comes_back(keys: identity.Identity, plain: bytes) -> None:
    sealed = sealing.seal(keys.public, HEADER, plain)
    assert len(sealed) == len(plain) + sealing.OVERHEAD
    assert sealing.unseal(keys.private, HEADER, sealed) == plain


def test_the_same_words_never_look_the_same(keys: identity.Identity) -> None:
    assert sealing.seal(keys.public, HEADER, b"w") != sealing.seal(keys.public, HEADER, b"w")


def test_another_key_does_not_open(keys: identity.Identity) -> None:
    sealed = sealing.seal(keys.public, HEADER, b"words")
    with pytest.raises(NotOpenedError):
        sealing.unseal(identity.new_identity().private, HEADER, sealed)


def test_the_header_is_bound_to_its_last_byte(keys: identity.Identity) -> None:
    sealed = sealing.seal(keys.public, HEADER, b"words")
    for header in (HEADER[:-1], HEADER + b"\x00", b"", HEADER[:-1] + b"\xfe"):
        with pytest.raises(NotOpenedError):
            sealing.unseal(keys.private, header, sealed)


def test_no_bit_can_be_changed_unseen(keys: identity.Identity) -> None:
    sealed = sealing.seal(keys.public, HEADER, b"words")
    places = [*range(0, len(sealed), 97), 1119, 1120, len(sealed) - 1]
    for place in places:
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(NotOpenedError):
                sealing.unseal(keys.private, HEADER, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 1120, sealing.OVERHEAD - 1])
def test_what_is_too_short_does_not_open(keys: identity.Identity, length: int) -> None:
    with pytest.raises(NotOpenedError):
        sealing.unseal(keys.private, HEADER, bytes(length))


def test_a_key_of_another_length_is_none_of_ours(keys: identity.Identity) -> None:
    with pytest.raises(ValueError, match="public key"):
        sealing.seal(keys.public[:-1], HEADER, b"words")
    with pytest.raises(NotOpenedError):
        sealing.unseal(keys.private[:-1], HEADER, sealing.seal(keys.public, HEADER, b"words"))


def test_a_build_without_it_refuses_and_uses_nothing_weaker(
    keys: identity.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = sealing.seal(keys.public, HEADER, b"words")

    def lacking(*_given: object) -> hpke.Suite:
        raise UnsupportedAlgorithm("no")

    monkeypatch.setattr(hpke, "Suite", lacking)
    with pytest.raises(ReflectError) as refused:
        sealing.seal(keys.public, HEADER, b"words")
    assert refused.value.name == "no-hpke"
    with pytest.raises(ReflectError) as refused:
        sealing.unseal(keys.private, HEADER, sealed)
    assert refused.value.name == "no-hpke"
