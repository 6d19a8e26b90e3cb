"""The exchange folder as a reader sees it: any folder that something else carries.

Only whole names count; what a sync engine keeps for itself, hidden or half-written files, and
links are passed over. A file is told by name, size and time, so that one that is still arriving
is looked at again when it changes, and one that is done with costs no more than a look.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reflect_app.errors import FileProblemError
from reflect_app.sharing.bundle import LARGEST_FILE
from reflect_app.words import tr

SUFFIX = ".rbundle"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a bundle. `mark` is eight bytes of what it is told by."""

    path: Path
    mark: bytes


def look(folder: Path) -> Iterator[Found]:
    """Every file that may be a bundle, in no order, without opening one.

    Raises:
        FileProblemError: code `exchange-missing`; the folder is gone or may not be read.
    """
    try:
        with os.scandir(folder) as listed:
            for item in listed:
                if item.name.startswith(".") or not item.name.endswith(SUFFIX):
                    continue
                found = _found(item)
                if found is not None:
                    yield found
    except OSError:
        raise FileProblemError(
            tr("The exchange folder {folder} cannot be read.").format(folder=folder),
            tr("Check that the drive is connected or the sync program runs, and try again."),
            code="exchange-missing",
        ) from None


def read(path: Path) -> bytes | None:
    """The bytes of a file, at most one more than a bundle can have; None when it went away or
    cannot be read now.

    A link or a pipe that was put in its place since it was seen is no file of ours.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                return None
            return source.read(LARGEST_FILE + 1)
    except OSError:
        return None


def _found(item: os.DirEntry[str]) -> Found | None:
    try:
        if not item.is_file(follow_symlinks=False):
            return None
        facts = item.stat(follow_symlinks=False)
    except OSError:  # it went away
        return None
    told = f"{item.name}\0{facts.st_size}\0{facts.st_mtime_ns}".encode("utf-8", "surrogatepass")
    return Found(Path(item.path), hashlib.sha256(told).digest()[:8])
