"""What was shared: who was handed which fields of which entry, and what came back. No wording.

A share names entries, revisions and fields by id. The words lie in the entries alone, so that
erasing an entry erases them here too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from reflect_app.vault.object_store import ObjectStore
from reflect_app.vault.vault import Vault, Writing


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """One entry of a share. `item` (16 hex digits) is its name on both sides.

    `discussed` and `thanked` are RFC 3339, empty until the reader says so.
    """

    entry: str
    item: str
    revision: int
    fields: tuple[str, ...]
    discussed: str = ""
    thanked: str = ""


@dataclass(frozen=True, slots=True)
class SentBundle:
    """One file of a share: to which keys (a hash), where it was put, and what became of it."""

    bundle: str
    reader: str
    instance: str
    sequence: int
    path: str
    state: str = ""
    state_at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """One act of sharing. `replaces` is an earlier share whose place this one takes;
    `replaced` are all bundles that this one and those before it replaced.
    """

    id: str
    contact: str
    created: str
    expires: str
    purpose: str
    entries: tuple[SharedEntry, ...]
    bundles: tuple[SentBundle, ...]
    replaces: str = ""
    replaced: tuple[str, ...] = field(default=())
    withdrawn: str = ""


class ShareStore:
    """The shares of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._objects = ObjectStore(vault, "share")

    def all(self) -> list[ShareRecord]:
        """Every share, the newest first."""
        found = [_record(id_, body) for id_, body in self._objects.all().items()]
        return sorted(found, key=lambda share: (share.created, share.id), reverse=True)

    def put(self, tx: Writing, share: ShareRecord, change: str) -> int:
        """Save a share's state; its revision."""
        body = msgspec.to_builtins(share)
        del body["id"]
        return self._objects.put(tx, share.id, change, body)

    def purge(self, tx: Writing, id_: str) -> None:
        """Take a share back that never left."""
        self._objects.purge(tx, id_)


def _record(id_: str, body: dict[str, Any]) -> ShareRecord:
    return msgspec.convert({"id": id_, **body}, type=ShareRecord)
