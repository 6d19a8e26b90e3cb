r"""Quick notes: sealed to the vault's public keys, left without unlocking, one file each.

A file in `notes/` is header ‖ sealed ‖ SHA-256 of all before. The header is `RFLNOTE1` ‖ the
note's 8 random bytes, which are its name ‖ the 32-byte hash of the public keys it was sealed to,
and stands whole in the seal's `info`. Sealed is: length of a JSON head (4 bytes, big-endian) ‖
the head `{"at": ...}` ‖ length of the text (4 bytes) ‖ the text in UTF-8 ‖ zeros up to 1, 4, 16
or 65 KiB, so that a file's size says little.

Nothing here opens the database, so a note can be left while the vault is in use elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from reflect_app.core.clock import stamp
from reflect_app.crypto import sealing
from reflect_app.crypto.aead import NotOpenedError
from reflect_app.errors import DamagedError, InvalidInputError, ReflectError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.anchor import Seen, glimpsed
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import make_folder, read_small, said_plainly, sync_folder, write_whole
from reflect_app.words import tr

FOLDER = "notes"
MOST = 1000
LONGEST = 64 * 1024
_SIZES = (1024, 4096, 16 * 1024, 65 * 1024)
_FIRST_YEAR = 2000
_MAGIC = b"RFLNOTE1"
_HEADER = len(_MAGIC) + 8 + 32
_LARGEST_FILE = _HEADER + _SIZES[-1] + sealing.OVERHEAD + 32
_NAME = re.compile(r"([0-9a-f]{16})\.note")
_LEFT_OVER = re.compile(r"\.[0-9a-f]{16}\.note\.[0-9a-f]+")

Fault = Literal["damaged", "foreign"]


class _Head(msgspec.Struct, frozen=True):
    at: str


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A waiting note, opened where it can be. Of one with a `fault`, `at` is the file's time."""

    id: str
    at: str
    text: str
    fault: Fault | None = None


def waiting(folder: Path) -> int:
    """How many notes wait. Anyone who can see the folder can count them."""
    return sum(1 for _ in _files(folder))


def leave(folder: Path, anchor_of: Callable[[str], Path], text: bytes, at: datetime) -> str:
    """Seal a text and keep it; the note's id. It would survive a power cut when this returns.

    `anchor_of` says where a vault instance's anchor lies. `at` is kept to the microsecond, so
    that notes of one minute stay in order.

    Raises:
        NoVaultError, DamagedError: there is no vault that could ever read it.
        InvalidInputError: it is too long, or too many wait.
    """
    envelope = envelopes.read(folder)
    _check(folder, envelope, glimpsed(anchor_of(envelope.instance)))
    if len(text) > LONGEST:
        raise InvalidInputError(
            tr("A quick note holds at most 64 KiB of text."),
            tr("Leave it in two notes, or unlock the journal for a longer page."),
            code="note-too-long",
        )
    if waiting(folder) >= MOST:
        raise InvalidInputError(
            tr("A thousand notes are waiting already, so this one was not kept."),
            tr("Unlock the journal and take some of them first."),
            code="notes-full",
        )
    make_folder(folder / FOLDER)
    id_ = os.urandom(8)
    header = _MAGIC + id_ + envelope.public_hash()
    body = header + sealing.seal(bytes.fromhex(envelope.public), header, _padded(text, at))
    write_whole(_path(folder, id_.hex()), body + hashlib.sha256(body).digest())
    return id_.hex()


def drop(folder: Path, id_: str) -> None:
    """Take a note's file away for good, unread; none by that id is fine."""
    path = _path(folder, id_)
    with said_plainly(path), suppress(FileNotFoundError):
        _wiped(path)


def _check(folder: Path, envelope: Envelope, seen: Seen | None) -> None:
    """Refuse to seal for a vault that is not there, or to keys that are not the vault's.

    Without the passphrase nothing here is proved; this only keeps a person from sealing words
    to keys that this computer has seen to be wrong.
    """
    if not (folder / "vault.db").is_file():
        raise DamagedError(
            tr("The journal's database is missing from its folder."), code="database-missing"
        )
    if seen is None or seen.instance != envelope.instance:
        return
    if seen.public_hash != envelope.public_hash().hex() or envelope.generation < seen.generation:
        raise DamagedError(
            tr(
                "The journal's envelope is not the one this computer last saw, so no note was kept."
            ),
            tr("Somebody may have put another in its place. Unlock the journal and write there."),
            code="envelope-mismatch",
        )


def _padded(text: bytes, at: datetime) -> bytes:
    head = msgspec.json.encode({"at": at.isoformat(timespec="microseconds")})
    plain = len(head).to_bytes(4) + head + len(text).to_bytes(4) + text
    return plain.ljust(next(size for size in _SIZES if size >= len(plain)), b"\0")


