"""Argon2id (RFC 9106), with a floor and caps that are checked before a byte is allocated."""

from __future__ import annotations

import time
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reflect_app.errors import DamagedError, ReflectError
from reflect_app.words import tr

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class KdfParams:
    """Argon2id's cost: `memory` in KiB, `passes` over it, `lanes` side by side."""

    memory: int
    passes: int
    lanes: int


STANDARD = KdfParams(memory=256 * 1024, passes=3, lanes=4)
LIGHT = KdfParams(memory=64 * 1024, passes=3, lanes=4)
CAP = KdfParams(memory=1024 * 1024, passes=10, lanes=16)


@dataclass(frozen=True, slots=True)
class KdfPolicy:
    """What an envelope may ask of this process. Handed down by the composition root.

    Only in-process tests compose one with a lower floor; no shipped entry point can.
    """

    floor: KdfParams = LIGHT
    cap: KdfParams = CAP

    def check(self, params: KdfParams) -> None:
        """Refuse costs outside the policy, before anything is allocated.

        Raises:
            DamagedError: code `kdf-out-of-range`; an envelope we wrote never has such costs.
        """
        low, high = self.floor, self.cap
        fits = (
            low.memory <= params.memory <= high.memory
            and low.passes <= params.passes <= high.passes
            and low.lanes <= params.lanes <= high.lanes
            and 8 * params.lanes <= params.memory  # RFC 9106, 3.1
        )
        if not fits:
            raise DamagedError(
                tr("The journal's envelope asks for a key derivation that Reflect refuses."),
                tr("Somebody may have changed it. Restore your newest backup to a new folder."),
                code="kdf-out-of-range",
            )


def derive(secret: bytes, salt: bytes, params: KdfParams, policy: KdfPolicy) -> bytes:
    """Thirty-two bytes from a passphrase; releases the GIL while it works.

    Raises:
        DamagedError: the costs lie outside the policy.
        ReflectError: this build's OpenSSL has no Argon2id, or there is too little memory.
    """
    policy.check(params)
    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=params.passes,
            lanes=params.lanes,
            memory_cost=params.memory,
        ).derive(secret)
    except UnsupportedAlgorithm:
        raise ReflectError(
            tr("This computer's cryptography library has no Argon2id."),
            tr("Install Reflect from its own package, which carries one that has."),
            code="no-argon2",
        ) from None
    except MemoryError:
        raise ReflectError(
            tr("There is too little free memory to open the journal."),
            tr("Close some programs and try again."),
            code="no-memory",
        ) from None


def tuned(start: KdfParams, *, target: float = 0.5) -> KdfParams:
    """`start` with more passes until one derivation takes `target` seconds here (10 at most)."""
    began = time.perf_counter()
    derive(b"measure", bytes(SALT_BYTES), start, KdfPolicy(floor=KdfParams(8, 1, 1)))
    per_pass = max((time.perf_counter() - began) / start.passes, 1e-6)
    passes = min(max(start.passes, round(target / per_pass)), CAP.passes)
    return KdfParams(start.memory, passes, start.lanes)


def subkey(key: bytes, purpose: str, context: bytes = b"") -> bytes:
    """A key for one purpose from the data key: HKDF-SHA-256 (RFC 5869), no salt.

    The info is `reflect/1/<purpose>/` followed by the context bytes.
    """
    info = b"reflect/1/" + purpose.encode() + b"/" + context
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
