"""Opens what a person chose as a `Source`: a folder, a ZIP, a tar, or one file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reflect_app.importing import problems
from reflect_app.importing.archives import TarParts, ZipParts
from reflect_app.importing.source import (
    DEEPEST,
    LARGEST_PART,
    MOST_PARTS,
    Opened,
    Part,
    Source,
    hides,
    shown,
)

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"


def open_source(path: Path) -> Source:
    """The folder, archive or file at a path. Always `close` it.

    Raises:
        ImportRefusedError: it cannot be read, or an archive is unsafe, locked or damaged.
    """
    try:
        if path.is_dir():
            return Source(path, FolderParts(path))
        if not path.is_file():
            raise problems.unreadable(shown(path.name))
        with path.open("rb") as file:
            head = file.read(512)
        return Source(path, _opened(path, head))
    except (OSError, ValueError):
        raise problems.unreadable(shown(path.name)) from None


def _opened(path: Path, head: bytes) -> Opened:
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return ZipParts(path)
    if head[257:262] == b"ustar":
        return TarParts(path)
    return FileParts(path)


class FolderParts:
    """The ordinary files below a folder. Links and special files are left aside, so nothing
    outside the folder is read; so are hidden ones (`.obsidian`, `.trash`).
    """

    kind = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.left_aside = 0
        found: list[Part] = []
        self._walk(folder, "", 1, found)
        self.parts: tuple[Part, ...] = tuple(found)

    def read(self, part: Part, limit: int) -> bytes:
        """The bytes of one file."""
        try:
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(self._folder / part.name, flags), "rb") as file:
                return file.read(limit + 1)
        except (OSError, ValueError):
            raise problems.unreadable(shown(part.name)) from None

    def close(self) -> None:
        """Nothing is held open."""

    def _walk(self, folder: Path, before: str, depth: int, found: list[Part]) -> None:
        if depth > DEEPEST:
            raise problems.too_deep(shown(folder.name))
        with os.scandir(folder) as items:
            for item in items:
                if item.name.startswith(".") or hides(item.name):
                    continue
                if item.is_dir(follow_symlinks=False) and not _joined(item):
                    self._walk(folder / item.name, f"{before}{item.name}/", depth + 1, found)
                elif item.is_file(follow_symlinks=False):
                    about = item.stat(follow_symlinks=False)
                    found.append(Part(before + item.name, about.st_size, about.st_mtime))
                    if len(found) > MOST_PARTS:
                        raise problems.too_large(shown(self._folder.name))
                else:
                    self.left_aside += 1


def _joined(item: os.DirEntry[str]) -> bool:
    """Whether a folder of Windows is a junction, which leads elsewhere as a link does."""
    about = item.stat(follow_symlinks=False)
    reparse: int = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return bool(getattr(about, "st_file_attributes", 0) & reparse)


class FileParts:
    """One file that is no archive."""

    kind = "file"

    def __init__(self, path: Path) -> None:
        about = path.stat()
        self._path = path
        self.left_aside = 0
        self.parts: tuple[Part, ...] = (Part(path.name, about.st_size, about.st_mtime),)

    def read(self, part: Part, limit: int = LARGEST_PART) -> bytes:
        """The bytes of the file."""
        try:
            with self._path.open("rb") as file:
                return file.read(limit + 1)
        except OSError:
            raise problems.unreadable(shown(part.name)) from None

    def close(self) -> None:
        """Nothing is held open."""
