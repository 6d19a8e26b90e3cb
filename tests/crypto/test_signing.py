"""Signing: what fits, what never fits, and keys for which anything would."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reflect_app.crypto import identity, signing
from reflect_app.errors import ReflectError

CONTEXT, MESSAGE = b"prompt pack", b"words"
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group that Ed25519 works in (RFC 8032, L)."""


@pytest.fixture(scope="module")
def keys() -> identity.Identity:
    return identity.new_identity()


def test_a_signature_fits_its_message_and_purpose_alone(keys: identity.Identity) -> None:
    signature = signing.sign(keys.private, CONTEXT, MESSAGE)
    assert len(signature) == signing.SIGNATURE_BYTES
    assert signing.is_signed(keys.public, CONTEXT, MESSAGE, signature)
    assert not signing.is_signed(keys.public, CONTEXT, MESSAGE + b"x", signature)
    assert not signing.is_signed(keys.public, b"card", MESSAGE, signature)
    # The frame keeps a context from running into its message.
    assert not signing.is_signed(keys.public, CONTEXT + b"w", b"ords", signature)
    other = identity.new_identity()
    assert not signing.is_signed(other.public, CONTEXT, MESSAGE, signature)


def test_every_bit_of_a_signature_counts(keys: identity.Identity) -> None:
    signature = signing.sign(keys.private, CONTEXT, MESSAGE)
    for place in range(len(signature)):
        for bit in range(8):
            changed = bytearray(signature)
            changed[place] ^= 1 << bit
            assert not signing.is_signed(keys.public, CONTEXT, MESSAGE, bytes(changed))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_never_fits(keys: identity.Identity, length: int) -> None:
    assert not signing.is_signed(keys.public, CONTEXT, MESSAGE, bytes(length))


def test_keys_of_another_length_are_none_of_ours(keys: identity.Identity) -> None:
    signature = signing.sign(keys.private, CONTEXT, MESSAGE)
    assert not signing.is_signed(keys.public[:-1], CONTEXT, MESSAGE, signature)
    with pytest.raises(ValueError, match="private keys"):
        signing.sign(keys.private[:-1], CONTEXT, MESSAGE)


def test_a_library_without_ed25519_is_refused_and_never_a_false_answer(
    keys: identity.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        """What `cryptography` does on such a build."""

        @staticmethod
        def from_private_bytes(_: bytes) -> None:
            raise UnsupportedAlgorithm("ed25519")

        from_public_bytes = from_private_bytes

    signature = signing.sign(keys.private, CONTEXT, MESSAGE)
    monkeypatch.setattr(signing, "Ed25519PrivateKey", Missing)
    monkeypatch.setattr(signing, "Ed25519PublicKey", Missing)
    with pytest.raises(ReflectError, match="cannot sign") as refusal:
        signing.sign(keys.private, CONTEXT, MESSAGE)
    assert refusal.value.name == "no-ed25519"
    with pytest.raises(ReflectError, match="cannot sign"):
        signing.is_signed(keys.public, CONTEXT, MESSAGE, signature)


SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]
"""Every encoding of the eight points of small order (Chalkias and others, 2020, table 1)."""


@pytest.mark.parametrize("point", SMALL)
def test_a_key_of_small_order_signs_nothing(keys: identity.Identity, point: str) -> None:
    """With such a key, R of small order and S nought would fit about every message."""
    public = keys.public[:-32] + bytes.fromhex(point)
    for r in SMALL:
        forged = bytes.fromhex(r) + bytes(32)
        assert not signing.is_signed(public, CONTEXT, MESSAGE, forged)
        assert not signing.is_signed(keys.public, CONTEXT, MESSAGE, forged)


def fits_in_the_library(point: bytes, signature: bytes, message: bytes) -> bool:
    """What Ed25519 alone, without our look at orders, says of it."""
    framed = b"reflect/1/sign/" + len(CONTEXT).to_bytes(2) + CONTEXT + message
    try:
        Ed25519PublicKey.from_public_bytes(point).verify(signature, framed)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("point", SMALL)
def test_whoever_knows_the_logarithm_of_an_ordinary_r_signs_nothing_with_a_small_key(
    keys: identity.Identity, point: str
) -> None:
    """S·B = R + h·A holds for R = S·B and A of order 1, and for every eighth message at least."""
    seed = bytes(range(32))
    r = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    scalar = scalar & ~7 & (2**254 - 1) | 2**254  # RFC 8032, 5.1.5
    forged = r + (scalar % ORDER).to_bytes(32, "little")
    key = bytes.fromhex(point)
    messages = [bytes([number]) for number in range(64)]
    assert any(fits_in_the_library(key, forged, message) for message in messages)
    public = keys.public[:-32] + key
    assert not any(signing.is_signed(public, CONTEXT, message, forged) for message in messages)


def test_a_scalar_past_the_order_never_fits(keys: identity.Identity) -> None:
    """S + L is the same number to the curve; only the canonical one may pass."""
    signature = signing.sign(keys.private, CONTEXT, MESSAGE)
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not signing.is_signed(
        keys.public, CONTEXT, MESSAGE, signature[:32] + scalar.to_bytes(32, "little")
    )


def test_no_pair_of_small_points_signs_anything(keys: identity.Identity) -> None:
    """With S = 0 such a pair fits every eighth message or so, for whoever checks no orders."""
    for point in map(bytes.fromhex, SMALL):
        public = keys.public[:-32] + point
        for other in map(bytes.fromhex, SMALL):
            for number in range(8):
                message = bytes([number])
                assert not signing.is_signed(public, CONTEXT, message, other + bytes(32))