class NotesBox:
    """The waiting notes of an unlocked vault, for whoever holds its private keys."""

    def __init__(self, folder: Path, private: bytes, public_hash: bytes) -> None:
        self._folder = folder
        self._private = private
        self._public_hash = public_hash

    def all(self) -> list[SealedNote]:
        """The waiting notes, the oldest first; a thousand files at most are opened, since anyone
        who can write to the folder can seal more. One that is damaged harms no other.
        """
        found = []
        for path in _oldest(self._folder):
            with suppress(FileNotFoundError):  # taken this moment
                found.append(self._read(path))
        # By instant: offsets differ across a change of the clocks.
        return sorted(found, key=lambda note: (datetime.fromisoformat(note.at), note.id))

    def wipe(self, id_: str) -> None:
        """Take a note's file away for good; none by that id is fine."""
        drop(self._folder, id_)

    def tidy(self) -> None:
        """Take away what a note that never came to be left behind."""
        folder = self._folder / FOLDER
        if folder.is_dir():
            for path in folder.iterdir():
                if _LEFT_OVER.fullmatch(path.name):
                    with suppress(OSError):
                        path.unlink()

    def _read(self, path: Path) -> SealedNote:
        id_ = path.name.removesuffix(".note")
        try:
            data = read_small(path, _LARGEST_FILE, plain=True)
        except ReflectError:
            return SealedNote(id_, _time_of(path), "", "damaged")
        header, sealed, end = data[:_HEADER], data[_HEADER:-32], data[-32:]
        whole = hashlib.sha256(data[:-32]).digest() == end
        if not whole or header[: len(_MAGIC) + 8] != _MAGIC + bytes.fromhex(id_):
            return SealedNote(id_, _time_of(path), "", "damaged")
        if header[-32:] != self._public_hash:
            return SealedNote(id_, _time_of(path), "", "foreign")
        try:
            at, text = _unpadded(sealing.unseal(self._private, header, sealed))
        except (NotOpenedError, ValueError, OverflowError):
            return SealedNote(id_, _time_of(path), "", "damaged")
        return SealedNote(id_, at, text)


def _unpadded(plain: bytes) -> tuple[str, str]:
    start = 4 + int.from_bytes(plain[:4])
    at = msgspec.json.decode(plain[4:start], type=_Head).at
    instant = datetime.fromisoformat(at)
    if instant.tzinfo is None or instant.astimezone(UTC).year < _FIRST_YEAR:
        raise ValueError("no time of a note")
    end = start + 4 + int.from_bytes(plain[start : start + 4])
    text = plain[start + 4 : end].decode()
    if "\0" in text:
        raise ValueError("no text of a note")
    return at, text


def carried(folder: Path) -> list[tuple[str, bytes]]:
    """The waiting notes as a backup carries them: names below the vault's folder, and bytes."""
    found = []
    for path in _oldest(folder):
        with suppress(FileNotFoundError, ReflectError):  # taken this moment, or no note of ours
            found.append((f"{FOLDER}/{path.name}", read_small(path, _LARGEST_FILE, plain=True)))
    return sorted(found)


def is_carried(name: str) -> bool:
    """Whether a name in a backup is a note's."""
    folder, _, file = name.partition("/")
    return folder == FOLDER and _NAME.fullmatch(file) is not None


def _files(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder / FOLDER) as found:
            names = [item.name for item in found if item.is_file(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return
    yield from (folder / FOLDER / name for name in names if _NAME.fullmatch(name))


def _oldest(folder: Path) -> list[Path]:
    times: list[tuple[float, str, Path]] = []
    for path in _files(folder):
        with suppress(OSError):
            times.append((path.stat().st_mtime, path.name, path))
    return [path for *_, path in sorted(times)[:MOST]]


def _path(folder: Path, id_: str) -> Path:
    return folder / FOLDER / f"{id_}.note"


def _time_of(path: Path) -> str:
    return stamp(datetime.fromtimestamp(int(path.stat().st_mtime), UTC))


def _wiped(path: Path) -> None:
    """Unlink first where the system lets us, so that a kill never leaves half a note, and make
    that last before a byte changes, so that a power cut does not either."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags)
    try:
        only = os.fstat(handle).st_nlink == 1  # of a file with another name, that one is not ours
        if sys.platform != "win32":
            path.unlink()
            sync_folder(path.parent)
        # Best effort: what a drive or a file system keeps of old blocks is not ours to say.
        if only:
            os.write(handle, bytes(os.fstat(handle).st_size))
            os.fsync(handle)
    finally:
        os.close(handle)
    if sys.platform == "win32":
        path.unlink()
