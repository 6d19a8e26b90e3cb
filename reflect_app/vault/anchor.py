"""The anchor: what this device last saw of a vault, kept outside its folder.

One file of two 4,096-byte slots, written in turn with one `fdatasync` each and never
renamed, so a torn write leaves the other slot. A slot is magic ‖ length ‖ JSON ‖ zeros ‖
HMAC-SHA-256 (last 32 bytes) under a key from the data key.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from reflect_app.crypto import aead
from reflect_app.crypto.kdf import subkey
from reflect_app.vault.files import create_private, make_folder, said_plainly, sync_folder

SLOT = 4096
_MAGIC = b"RFLANC1\n"
_TAG = 32


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vault as it stood after a commit. `head` and `public_hash` are hex."""

    instance: str
    counter: int
    head: str
    generation: int
    public_hash: str
    at: str


class Anchor:
    """The anchor of one vault instance. Only the holder of the lease writes it."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self._path = path
        self._key = subkey(data_key, "anchor")
        self._handle: int | None = None
        self._next = 0
        self.damaged_slots = 0

    def read(self) -> Seen | None:
        """The newest state a whole slot holds; None when there is none of this vault.

        Sets `damaged_slots` to the number of slots that hold something unreadable.
        """
        try:
            data = self._path.read_bytes()
        except OSError:
            return None
        slots = [data[:SLOT], data[SLOT : 2 * SLOT]]
        found = [self._decoded(slot) for slot in slots]
        self.damaged_slots = sum(
            seen is None and any(slot) for seen, slot in zip(found, slots, strict=True)
        )
        newest = max(
            (place for place in (0, 1) if found[place]),
            key=lambda place: _counter(found[place]),
            default=None,
        )
        self._next = 0 if newest is None else 1 - newest
        return None if newest is None else found[newest]

    def prepare(self) -> None:
        """Open the file, made to its full size where it is new, so that `write` needs no room."""
        if self._handle is None:
            with said_plainly(self._path):
                self._handle = self._opened()

    def write(self, seen: Seen) -> None:
        """Put the state in the older slot and sync it before returning."""
        self.prepare()
        with said_plainly(self._path):
            assert self._handle is not None
            data, sent = self._encoded(seen), 0
            while sent < SLOT:
                sent += _write_at(self._handle, data[sent:], self._next * SLOT + sent)
            getattr(os, "fdatasync", os.fsync)(self._handle)
        self._next = 1 - self._next

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _opened(self) -> int:
        make_folder(self._path.parent)
        if self._path.exists():
            flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            handle = os.open(self._path, flags | getattr(os, "O_NOFOLLOW", 0))
        else:
            handle = create_private(self._path)
        try:
            missing = 2 * SLOT - os.fstat(handle).st_size
            if missing > 0:  # new, or its making was cut short
                _write_at(handle, bytes(missing), 2 * SLOT - missing)
                os.fsync(handle)
                sync_folder(self._path.parent)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def _encoded(self, seen: Seen) -> bytes:
        payload = msgspec.json.encode(seen, order="sorted")
        body = (_MAGIC + len(payload).to_bytes(4) + payload).ljust(SLOT - _TAG, b"\0")
        return body + aead.mac(self._key, body)

    def _decoded(self, slot: bytes) -> Seen | None:
        body, tag = slot[:-_TAG], slot[-_TAG:]
        if len(slot) != SLOT or not aead.mac_fits(self._key, body, tag):
            return None
        return _parsed(slot)


def glimpsed(path: Path) -> Seen | None:
    """What an anchor says, unproved: without the data key its MAC cannot be checked.

    Enough to hold back when it speaks against what lies in the folder; never to trust.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return None
    found = (_parsed(data[at : at + SLOT]) for at in (0, SLOT))
    return max((seen for seen in found if seen is not None), key=_counter, default=None)


def _parsed(slot: bytes) -> Seen | None:
    if len(slot) != SLOT or not slot.startswith(_MAGIC):
        return None
    size = int.from_bytes(slot[8:12])
    try:
        return msgspec.json.decode(slot[12 : 12 + size], type=Seen)
    except ValueError:  # msgspec's own, and letters that are no UTF-8
        return None


def _counter(seen: Seen | None) -> int:
    return -1 if seen is None else seen.counter


def _write_at(handle: int, data: bytes, offset: int) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(handle, data, offset)
    os.lseek(handle, offset, os.SEEK_SET)  # Windows; one writer, so the position is ours
    return os.write(handle, data)
