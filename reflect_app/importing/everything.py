"""Reads what Reflect's own export of everything wrote: one JSON document or a folder of Markdown.

The file may have been changed by anybody. Whatever does not fit the published shape is refused
whole: half a journal that looks like a whole one would be worse than none.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from reflect_app.core.records import Record, Wording, state_hash_of
from reflect_app.errors import FileProblemError, InvalidInputError, VersionError
from reflect_app.words import tr

FORMAT = "reflect-everything"
VERSION = 1
LARGEST = 2 << 30  # bytes, of a document or of all files together
LARGEST_FILE = 64 << 20
MOST_FILES = 500_000
README = "README.md"

_HEAD_BYTES = 4096


class _Wording(msgspec.Struct, forbid_unknown_fields=True):
    number: Annotated[int, msgspec.Meta(ge=1, le=1 << 31)]
    at: Annotated[str, msgspec.Meta(max_length=40)]
    change: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    body: dict[str, Any]


class _Object(msgspec.Struct, forbid_unknown_fields=True):
    kind: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z-]{0,39}$")]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    revisions: Annotated[list[_Wording], msgspec.Meta(min_length=1)]


class _Head(msgspec.Struct):
    """What both forms say of themselves; other members are for people."""

    format: Literal["reflect-everything"]
    version: int
    state_hash: str = ""
    objects: Any = None


class _Document(msgspec.Struct):
    objects: list[_Object]


@dataclass(frozen=True, slots=True)
class Everything:
    """What an export holds, sorted by kind and id. `said` is the state hash it claims."""

    records: tuple[Record, ...]
    said: str

    def state_hash(self) -> str:
        """The state hash of a journal that holds just this."""
        return state_hash_of(self.records)


def is_everything(path: Path) -> bool:
    """Whether a file or folder calls itself an export of everything."""
    try:
        with (path / README if path.is_dir() else path).open("rb") as file:
            return f'"{FORMAT}"'.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False


def read_everything(path: Path) -> Everything:
    """All of an export.

    Raises:
        InvalidInputError: it is no export of Reflect's, or was changed; nothing of it counts.
        VersionError: a newer Reflect made it. FileProblemError: it cannot be read.
    """
    try:
        found, said = _folder(path) if path.is_dir() else _document(path)
    except OSError:
        raise FileProblemError(
            tr("{path} cannot be read.").format(path=path),
            tr("Check the name, and that it is a file you may read."),
        ) from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _changed(path) from None
    records = sorted((_record(one, path) for one in found), key=lambda one: (one.kind, one.id))
    for one, other in pairwise(records):
        if (one.kind, one.id) == (other.kind, other.id):
            raise _changed(path)
    return Everything(tuple(records), said)


def _document(path: Path) -> tuple[list[_Object], str]:
    if path.stat().st_size > LARGEST:
        raise _too_large(path)
    data = path.read_bytes()
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _not_ours(path) from None
    _check_version(head)
    return msgspec.json.decode(data, type=_Document).objects, head.state_hash


def _folder(path: Path) -> tuple[list[_Object], str]:
    readme = _front(path / README) if (path / README).is_file() else None
    if readme is None:
        raise _not_ours(path)
    head = msgspec.convert(readme, type=_Head)
    _check_version(head)
    found = []
    for file in _files(path):
        front = _front(file)
        if front is not None:
            found.append(msgspec.convert(front, type=_Object))
    return found, head.state_hash


def _files(path: Path) -> Iterator[Path]:
    """Every Markdown file below the folder but its own page. No link is followed."""
    size = count = 0
    for place, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(place, name)
            if not name.endswith(".md") or file == path / README:
                continue
            about = file.lstat()
            size, count = size + about.st_size, count + 1
            if about.st_size > LARGEST_FILE or size > LARGEST or count > MOST_FILES:
                raise _too_large(path)
            if stat.S_ISREG(about.st_mode):
                yield file


def _front(file: Path) -> dict[str, Any] | None:
    """What the front matter has for us; None for a file that somebody else put there."""
    lines = [line.rstrip("\r") for line in file.read_bytes().decode("utf-8-sig").split("\n")]
    if lines[0] != "---" or "reflect:" not in lines or "---" not in lines[1:]:
        return None
    head = lines[1 : lines.index("---", 1)]
    if "reflect:" not in head:
        return None
    return _members(head[head.index("reflect:") + 1 :])


def _members(lines: Iterable[str]) -> dict[str, Any]:
    """The few lines of YAML that the export writes: names with JSON, and one list of JSON."""
    found: dict[str, Any] = {}
    rows: list[Any] | None = None
    for line in lines:
        if line.startswith("    - ") and rows is not None:
            rows.append(msgspec.json.decode(line[6:]))
        elif line == "  revisions:":
            rows = found["revisions"] = []
        elif line.startswith("  ") and ": " in line:
            name, _, value = line[2:].partition(": ")
            found[name] = msgspec.json.decode(value)
        else:
            break
    return found


def _check_version(head: _Head) -> None:
    if head.version > VERSION:
        raise VersionError
    if head.version < 1:
        raise msgspec.ValidationError


def _record(found: _Object, path: Path) -> Record:
    """An object whose times are times, whose numbers rise, and whose text can be kept."""
    last = 0
    for one in found.revisions:
        try:
            aware = datetime.fromisoformat(one.at).tzinfo is not None
        except ValueError:
            aware = False
        if not aware or one.number <= last or not _keepable(one.body):
            raise _changed(path)
        last = one.number
    wordings = (Wording(one.number, one.at, one.change, one.body) for one in found.revisions)
    if not _keepable(found.id):
        raise _changed(path)
    return Record(found.kind, found.id, tuple(wordings))


def _keepable(value: object) -> bool:
    """Whether no text in it holds a NUL, which nothing here may keep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and "\0" in one:
            return False
        if isinstance(one, dict):
            waiting += one.keys()
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return True


def _not_ours(path: Path) -> InvalidInputError:
    return InvalidInputError(
        tr("{path} is not what “reflect export --all” writes.").format(path=path),
        tr("Choose the JSON file, or the folder with the README.md, that it made."),
        code="not-an-export",
    )


def _changed(path: Path) -> InvalidInputError:
    return InvalidInputError(
        tr("{path} is damaged, or was changed by another program.").format(path=path),
        tr("Nothing was taken in. Make the export again, or use another copy of it."),
        code="export-damaged",
    )


def _too_large(path: Path) -> FileProblemError:
    return FileProblemError(
        tr("{path} is too large.").format(path=path),
        tr("At most {count} MB are read.").format(count=LARGEST // 1_000_000),
    )
