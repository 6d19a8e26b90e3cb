"""An object with its whole history, as it leaves one journal and comes back in another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Wording:
    """One revision that still has its content. `number` counts from 1 and may leave gaps where
    earlier ones were purged; `at` is RFC 3339; `body` is the object's own JSON.
    """

    number: int
    at: str
    change: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One live object: every revision that it still has, oldest first, at least one."""

    kind: str
    id: str
    revisions: tuple[Wording, ...]

    @property
    def newest(self) -> Wording:
        """The revision that holds now."""
        return self.revisions[-1]

    def line(self) -> bytes:
        """The object in one canonical line of JSON, as the state hash takes it.

        The numbers of revisions are no part of it: they count what was purged, too, and another
        journal that takes the object in need not have seen that.
        """
        told = {
            "id": self.id,
            "kind": self.kind,
            "revisions": [
                {"at": one.at, "body": one.body, "change": one.change} for one in self.revisions
            ],
        }
        return msgspec.json.encode(told, order="sorted") + b"\n"


def state_hash_of(records: Iterable[Record]) -> str:
    """SHA-256 (hex) over the line of each object; they come sorted by kind and id."""
    whole = hashlib.sha256()
    for record in records:
        whole.update(record.line())
    return whole.hexdigest()
