"""A vault's own keys, their encoding and the fingerprint that people compare aloud."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from reflect_app.crypto.identity import (
    PRIVATE_BYTES,
    PUBLIC_BYTES,
    fingerprint,
    new_identity,
    of_private,
    public_hash,
)
from reflect_app.crypto.passphrase import word_list


def test_both_halves_belong_together() -> None:
    mine = new_identity()
    assert (len(mine.private), len(mine.public)) == (PRIVATE_BYTES, PUBLIC_BYTES) == (128, 1248)
    kem = MLKEM768PrivateKey.from_seed_bytes(mine.private[:64])
    exchange = X25519PrivateKey.from_private_bytes(mine.private[64:96])
    signing = Ed25519PrivateKey.from_private_bytes(mine.private[96:])
    assert mine.public == b"".join(
        key.public_key().public_bytes_raw() for key in (kem, exchange, signing)
    )


def test_the_private_half_gives_both_back_and_nothing_else_is_one() -> None:
    mine = new_identity()
    assert of_private(mine.private) == mine
    for wrong in (b"", mine.private[:-1], mine.private + b"\0"):
        with pytest.raises(ValueError, match=str(len(wrong))):
            of_private(wrong)


def test_a_private_half_is_not_printed() -> None:
    mine = new_identity()
    assert repr(mine.public) in repr(mine)
    assert repr(mine.private)[2:40] not in repr(mine)
    assert "private" not in repr(mine)


def test_two_vaults_share_no_key() -> None:
    one, other = new_identity(), new_identity()
    assert one.public[:1184] != other.public[:1184]
    assert one.public[1184:] != other.public[1184:]


def test_the_hash_covers_version_and_keys() -> None:
    public = bytes(PUBLIC_BYTES)
    assert public_hash(public) == hashlib.sha256(b"reflect/1/public/\x01" + public).digest()


def test_the_fingerprint_is_the_first_132_bits_as_words() -> None:
    public = bytes(range(256)) * 4 + bytes(224)
    bits = "".join(f"{byte:08b}" for byte in public_hash(public))
    words = [word_list()[int(bits[11 * place : 11 * place + 11], 2)] for place in range(12)]
    assert fingerprint(public) == " ".join(words)
    assert fingerprint(public) != fingerprint(public[::-1])
