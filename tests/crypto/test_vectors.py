"""The answers that the standards state, from the library that this house builds on.

`vectors.json` says where each comes from. Sealing uses the last of the HPKE suites with another
cipher; what is proved here is that the library's KEM, key schedule and curves are the standard's.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl  # the library's own hook for vectors
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from reflect_app.crypto import identity, sealing

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "vectors.json").read_text(encoding="utf-8")
)
HYBRID = 0x647A
AEADS = {1: hpke.AEAD.AES_128_GCM, 2: hpke.AEAD.AES_256_GCM, 3: hpke.AEAD.CHACHA20_POLY1305}


def hybrid(seed: bytes) -> bytes:
    """The halves behind the 32-byte seed of draft-connolly-cfrg-xwing-kem, as our private keys."""
    return hashlib.shake_256(seed).digest(96)


def private_key(vector: dict[str, Any]) -> Any:
    raw = bytes.fromhex(vector["private"])
    if vector["kem"] != HYBRID:
        return X25519PrivateKey.from_private_bytes(raw)
    halves = hybrid(raw)
    return hpke.MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(halves[:64]),
        X25519PrivateKey.from_private_bytes(halves[64:]),
    )


@pytest.mark.parametrize(
    "vector", VECTORS["hpke"], ids=lambda v: f"kem {v['kem']:#x} aead {v['aead']}"
)
def test_hpke_in_base_mode(vector: dict[str, Any]) -> None:
    kem = hpke.KEM.MLKEM768_X25519 if vector["kem"] == HYBRID else hpke.KEM.X25519
    suite = hpke.Suite(kem, hpke.KDF.HKDF_SHA256, AEADS[vector["aead"]])
    first, key = vector["first"], private_key(vector)
    sealed = bytes.fromhex(vector["enc"] + first["ct"])
    info, aad = bytes.fromhex(vector["info"]), bytes.fromhex(first["aad"])
    opened = openssl.hpke._decrypt_with_aad(suite, sealed, key, info=info, aad=aad)
    assert opened.hex() == first["pt"]
    with pytest.raises(InvalidTag):
        openssl.hpke._decrypt_with_aad(suite, sealed, key, info=info + b"x", aad=aad)


def test_our_key_encoding_is_the_standards_halves_put_together() -> None:
    (vector,) = [found for found in VECTORS["hpke"] if found["kem"] == HYBRID]
    halves = hybrid(bytes.fromhex(vector["private"]))
    kem = MLKEM768PrivateKey.from_seed_bytes(halves[:64]).public_key().public_bytes_raw()
    exchange = X25519PrivateKey.from_private_bytes(halves[64:]).public_key().public_bytes_raw()
    assert (kem + exchange).hex() == vector["public"]
    public = kem + exchange + identity.new_identity().public[-32:]
    sealed = sealing.seal(public, b"header", b"words")
    assert sealing.unseal(halves + bytes(32), b"header", sealed) == b"words"


@pytest.mark.parametrize("vector", VECTORS["x25519"])
def test_x25519(vector: list[str]) -> None:
    scalar, point, due = map(bytes.fromhex, vector)
    shared = X25519PrivateKey.from_private_bytes(scalar).exchange(
        X25519PublicKey.from_public_bytes(point)
    )
    assert shared == due


@pytest.mark.parametrize("point", ["00" * 32, "01" + "00" * 31])
def test_a_point_that_gives_nothing_away_is_refused(point: str) -> None:
    """RFC 7748, section 6.1: an all-zero result means that the other side chose it."""
    key = X25519PrivateKey.generate()
    with pytest.raises(ValueError, match=r".*"):
        key.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(point)))


@pytest.mark.parametrize("vector", VECTORS["ml_kem_768"])
def test_ml_kem_decapsulation(vector: dict[str, str]) -> None:
    """FIPS 203: the stated secret, and for a changed ciphertext the stated other one."""
    key = MLKEM768PrivateKey.from_seed_bytes(bytes.fromhex(vector["d"] + vector["z"]))
    assert key.public_key().public_bytes_raw().hex() == vector["pk"]
    assert key.decapsulate(bytes.fromhex(vector["ct"])).hex() == vector["ss"]
    assert key.decapsulate(bytes.fromhex(vector["ct_n"])).hex() == vector["ss_n"]


@pytest.mark.parametrize("vector", VECTORS["ed25519"])
def test_ed25519(vector: list[str]) -> None:
    seed, public, message, signature = map(bytes.fromhex, vector)
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert key.public_key().public_bytes_raw() == public
    assert key.sign(message) == signature
    key.public_key().verify(signature, message)
