"""The envelope: readable by anyone, changed by nobody unseen."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reflect_app.crypto import identity, slots
from reflect_app.errors import DamagedError, NoVaultError, ReflectError, VersionError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.envelope import Envelope
from tests.fixtures import CHEAP, CHEAP_POLICY

KEY = bytes(range(32))
NOW = "2026-03-12T07:30:00+00:00"


@pytest.fixture(scope="module")
def envelope() -> Envelope:
    slot = slots.passphrase_slot(KEY, "a phrase", NOW, CHEAP, CHEAP_POLICY)
    public = identity.new_identity().public.hex()
    return envelopes.signed(Envelope(1, "i" * 32, 1, NOW, [slot], public), KEY)


def resealed(envelope: Envelope, **changes: Any) -> bytes:
    """What somebody without the key can make: any content under a fitting checksum."""
    raw = {**json.loads(envelopes.encoded(envelope)), **changes}
    del raw["sha256"]
    body = json.dumps(raw).encode()[:-1]
    return body + b',"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'


def test_there_and_back(envelope: Envelope) -> None:
    data = envelopes.encoded(envelope)
    assert envelopes.decoded(data) == envelope
    envelopes.check_mac(envelopes.decoded(data), KEY)
    assert data.count(b"\n") == 1
    assert (
        json.loads(data)["sha256"] == hashlib.sha256(data[: data.index(b',"sha256"')]).hexdigest()
    )


def test_every_flipped_bit_is_damage(envelope: Envelope) -> None:
    data = envelopes.encoded(envelope)
    for place in range(len(data)):
        for bit in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[place] ^= bit
            with pytest.raises(DamagedError) as refusal:
                envelopes.decoded(bytes(changed))
            assert refusal.value.name == "envelope-damaged"


def test_every_shorter_and_longer_file_is_damage(envelope: Envelope) -> None:
    data = envelopes.encoded(envelope)
    for length in range(len(data)):
        with pytest.raises(DamagedError):
            envelopes.decoded(data[:length])
    for more in (b"\n", b" ", data):
        with pytest.raises(DamagedError):
            envelopes.decoded(data + more)


@pytest.mark.parametrize(
    "changes",
    [
        {"generation": 2}, {"instance": "j" * 32}, {"created": "x"}, {"public": "00" * 1248},
        {"mac": ""}, {"mac": "00" * 32},
    ],
)  # fmt: skip
def test_a_change_under_a_fitting_checksum_is_seen_with_the_key(
    envelope: Envelope, changes: dict[str, Any]
) -> None:
    found = envelopes.decoded(resealed(envelope, **changes))
    with pytest.raises(DamagedError) as refusal:
        envelopes.check_mac(found, KEY)
    assert refusal.value.name == "envelope-changed"


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1}, {"slots": []}, {"slots": "none"}, {"slots": [{}]}, {"public": "00"},
        {"public": "zz" * 1248}, {"mac": "zz"}, {"generation": "1"}, {"format": None},
    ],
)  # fmt: skip
def test_what_no_reflect_writes_is_damage(envelope: Envelope, changes: dict[str, Any]) -> None:
    with pytest.raises(DamagedError):
        envelopes.decoded(resealed(envelope, **changes))


def test_too_many_slots_are_damage(envelope: Envelope) -> None:
    many = json.loads(envelopes.encoded(envelope))["slots"] * 17
    with pytest.raises(DamagedError):
        envelopes.decoded(resealed(envelope, slots=many))


def test_a_newer_format_is_not_called_damage(envelope: Envelope) -> None:
    with pytest.raises(VersionError):
        envelopes.decoded(resealed(envelope, format=2, something="new"))


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b"[" * 100_000, b"\xff\xfe", b"{}"])
def test_nonsense_under_a_fitting_checksum_is_damage(body: bytes) -> None:
    data = body + b',"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'
    with pytest.raises(DamagedError):
        envelopes.decoded(data)


def test_the_mac_covers_every_member(envelope: Envelope) -> None:
    for name in envelope.__struct_fields__:
        if name == "mac":
            continue
        other = {"format": 0, "generation": 9, "slots": []}.get(name, "other")
        changed = msgspec.structs.replace(envelope, **{name: other})
        with pytest.raises(DamagedError):
            envelopes.check_mac(changed, KEY)


def test_reading_tells_no_vault_from_half_a_vault(tmp_path: Path, envelope: Envelope) -> None:
    with pytest.raises(NoVaultError):
        envelopes.read(tmp_path)
    (tmp_path / "vault.db").touch()
    with pytest.raises(DamagedError):
        envelopes.read(tmp_path)
    envelopes.write(tmp_path, envelope)
    assert envelopes.read(tmp_path) == envelope


@pytest.mark.parametrize("data", [b"", b"x" * 70_000, b"x" * 5_000_000])
def test_an_empty_or_huge_file_is_damage(tmp_path: Path, data: bytes) -> None:
    (tmp_path / envelopes.NAME).write_bytes(data)
    with pytest.raises(ReflectError) as refusal:
        envelopes.read(tmp_path)
    assert refusal.value.exit_code == 3


@pytest.mark.parametrize(
    "instance", ["../" * 10 + "tmp/xx", "/tmp/" + "x" * 27, "\0" * 32, "i", ""]
)
def test_an_instance_that_would_lead_files_elsewhere_is_damage(
    envelope: Envelope, instance: str
) -> None:
    """It names the anchor and the count of misses, both before any key has proved it true."""
    with pytest.raises(DamagedError):
        envelopes.decoded(resealed(envelope, instance=instance))
