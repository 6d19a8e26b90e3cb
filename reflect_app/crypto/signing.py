"""Signing with a vault's own key: Ed25519 (RFC 8032), over a context and a message.

What is signed is `reflect/1/sign/` ‖ length of the context (2 bytes, big-endian) ‖ context ‖
message, so that a signature for one purpose never stands for another. Keys are the encodings of
`identity`, version 1, whose last 32 bytes are the Ed25519 half.

A public key or an R of small order is refused: for those, a signature exists that fits every
message, and libraries disagree about it (hdevalence.ca/blog/2020-10-04-its-25519am).
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reflect_app.crypto import identity
from reflect_app.errors import ReflectError
from reflect_app.words import tr

SIGNATURE_BYTES = 64
_LABEL = b"reflect/1/sign/"
_PRIME = 2**255 - 19
_SMALL_ORDER = frozenset(
    (
        *(0, 1, _PRIME - 1, _PRIME, _PRIME + 1),
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    )
)


def sign(private: bytes, context: bytes, message: bytes) -> bytes:
    """Sixty-four bytes that only the holder of the private keys can make."""
    if len(private) != identity.PRIVATE_BYTES:
        raise ValueError("not private keys of this version")
    try:
        key = Ed25519PrivateKey.from_private_bytes(private[-32:])
    except UnsupportedAlgorithm:
        raise _not_in_this_build() from None
    return key.sign(_framed(context, message))


def is_signed(public: bytes, context: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of these keys signed the message for this purpose."""
    if len(public) != identity.PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    if _is_small(public[-32:]) or _is_small(signature[:32]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public[-32:]).verify(
            signature, _framed(context, message)
        )
    except UnsupportedAlgorithm:
        raise _not_in_this_build() from None
    except (InvalidSignature, ValueError):
        return False
    return True


def _framed(context: bytes, message: bytes) -> bytes:
    return _LABEL + len(context).to_bytes(2) + context + message


def _is_small(point: bytes) -> bool:
    """Whether an encoded point has order 1, 2, 4 or 8, in any encoding of it."""
    return int.from_bytes(point, "little") & (2**255 - 1) in _SMALL_ORDER


def _not_in_this_build() -> ReflectError:
    return ReflectError(
        tr("This computer's cryptography library cannot sign or check signatures."),
        tr("Install Reflect from its own package, which carries one that can."),
        code="no-ed25519",
    )
