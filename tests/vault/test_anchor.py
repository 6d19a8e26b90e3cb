"""Two slots, written in turn, and what is left of them after damage."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from reflect_app.crypto import aead
from reflect_app.crypto.kdf import subkey
from reflect_app.errors import FileProblemError
from reflect_app.vault.anchor import SLOT, Anchor, Seen, glimpsed

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "anchors" / "a.anchor"


def seen(counter: int) -> Seen:
    return Seen("i" * 32, counter, "ab" * 32, 1, "cd" * 32, "2026-03-12T07:30:00+00:00")


def written(path: Path, *counters: int) -> None:
    anchor = Anchor(path, KEY)
    for counter in counters:
        anchor.write(seen(counter))
    anchor.close()


def read(path: Path, key: bytes = KEY) -> tuple[Seen | None, int]:
    anchor = Anchor(path, key)
    found = anchor.read()
    return found, anchor.damaged_slots


def test_none_yet(path: Path) -> None:
    assert read(path) == (None, 0)


def test_the_newest_is_read_and_the_one_before_stays_beside_it(path: Path) -> None:
    written(path, 1, 2, 3)
    assert read(path) == (seen(3), 0)
    data = path.read_bytes()
    assert len(data) == 2 * SLOT
    slots = [data[at + 12 : at + SLOT - 32].rstrip(b"\0") for at in (0, SLOT)]
    assert {msgspec.json.decode(slot)["counter"] for slot in slots} == {2, 3}


def test_a_later_process_goes_on_with_the_older_slot(path: Path) -> None:
    for counter in range(1, 6):
        anchor = Anchor(path, KEY)
        assert anchor.read() == (seen(counter - 1) if counter > 1 else None)
        anchor.write(seen(counter))
        anchor.close()
        assert read(path) == (seen(counter), 0)


def test_a_torn_write_leaves_the_other_slot(path: Path) -> None:
    written(path, 1, 2)
    whole = path.read_bytes()
    newest = 0 if read(path)[0] == seen(2) and whole[:SLOT].find(b'"counter":2') >= 0 else SLOT
    for length in range(0, SLOT, 64):
        torn = bytearray(whole)
        torn[newest : newest + SLOT] = whole[newest : newest + length].ljust(SLOT, b"\xff")
        path.write_bytes(bytes(torn))
        assert read(path) == (seen(1), 1), length


def test_every_flipped_byte_is_noticed_and_believed_by_nobody(path: Path) -> None:
    written(path, 1, 2)
    whole = path.read_bytes()
    for place in range(2 * SLOT):
        changed = bytearray(whole)
        changed[place] ^= 0x40
        path.write_bytes(bytes(changed))
        found, damaged = read(path)
        assert damaged == 1
        assert found in (seen(1), seen(2))


@pytest.mark.parametrize("length", [0, 1, SLOT - 1, SLOT, SLOT + 1, 2 * SLOT - 1])
def test_a_file_cut_short_is_mended_by_the_next_write(path: Path, length: int) -> None:
    written(path, 1, 2)
    path.write_bytes(path.read_bytes()[:length])
    anchor = Anchor(path, KEY)
    anchor.read()
    anchor.write(seen(3))
    anchor.close()
    assert read(path)[0] == seen(3)
    assert path.stat().st_size == 2 * SLOT


def test_an_anchor_of_another_vault_says_nothing(path: Path) -> None:
    written(path, 1, 2)
    assert read(path, bytes(32)) == (None, 2)


def test_a_slot_is_what_the_document_says(path: Path) -> None:
    written(path, 7)
    slot = path.read_bytes()[:SLOT]
    payload = msgspec.json.encode(seen(7), order="sorted")
    assert slot[:8] == b"RFLANC1\n"
    assert int.from_bytes(slot[8:12]) == len(payload)
    assert slot[12 : 12 + len(payload)] == payload
    assert set(slot[12 + len(payload) : -32]) == {0}
    assert slot[-32:] == aead.mac(subkey(KEY, "anchor"), slot[:-32])


def test_a_well_sealed_slot_with_unknown_content_is_not_believed(path: Path) -> None:
    written(path, 1)
    body = (b"RFLANC1\n" + (2).to_bytes(4) + b"{}").ljust(SLOT - 32, b"\0")
    path.write_bytes(body + aead.mac(subkey(KEY, "anchor"), body) + bytes(SLOT))
    assert read(path) == (None, 1)


def test_what_it_cannot_open_it_refuses_before_it_is_needed(path: Path) -> None:
    path.parent.mkdir()
    path.mkdir()
    with pytest.raises(FileProblemError):
        Anchor(path, KEY).prepare()


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_it_never_writes_through_a_link(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    target = tmp_path / "elsewhere"
    target.write_bytes(b"precious")
    path.symlink_to(target)
    with pytest.raises(FileProblemError):
        Anchor(path, KEY).write(seen(1))
    assert target.read_bytes() == b"precious"


def test_a_glimpse_of_bytes_that_are_no_letters_is_no_word_and_no_crash(path: Path) -> None:
    written(path, 1, 2)
    whole = bytearray(path.read_bytes())
    for at in (0, SLOT):
        whole[whole.index(b'"at":"', at) + 6] = 0xFF
    path.write_bytes(bytes(whole))
    assert glimpsed(path) is None
