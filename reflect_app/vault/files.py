"""Files that must last: private from birth, replaced whole or not at all, synced."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reflect_app.errors import DiskFullError, FileProblemError, ReflectError
from reflect_app.words import tr

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BUSY_ON_WINDOWS = {5, 32, 33}
_REPLACE_PATIENCE = 2.5  # seconds that a virus scanner or sync client may hold a file


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn the system's refusal about `path` into a sentence; the rest passes through."""
    try:
        yield
    except OSError as problem:
        raise explained(problem, path) from None


def explained(problem: OSError, path: Path) -> ReflectError:
    """The `ReflectError` that says what the system refused."""
    if problem.errno in _FULL:
        return DiskFullError()
    if problem.errno == errno.EEXIST:
        return FileProblemError(
            tr("{path} is there already.").format(path=path), tr("Choose another name or folder.")
        )
    if problem.errno == errno.ENOENT:
        return FileProblemError(
            tr("There is no {path}.").format(path=path), tr("Check the name and the folder.")
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FileProblemError(
            tr("Reflect may not use {path}.").format(path=path),
            tr("Choose another place, or ask for leave to use that one."),
        )
    return FileProblemError(
        tr("{path} cannot be read or written.").format(path=path),
        tr("Check that the disk is connected and try again."),
    )


def make_folder(folder: Path) -> None:
    """Make the folder and its missing parents, 0700 each, whatever the umask."""
    with said_plainly(folder):
        missing = [part for part in (folder, *folder.parents) if not part.exists()]
        for part in reversed(missing):
            part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(part.parent)


def create_private(path: Path) -> int:
    """A descriptor on a new, empty file, 0600 from birth. Refuses one that is there."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE)


def sync_folder(folder: Path) -> None:
    """Make a new or replaced name in the folder last through a power cut."""
    if sys.platform == "win32":
        return  # NTFS journals names; a folder cannot be synced there
    with said_plainly(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by `data`: temp beside it, sync, read back, replace, sync the folder.

    Raises:
        ReflectError: nothing was replaced; the old file stands.
    """
    temp = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    with said_plainly(path):
        try:
            _write_new(temp, data)
            _replace(temp, path)
        finally:
            with suppress(OSError):
                temp.unlink()
    sync_folder(path.parent)


def _write_new(temp: Path, data: bytes) -> None:
    handle = create_private(temp)
    with os.fdopen(handle, "w+b") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
        out.seek(0)
        if out.read() != data:
            raise OSError(errno.EIO, "read back differs")


def _replace(temp: Path, path: Path) -> None:
    """`os.replace`, patient with a file that a scanner holds on Windows."""
    until = time.monotonic() + _REPLACE_PATIENCE
    while True:
        try:
            temp.replace(path)
            return
        except PermissionError as problem:
            code = getattr(problem, "winerror", None)
            if code not in _BUSY_ON_WINDOWS or time.monotonic() > until:
                raise
            time.sleep(0.05)


def read_small(path: Path, limit: int, *, plain: bool = False) -> bytes:
    """The whole of a file that must not be larger than `limit` bytes.

    `plain` is for a folder where others may write: no link is followed, no pipe waited for.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    if plain:
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with said_plainly(path), os.fdopen(os.open(path, flags), "rb") as source:
        if plain and not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
            raise OSError(errno.EINVAL, "no plain file")
        data = source.read(limit + 1)
    if len(data) > limit:
        raise FileProblemError(
            tr("{path} is larger than such a file can be.").format(path=path),
            tr("It is probably not what it seems. Choose another file."),
        )
    return data
