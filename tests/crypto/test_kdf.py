"""Key derivation against published vectors, and the policy that stands before it."""

from __future__ import annotations

import hashlib
import hmac
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from reflect_app.crypto import kdf
from reflect_app.crypto.kdf import (
    CAP,
    LIGHT,
    STANDARD,
    KdfParams,
    KdfPolicy,
    derive,
    subkey,
    tuned,
)
from reflect_app.errors import DamagedError, ReflectError
from tests.helpers.sources import ROOT

ANY = KdfPolicy(floor=KdfParams(8, 1, 1))


@pytest.mark.parametrize(
    ("lanes", "expected"),
    [
        (1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
        (2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
    ],
)
def test_argon2id_gives_the_reference_implementations_answers(lanes: int, expected: str) -> None:
    # P-H-C/phc-winner-argon2, src/test.c: version 0x13, t=2, m=2^8.
    found = derive(b"password", b"somesalt", KdfParams(256, 2, lanes), ANY)
    assert found.hex() == expected


def test_the_library_passes_rfc_9106() -> None:
    # Section 5.3, with secret and associated data, which our slots do not use.
    tag = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        ad=b"\x04" * 12, secret=b"\x03" * 8,
    ).derive(b"\x01" * 32)  # fmt: skip
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def hkdf(key: bytes, info: bytes) -> bytes:
    """RFC 5869 for one block and no salt, by hand."""
    extracted = hmac.digest(bytes(32), key, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


@pytest.mark.parametrize(
    ("purpose", "context"),
    [("vault", b""), ("envelope", b""), ("anchor", b""), ("backup", b"0011"), ("x", b"\0/\xff")],
)
def test_a_subkey_is_hkdf_with_a_labelled_info(purpose: str, context: bytes) -> None:
    key = bytes(range(32))
    info = b"reflect/1/" + purpose.encode() + b"/" + context
    assert subkey(key, purpose, context) == hkdf(key, info)


def test_subkeys_of_the_first_format_stay_what_they_were() -> None:
    key = bytes(range(32))
    assert {name: subkey(key, name).hex()[:16] for name in ("vault", "envelope", "anchor")} == {
        "vault": "43e014c9b0634a02",
        "envelope": "eccb2f724a662020",
        "anchor": "de9f5502cf51c0e3",
    }


@pytest.mark.parametrize("params", [LIGHT, STANDARD, CAP])
def test_the_policy_takes_what_we_write(params: KdfParams) -> None:
    KdfPolicy().check(params)


@pytest.mark.parametrize(
    "params",
    [
        KdfParams(LIGHT.memory - 1, 3, 4),
        KdfParams(LIGHT.memory, 2, 4),
        KdfParams(LIGHT.memory, 3, 3),
        KdfParams(CAP.memory + 1, 3, 4),
        KdfParams(LIGHT.memory, 11, 4),
        KdfParams(LIGHT.memory, 3, 17),
        KdfParams(0, 0, 0),
        KdfParams(-LIGHT.memory, 3, 4),
        KdfParams(1 << 80, 3, 4),
        KdfParams(LIGHT.memory, 1 << 80, 4),
    ],
)
def test_costs_outside_the_policy_are_damage(params: KdfParams) -> None:
    with pytest.raises(DamagedError) as refusal:
        derive(b"secret", bytes(16), params, KdfPolicy())
    assert refusal.value.name == "kdf-out-of-range"


def test_a_lower_floor_still_respects_the_algorithms_own() -> None:
    with pytest.raises(DamagedError):
        derive(b"secret", bytes(16), KdfParams(8, 1, 4), ANY)


REFUSE = """
import re, sys, time
from pathlib import Path
from reflect_app.crypto.kdf import KdfParams, KdfPolicy, derive
from reflect_app.errors import DamagedError
def peak():  # not getrusage: its peak is the parent's, until the child goes above it
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
before = peak()
start = time.process_time()
for memory, passes, lanes in ((1 << 30, 3, 4), (65536, 10**9, 4), (1, 1, 1)):
    try:
        derive(b"x", bytes(16), KdfParams(memory, passes, lanes), KdfPolicy())
    except DamagedError:
        continue
    sys.exit(1)
took = time.process_time() - start
grown = peak() - before
print(took < 1, grown < 50 * 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="reads /proc")
def test_refusal_takes_no_time_and_no_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REFUSE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True"]


def test_tuning_only_ever_raises_the_passes() -> None:
    cheap = KdfParams(64, 2, 1)
    assert tuned(cheap, target=0.0) == cheap
    start = time.process_time()
    high = tuned(cheap, target=30.0)
    assert high == KdfParams(64, CAP.passes, 1)
    assert time.process_time() - start < 10


def test_the_costs_are_those_of_the_format() -> None:
    """64 MiB at least, 256 MiB as shipped, 1 GiB at most; a lower floor is a weaker journal."""
    assert (LIGHT.memory, LIGHT.passes, LIGHT.lanes) == (65_536, 3, 4)
    assert (STANDARD.memory, STANDARD.passes, STANDARD.lanes) == (262_144, 3, 4)
    assert (CAP.memory, CAP.passes, CAP.lanes) == (1_048_576, 10, 16)
    assert KdfPolicy() == KdfPolicy(LIGHT, CAP)


STARVED = """
import resource
from reflect_app.crypto.kdf import STANDARD, KdfPolicy, derive
from reflect_app.errors import ReflectError
resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))
try:
    derive(b"secret", bytes(16), STANDARD, KdfPolicy())
except ReflectError as refusal:
    print(refusal.name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS")
def test_too_little_memory_is_said_and_is_no_wrong_passphrase() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARVED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("no-memory", 0), done.stderr


def test_a_library_without_argon2id_is_refused_and_nothing_weaker_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(**_: object) -> Argon2id:
        raise UnsupportedAlgorithm("argon2id")

    monkeypatch.setattr(kdf, "Argon2id", missing)
    with pytest.raises(ReflectError) as refusal:
        derive(b"secret", bytes(16), KdfParams(8, 1, 1), ANY)
    assert refusal.value.name == "no-argon2"
