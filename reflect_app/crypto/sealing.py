"""Sealing to a public key: HPKE (RFC 9180) in base mode, with X25519 and ML-KEM-768 together.

Anybody may seal; only the holder of the private half reads. Base mode proves no sender, so a
sealed thing that must have one is signed inside. The suite takes `info` but no associated data:
whoever seals passes the exact bytes of the header that stands before the ciphertext, and a
header with one byte changed does not open.

What is sealed is the 1,120-byte encapsulation ‖ the AES-256-GCM ciphertext with its 16-byte tag.
Keys are the encodings of `identity`, version 1.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from reflect_app.crypto import identity
from reflect_app.crypto.aead import NotOpenedError
from reflect_app.errors import ReflectError
from reflect_app.words import tr

OVERHEAD = 1120 + 16
_KEM_SEED, _KEM_PUBLIC, _EXCHANGE = 64, 1184, 32


def seal(public: bytes, header: bytes, plain: bytes) -> bytes:
    """The sealed bytes, `OVERHEAD` longer than the plain ones. Never twice the same.

    Raises:
        ReflectError: code `no-hpke`; this build cannot, and nothing weaker is used instead.
        ValueError: the public key is not one of ours.
    """
    if len(public) != identity.PUBLIC_BYTES:
        raise ValueError("not a public key of this version")
    try:
        key = hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_KEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(public[_KEM_PUBLIC : _KEM_PUBLIC + _EXCHANGE]),
        )
        return _suite().encrypt(plain, key, info=header)
    except UnsupportedAlgorithm:
        raise _not_in_this_build() from None


def unseal(private: bytes, header: bytes, sealed: bytes) -> bytes:
    """The plain bytes again.

    Raises:
        NotOpenedError: another key, another header, or changed bytes; they look alike.
        ReflectError: code `no-hpke`.
    """
    if len(private) != identity.PRIVATE_BYTES or len(sealed) < OVERHEAD:
        raise NotOpenedError
    try:
        key = hpke.MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(private[:_KEM_SEED]),
            X25519PrivateKey.from_private_bytes(private[_KEM_SEED : _KEM_SEED + _EXCHANGE]),
        )
        return _suite().decrypt(sealed, key, info=header)
    except UnsupportedAlgorithm:
        raise _not_in_this_build() from None
    except (InvalidTag, ValueError):
        raise NotOpenedError from None


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _not_in_this_build() -> ReflectError:
    return ReflectError(
        tr("This computer's cryptography library cannot seal, so nothing was written."),
        tr("Install Reflect from its own package, which carries one that can."),
        code="no-hpke",
    )
