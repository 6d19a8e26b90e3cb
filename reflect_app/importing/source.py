"""A folder, an archive or one file that a person chose: parts by name, none of it trusted.

Names that point elsewhere, links, devices, bombs and locked archives are refused before
anything is read. Nothing is ever unpacked to disk and no address is ever followed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from reflect_app.importing import problems

LARGEST_PART = 50 << 20
"""Bytes of one part that is read. Pictures and sounds are never read."""
LARGEST_READ = 2 << 30
"""Bytes read from one source in all."""
MOST_PARTS = 200_000
DEEPEST = 32
LONGEST_NAME = 1_000

# An archive in what was chosen, or a kind that is not opened.
_PACKED = (".zip", ".jex", ".tar", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz")
_PACKED_HEADS = (b"PK", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_LOOKED_AT = 1_000
_DRIVE = re.compile(r"[A-Za-z]:")
# Controls and marks that turn the direction of writing: such a name hides what it is.
_HIDING = re.compile("[\x00-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a source. `name` has forward slashes; `size` is in bytes, unpacked;
    `modified` is seconds since 1970, or None where the archive does not say in which zone.
    """

    name: str
    size: int
    modified: float | None = None

    @property
    def base(self) -> str:
        """The last part of the name."""
        return self.name.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folders before it, without a closing slash."""
        return self.name.rpartition("/")[0]


class Opened(Protocol):
    """What each kind of container can do."""

    kind: str
    parts: tuple[Part, ...]
    left_aside: int

    def read(self, part: Part, limit: int) -> bytes:
        """At most `limit` + 1 bytes of a part."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Source:
    """What was chosen. `kind` is folder, zip, tar or file; `name` is its own last name.

    `left_aside` counts links and special files of a folder that are not followed.
    """

    def __init__(self, path: Path, opened: Opened) -> None:
        self.name = path.name
        self.kind = opened.kind
        self.parts = tuple(sorted(opened.parts, key=lambda part: part.name))
        self.left_aside = opened.left_aside
        self._opened = opened
        self._by_name = {part.name: part for part in self.parts}
        self._read = 0

    def named(self, name: str) -> Part | None:
        """The part of exactly this name."""
        return self._by_name.get(name)

    def matching(self, fits: Callable[[Part], object]) -> list[Part]:
        """The parts that fit, ordered by name."""
        return [part for part in self.parts if fits(part)]

    def read(self, part: Part, limit: int = LARGEST_PART) -> bytes:
        """All the bytes of one part.

        Raises:
            ImportRefusedError: it is larger than the limit, or all that was read is.
        """
        if part.size > limit:
            raise problems.too_large(shown(part.name))
        data = self._opened.read(part, limit)
        self._read += len(data)
        if len(data) > limit or self._read > LARGEST_READ:
            raise problems.too_large(shown(part.name))
        return data

    def head(self, part: Part, count: int = 512) -> bytes:
        """The first bytes of a part, to tell what it is; of UTF-16 text as if it were UTF-8."""
        data = self._opened.read(part, count)[:count]
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16", "replace").encode("utf-8", "replace")
        return data

    def unknown(self, label: str) -> problems.ImportRefusedError:
        """Why nothing of the journal called `label` was found here."""
        if not any(part.size for part in self.parts):
            return problems.empty(shown(self.name))
        if any(self._is_packed(part) for part in self.parts[:_LOOKED_AT]):
            return problems.packed(shown(self.name))
        return problems.unknown_shape(label)

    def _is_packed(self, part: Part) -> bool:
        if self.kind != "file" and not part.base.lower().endswith(_PACKED):
            return False
        return self.head(part, 8).startswith(_PACKED_HEADS)

    def close(self) -> None:
        """Let go of the file. Safe to call twice."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def checked_name(raw: str, archive: str) -> str:
    """A name inside an archive, when it stays inside and hides nothing."""
    name = raw.replace("\\", "/")  # some Windows programs write names so
    parts = name.split("/")
    hiding = len(name) > LONGEST_NAME or _HIDING.search(name)
    if hiding or _DRIVE.match(name) or name.startswith("/") or ".." in parts:
        raise problems.hostile(archive)
    kept = [part for part in parts if part not in ("", ".")]
    if len(kept) > DEEPEST:
        raise problems.too_deep(archive)
    return "/".join(kept)


def hides(name: str) -> bool:
    """Whether a file's name holds what no name should."""
    return bool(_HIDING.search(name))


def shown(name: str) -> str:
    """A name short and clean enough to stand in a sentence: its last part."""
    base = _HIDING.sub("", name.rpartition("/")[2])
    return base if len(base) <= 80 else base[:79] + "…"
