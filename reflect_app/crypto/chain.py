"""The hash chain over every object's history.

A row's link is `H(previous link, id, kind, time, digest)` where the digest is
`H(salt, content)`. Every part is framed with its length, so no two rows read alike. A purge
deletes salt and content; the digest stays, says nothing without its 32-byte salt, and the
chain still stands.
"""

from __future__ import annotations

import hashlib
import os

SALT_BYTES = 32
GENESIS = bytes(32)


def new_salt() -> bytes:
    """Thirty-two random bytes, one row's own."""
    return os.urandom(SALT_BYTES)


def digest(salt: bytes, content: bytes) -> bytes:
    """SHA-256 that commits to the content and, without the salt, tells nothing of it."""
    return _hash(b"reflect/1/content", salt, content)


def link(previous: bytes, id_: str, kind: str, at: str, content: bytes) -> bytes:
    """The row's link; `content` is the digest above, not the content."""
    return _hash(b"reflect/1/link", previous, id_.encode(), kind.encode(), at.encode(), content)


def _hash(label: bytes, *parts: bytes) -> bytes:
    framed = hashlib.sha256(label)
    for part in parts:
        framed.update(len(part).to_bytes(8))
        framed.update(part)
    return framed.digest()
