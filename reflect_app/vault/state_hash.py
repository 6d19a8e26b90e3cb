"""One figure for everything a person keeps: equal after backup and restore."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from reflect_app.vault import history
from reflect_app.vault.vault import Vault


def state_hash(vault: Vault) -> str:
    """SHA-256 (hex) over canonical JSON of all live objects, by kind and id.

    Each object is `{"id", "kind", "revisions": [{"at", "body", "change", "number"}]}`, one
    line each, keys sorted. Left out: activity, the vault's own rows, tombstones, what was
    purged, and with it salts, counters, keys, the instance and drafts.
    """
    objects: dict[tuple[str, str], list[dict[str, Any]]] = {}
    with vault.reading() as connection:
        for row in history.walk(connection):
            if row.kind in history.OUTSIDE_STATE or row.content is None:
                continue
            content = row.decoded()
            objects.setdefault((row.kind, row.id), []).append(
                {"at": row.at, "body": content.body, "change": content.change,
                 "number": content.number}
            )  # fmt: skip
    whole = hashlib.sha256()
    for (kind, id_), revisions in sorted(objects.items()):
        line = {"id": id_, "kind": kind, "revisions": revisions}
        whole.update(msgspec.json.encode(line, order="sorted") + b"\n")
    return whole.hexdigest()
