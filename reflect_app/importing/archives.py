"""ZIP and tar files read in place. What they say of themselves is checked before it is used."""

from __future__ import annotations

import stat
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from reflect_app.importing import problems
from reflect_app.importing.source import MOST_PARTS, Part, checked_name, shown
from reflect_app.words import tr

RATIO = 20
"""How many times its packed size a part may unpack to."""
SMALL = 1 << 20
"""Bytes of a part below which its ratio says nothing: short text repeats itself."""
LARGEST_DIRECTORY = 64 << 20
_LOCKED = 0x1
# Plain and deflated, as every program here writes. Others take memory as their own header says.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK = 512
_LARGEST_HEADER = 1 << 20
_END = b"PK\x05\x06"
_BAD_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, struct.error)
_BAD = (*_BAD_ZIP, OSError, EOFError, ValueError, KeyError, OverflowError, UnicodeError)


class ZipParts:
    """The files of a ZIP. Only those that are read are looked at for their ratio."""

    kind = "zip"
    left_aside = 0

    def __init__(self, path: Path) -> None:
        self._name = shown(path.name)
        _check_directory(path, self._name)
        try:
            self._zip = zipfile.ZipFile(path)
        except _BAD:
            raise problems.damaged(self._name) from None
        try:
            self._infos = self._checked()
        except BaseException:
            self.close()
            raise
        self.parts: tuple[Part, ...] = tuple(
            Part(name, info.file_size) for name, info in self._infos.items()
        )

    def read(self, part: Part, limit: int) -> bytes:
        """At most `limit` + 1 bytes of a part, while it unpacks to no more than it may."""
        info = self._infos[part.name]
        if info.flag_bits & _LOCKED:
            raise problems.locked(tr("Export it again without a password on the ZIP file."))
        if info.compress_type not in _PACKED:
            raise problems.damaged(shown(part.name))
        allowed = max(SMALL, info.compress_size * RATIO)
        try:
            with self._zip.open(info) as file:
                data = file.read(min(limit, allowed) + 1)
        except _BAD:
            raise problems.damaged(shown(part.name)) from None
        if len(data) > allowed:
            raise problems.too_large(shown(part.name))
        return data

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS:
            raise problems.too_large(self._name)
        found: dict[str, zipfile.ZipInfo] = {}
        for at, info in enumerate(infos):
            name = checked_name(info.orig_filename, self._name)
            mode = info.external_attr >> 16
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise problems.hostile(self._name)
            if not info.is_dir() and not name.startswith("__MACOSX/"):
                if name in found:  # two files of one name: neither may be lost
                    stem, dot, end = name.rpartition(".")
                    name = f"{stem} {at}{dot}{end}"
                if name in found:
                    raise problems.hostile(self._name)
                found[name] = info
        return found


class TarParts:
    """The ordinary files of an uncompressed tar, as Joplin writes it."""

    kind = "tar"
    left_aside = 0

    def __init__(self, path: Path) -> None:
        self._name = shown(path.name)
        try:
            with path.open("rb") as file:
                _check_headers(file, path.stat().st_size, self._name)
            self._tar = tarfile.open(path, "r:", errors="replace")  # noqa: SIM115  `close` does
        except (*_BAD, tarfile.TarError):
            raise problems.damaged(self._name) from None
        try:
            self._members = self._checked()
        except (*_BAD, tarfile.TarError, RecursionError):
            self.close()
            raise problems.damaged(self._name) from None
        except BaseException:
            self.close()
            raise
        self.parts: tuple[Part, ...] = tuple(
            Part(name, member.size, member.mtime) for name, member in self._members.items()
        )

    def read(self, part: Part, limit: int) -> bytes:
        """At most `limit` + 1 bytes of a part."""
        try:
            file = self._tar.extractfile(self._members[part.name])
            if file is None:
                raise problems.damaged(shown(part.name))
            with file:
                return file.read(limit + 1)
        except (*_BAD, tarfile.TarError):
            raise problems.damaged(shown(part.name)) from None

    def close(self) -> None:
        """Let go of the file."""
        self._tar.close()

    def _checked(self) -> dict[str, tarfile.TarInfo]:
        found: dict[str, tarfile.TarInfo] = {}
        for member in self._tar:
            name = checked_name(member.name.removeprefix("./"), self._name)
            if not (member.isdir() or member.isreg()) or member.issparse():
                raise problems.hostile(self._name)
            if member.isreg():
                found[name] = member
            if len(found) > MOST_PARTS:
                raise problems.too_large(self._name)
        return found


def _check_directory(path: Path, name: str) -> None:
    """Refuse a list of contents too long to hold before it is read (APPNOTE 4.3.16, 4.3.14)."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - 65_557))
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            raise problems.damaged(name)
        count, length = struct.unpack_from("<HI", tail, at + 10)
        wide = tail.rfind(b"PK\x06\x06", 0, at)
        if wide >= 0 and len(tail) - wide >= 48:
            count, length = struct.unpack_from("<QQ", tail, wide + 32)
        elif length == 0xFFFF_FFFF:
            raise problems.too_large(name)
    if count > MOST_PARTS or length > LARGEST_DIRECTORY:
        raise problems.too_large(name)


def _check_headers(file: BinaryIO, size: int, name: str) -> None:
    """Walk the headers alone: a long name or an extended header is read whole by the library."""
    place = count = 0
    while place + _BLOCK <= size:
        file.seek(place)
        header = file.read(_BLOCK)
        if not header.strip(b"\0"):
            return
        count += 1
        length = _octal(header[124:136], name)
        if count > 2 * MOST_PARTS or (header[156:157] in b"xgLKX" and length > _LARGEST_HEADER):
            raise problems.too_large(name)
        place += _BLOCK + -(-length // _BLOCK) * _BLOCK


def _octal(field: bytes, name: str) -> int:
    """A size as tar writes it: octal digits, or a number in base 256 (GNU)."""
    if field[0] & 0x80:
        return int.from_bytes(field) & ((1 << 88) - 1)
    try:
        return int(field.strip(b"\0 ") or b"0", 8)
    except ValueError:
        raise problems.damaged(name) from None
