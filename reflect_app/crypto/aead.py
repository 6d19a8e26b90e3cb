"""AES-256-GCM for wrapping keys, HMAC-SHA-256 for sealing what stays readable."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class NotOpenedError(Exception):
    """The key does not open it. The caller knows whether that is a passphrase or damage."""


def wrap(key: bytes, secret: bytes, context: bytes) -> tuple[bytes, bytes]:
    """A fresh 12-byte nonce and the sealed secret; `context` is bound but not hidden."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, secret, context)


def unwrap(key: bytes, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
    """The secret again.

    Raises:
        NotOpenedError: another key, another context, or changed bytes; they look alike.
    """
    try:
        return AESGCM(key).decrypt(nonce, sealed, context)
    except (InvalidTag, ValueError):
        raise NotOpenedError from None


def mac(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104), 32 bytes."""
    return hmac.digest(key, data, hashlib.sha256)


def mac_fits(key: bytes, data: bytes, tag: bytes) -> bool:
    """Whether the tag belongs to the data, compared in constant time."""
    return hmac.compare_digest(mac(key, data), tag)
