"""Which vault stood in a folder last, so that the one of before a restore cannot stand in for it.

A restored vault is a new instance, and the one it was restored from keeps an anchor of its own.
Each by itself is the newest of its kind: only the folder tells that the older one was followed.
So once a vault with such a history is opened for writing, a small file beside the anchors names
it and all it came from. Nothing proves that file: it is enough to ask a person, never to trust.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from reflect_app.errors import DamagedError, ReflectError
from reflect_app.vault.anchor import glimpsed
from reflect_app.vault.files import make_folder, write_whole
from reflect_app.vault.history import CONTENT, content_of
from reflect_app.vault.schema import revision

_LARGEST = 64 * 1024
_FOLLOWING = ("restored", "salvaged")
_OWN = select(*CONTENT).where(revision.c.kind == "vault", revision.c.content.is_not(None))


class Stood(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The instance that stood in a folder, the instances it came from, and when it was told."""

    instance: str
    before: list[str]
    at: str


def file_of(anchors: Path, folder: Path) -> Path:
    """The file of one folder; its name says nothing of where that is."""
    return anchors / f"{hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]}.place"


def followed(anchors: Path, folder: Path, instance: str) -> str:
    """When this device last saw the vault that followed this one in its folder; else empty."""
    stood = _read(file_of(anchors, folder))
    if stood is None or instance not in stood.before:
        return ""
    seen = glimpsed(anchors / f"{stood.instance}.anchor")
    return seen.at if seen is not None else stood.at


def remember(connection: Connection, anchors: Path, folder: Path, instance: str, at: str) -> None:
    """Keep that this vault stands there now, where it came from another or another stood there.

    A disk that refuses is no reason to keep anyone from writing.
    """
    path = file_of(anchors, folder)
    stood, before = _read(path), _came_from(connection, instance)
    if (stood is None and not before) or (stood is not None and stood.instance == instance):
        return
    with suppress(ReflectError):
        make_folder(anchors)
        write_whole(path, msgspec.json.encode(Stood(instance, before, at)))


def accepted(anchors: Path, folder: Path, instance: str, at: str) -> None:
    """A person went on with a vault that was followed by another: from now on it stands there."""
    path = file_of(anchors, folder)
    if path.exists():
        write_whole(path, msgspec.json.encode(Stood(instance, [], at)))


def _came_from(connection: Connection, instance: str) -> list[str]:
    """Every vault that this one was restored from, and that one, and so on."""
    names: dict[str, None] = {}
    for row in connection.execute(_OWN):
        with suppress(DamagedError, TypeError, ValueError):  # for `verify` to tell
            told = content_of(*row)
            if told.change in _FOLLOWING:
                names[str(told.body.get("from", instance))] = None
    return [name for name in names if name != instance]


def _read(path: Path) -> Stood | None:
    try:
        with path.open("rb") as source:
            return msgspec.json.decode(source.read(_LARGEST), type=Stood)
    except (OSError, ValueError):  # msgspec's own too
        return None
