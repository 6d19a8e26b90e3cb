"""A vault's own keys: one to seal to it (HPKE, RFC 9180), one it signs with (Ed25519, RFC 8032).

Encodings, version 1. Private: 64-byte ML-KEM-768 seed ‖ 32-byte X25519 ‖ 32-byte Ed25519 seed.
Public: 1,184-byte ML-KEM-768 ‖ 32-byte X25519 ‖ 32-byte Ed25519.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from reflect_app.crypto.passphrase import word_list

VERSION = 1
PUBLIC_BYTES = 1184 + 32 + 32
PRIVATE_BYTES = 64 + 32 + 32
FINGERPRINT_WORDS = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """Both halves as bytes. The private half lives inside the vault and nowhere else."""

    private: bytes = field(repr=False)
    public: bytes


def new_identity() -> Identity:
    """Fresh keys from the system's random source."""
    return _both(
        MLKEM768PrivateKey.generate(), X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    )


def of_private(private: bytes) -> Identity:
    """The keys whose private half this is.

    Raises:
        ValueError: it is not as long as one.
    """
    if len(private) != PRIVATE_BYTES:
        raise ValueError(len(private))
    return _both(
        MLKEM768PrivateKey.from_seed_bytes(private[:64]),
        X25519PrivateKey.from_private_bytes(private[64:96]),
        Ed25519PrivateKey.from_private_bytes(private[96:]),
    )


def _both(
    kem: MLKEM768PrivateKey, exchange: X25519PrivateKey, signing: Ed25519PrivateKey
) -> Identity:
    private = kem.private_bytes_raw() + exchange.private_bytes_raw() + signing.private_bytes_raw()
    public = (
        kem.public_key().public_bytes_raw()
        + exchange.public_key().public_bytes_raw()
        + signing.public_key().public_bytes_raw()
    )
    return Identity(private, public)


def public_hash(public: bytes) -> bytes:
    """SHA-256 over the version and the public keys: what envelope, vault and anchor pin."""
    return hashlib.sha256(b"reflect/1/public/" + bytes([VERSION]) + public).digest()


def fingerprint(public: bytes) -> str:
    """Twelve words, 132 bits of the public hash, for two people to compare aloud."""
    bits = int.from_bytes(public_hash(public)) >> (256 - 11 * FINGERPRINT_WORDS)
    words = word_list()
    picked = [words[(bits >> (11 * place)) & 0x7FF] for place in range(FINGERPRINT_WORDS)]
    return " ".join(reversed(picked))
