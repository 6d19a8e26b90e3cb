"""Reads what Reflect's own export of everything wrote: one JSON document or a folder of Markdown.

The file may have been changed by anybody. Whatever does not fit the published shape is refused
whole: half a journal that looks like a whole one would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec

from reflect_app.core.records import Record, Wording, state_hash_of
from reflect_app.errors import InvalidInputError, ReflectError, VersionError
from reflect_app.importing.source import Part, Source, shown
from reflect_app.words import tr

FORMAT = "reflect-everything"
VERSION = 1
LARGEST = 1 << 30
"""Bytes of the one document; a hundred thousand entries take about a fifth of it."""
LARGEST_FILE = 64 << 20
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


class _ChangedError(Exception):
    """Something does not fit; whoever knows the file's name says so."""


@dataclass(frozen=True, slots=True)
class Everything:
    """What an export holds, sorted by kind and id. `said` is the state hash it claims."""

    records: tuple[Record, ...]
    said: str

    def state_hash(self) -> str:
        """The state hash of a journal that holds just this."""
        return state_hash_of(self.records)


def is_everything(source: Source) -> bool:
    """Whether what was chosen calls itself an export of everything. Reads little."""
    part = _head_of(source)
    try:
        return part is not None and f'"{FORMAT}"'.encode() in source.head(part, _HEAD_BYTES)
    except ReflectError:
        return False


def read_everything(source: Source) -> Everything:
    """All of an export: the document, the folder, or a ZIP of either.

    Raises:
        InvalidInputError: it is no export of Reflect's, or was changed; nothing of it counts.
        ImportRefusedError: it cannot be read, or is unsafe. VersionError: a newer Reflect made it.
    """
    part = _head_of(source)
    if part is None:
        raise _not_ours(source.name)
    try:
        found, said = _folder(source, part) if part.base == README else _document(source, part)
        records = sorted(map(_record, found), key=lambda one: (one.kind, one.id))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, _ChangedError):
        raise _changed(source.name) from None
    for one, other in pairwise(records):
        if (one.kind, one.id) == (other.kind, other.id):
            raise _changed(source.name)
    return Everything(tuple(records), said)


def _head_of(source: Source) -> Part | None:
    """The part that says what it is: the shallowest README.md, else the only file there is."""
    readmes = source.matching(lambda part: part.base == README)
    if readmes:
        return min(readmes, key=lambda part: part.name.count("/"))
    return source.parts[0] if len(source.parts) == 1 else None


def _document(source: Source, part: Part) -> tuple[list[_Object], str]:
    data = source.read(part, LARGEST)
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _not_ours(source.name) from None
    _check_version(head)
    return msgspec.json.decode(data, type=_Document).objects, head.state_hash


def _folder(source: Source, readme: Part) -> tuple[list[_Object], str]:
    front = _front(source.read(readme))
    if front is None:
        raise _not_ours(source.name)
    try:
        head = msgspec.convert(front, type=_Head)
    except msgspec.ValidationError:
        raise _not_ours(source.name) from None
    _check_version(head)
    found = []
    for part in source.matching(lambda part: part.name.endswith(".md") and part != readme):
        front = _front(source.read(part, LARGEST_FILE))
        if front is not None:
            found.append(msgspec.convert(front, type=_Object))
    return found, head.state_hash


def _front(file: bytes) -> dict[str, Any] | None:
    """What the front matter has for us; None for a file that somebody else put there."""
    if not file.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return None
    lines = [line.rstrip("\r") for line in file.decode("utf-8-sig").split("\n")]
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


def _record(found: _Object) -> Record:
    """An object whose times are times, whose numbers rise, and whose text can be kept."""
    last = 0
    for one in found.revisions:
        try:
            aware = datetime.fromisoformat(one.at).tzinfo is not None
        except ValueError:
            aware = False
        if not aware or one.number <= last or not _keepable(one.body):
            raise _ChangedError
        last = one.number
    wordings = (Wording(one.number, one.at, one.change, one.body) for one in found.revisions)
    if not _keepable(found.id):
        raise _ChangedError
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


def _not_ours(name: str) -> InvalidInputError:
    return InvalidInputError(
        tr("{path} is not a whole journal that Reflect wrote.").format(path=shown(name)),
        tr("Choose the JSON file, or the folder with the README.md, that it made."),
        code="not-an-export",
    )


def _changed(name: str) -> InvalidInputError:
    return InvalidInputError(
        tr("{path} is damaged, or was changed by another program.").format(path=shown(name)),
        tr("Nothing was taken in. Make the export again, or use another copy of it."),
        code="export-damaged",
    )
