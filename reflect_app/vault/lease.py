"""One writer at a time: an operating-system lock on an open file, with the holder as text.

There is no heartbeat and no stale time: the system drops the lock when the process ends,
however it ends. What the text says is only for people.
"""

from __future__ import annotations

import getpass
import os
import platform
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from reflect_app.core import when
from reflect_app.errors import VaultInUseError
from reflect_app.vault.files import PRIVATE_FILE, said_plainly, write_whole
from reflect_app.words import tr

NAME = "lease"
_LIMIT = 4096

if sys.platform == "win32":
    import msvcrt

    _LOCK_AT = 1 << 30  # far past the text, which others must be able to read
    _ASKERS_COLLIDE = True

    def _lock(handle: BinaryIO, *, ask: bool = False) -> None:
        del ask  # there is only one kind of lock here
        handle.seek(_LOCK_AT)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    _ASKERS_COLLIDE = False

    def _lock(handle: BinaryIO, *, ask: bool = False) -> None:
        # Those who only ask share their lock: two of them never take each other for a writer.
        kind = fcntl.LOCK_SH if ask else fcntl.LOCK_EX
        fcntl.flock(handle.fileno(), kind | fcntl.LOCK_NB)


_PATIENCE = 0.2  # seconds; somebody may just be asking who holds it


def _lock_patiently(handle: BinaryIO, *, ask: bool = False) -> None:
    until = time.monotonic() + (_PATIENCE if _ASKERS_COLLIDE or not ask else 0.0)
    while True:
        try:
            _lock(handle, ask=ask)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes, as they said themselves: host, user, and since when (RFC 3339)."""

    host: str
    user: str
    since: str


class Lease:
    """The writer's right to a vault folder, held until `release` or the process's end."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle

    @classmethod
    def take(cls, folder: Path, since: str) -> Lease:
        """The lease.

        Raises:
            VaultInUseError: another process holds it; the sentence names the holder.
        """
        path = folder / NAME
        with said_plainly(path):
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
            handle = os.fdopen(os.open(path, flags, PRIVATE_FILE), "r+b", buffering=0)
        try:
            _lock_patiently(handle)
        except OSError:
            holder = _parsed(handle)
            handle.close()
            raise in_use(holder) from None
        if not _is_still(handle, path):
            handle.close()
            raise in_use(None)  # taken away and made anew in between, so perhaps held anew
        lease = cls(handle)
        with suppress(OSError):  # a full disk takes no text; the lock is what counts
            lease._sign(since)
        return lease

    def _sign(self, since: str) -> None:
        text = {"host": platform.node(), "user": _user(), "since": since}
        self._handle.seek(0)
        self._handle.truncate()
        self._handle.write(msgspec.json.encode(text))

    def check(self, folder: Path) -> None:
        """Refuse where somebody on another computer has taken the right over since.

        Raises:
            VaultInUseError: code `taken-over`; the sentence names who has it now.
        """
        path = folder / NAME
        if _is_still(self._handle, path) or not path.exists():
            return  # a drive that was pulled is another trouble, which the write itself will tell
        now = holder_of(folder) or Holder("", "", "")
        raise VaultInUseError(
            tr("The journal was taken over on {host}.").format(
                host=now.host or tr("another computer")
            ),
            tr("Nothing more is written from here. Lock Reflect on this computer."),
            code="taken-over",
        )

    def release(self) -> None:
        """Give the right back. The text goes, the file stays."""
        if not self._handle.closed:
            with suppress(OSError):  # only the text; the lock goes with the handle
                self._handle.truncate(0)
            self._handle.close()


def holder_of(folder: Path) -> Holder | None:
    """Who holds the lease now; None when nobody does."""
    path = folder / NAME
    try:
        handle = path.open("r+b", buffering=0)
    except OSError:
        return None
    with handle:
        try:
            _lock_patiently(handle, ask=True)
        except OSError:
            return _parsed(handle) or Holder("", "", "")
    return None


def put_aside(folder: Path) -> None:
    """Take the right from a computer that is off: a new, free lease in place of the one held.

    Whoever held the old one finds that out at the next write, and writes no more.

    Raises:
        VaultInUseError: it is held on this very computer, where it can be locked.
        FileProblemError: the system does not let go of the file yet.
    """
    holder = holder_of(folder)
    if holder is None:
        return
    if not _is_elsewhere(holder):
        raise in_use(holder)
    write_whole(folder / NAME, b"")


def in_use(holder: Holder | None) -> VaultInUseError:
    """The refusal, with the holder where it is known."""
    if holder is None or not holder.host:
        text = tr("The journal is open in another window.")
    else:
        text = tr("The journal is open on {host}, by {user}, since {since}.").format(
            host=holder.host, user=holder.user, since=when.instant(holder.since)
        )
    return VaultInUseError(
        text,
        tr("Lock or close it there, then try again. Reading still works."),
        elsewhere=holder is not None and _is_elsewhere(holder),
    )


def _is_elsewhere(holder: Holder) -> bool:
    """The system drops the lock of a process that has ended here, so a holder here is alive."""
    return bool(holder.host) and holder.host != platform.node()


def _is_still(handle: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except OSError:
        return False


def _parsed(handle: BinaryIO) -> Holder | None:
    try:
        handle.seek(0)
        return msgspec.json.decode(handle.read(_LIMIT), type=Holder)
    except (OSError, ValueError):  # msgspec's own too, and letters that are no UTF-8
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
