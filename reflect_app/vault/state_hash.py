"""One figure for everything a person keeps: equal after backup and restore."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import Any

import msgspec

from reflect_app.vault import history
from reflect_app.vault.history import Row
from reflect_app.vault.vault import Vault


def state_hash(vault: Vault) -> str:
    """SHA-256 (hex) over canonical JSON of all live objects, by kind and id.

    Each object is `{"id", "kind", "revisions": [{"at", "body", "change", "number"}]}`, one
    line each, keys sorted. Left out: activity, the vault's own rows, tombstones, what was
    purged, and with it salts, counters, keys, the instance and drafts.
    """
    whole = hashlib.sha256()
    with vault.reading() as connection:
        for (kind, id_), rows in groupby(history.by_object(connection), _object):
            revisions = [_revision(row) for row in rows if row.content is not None]
            if kind in history.OUTSIDE_STATE or not revisions:
                continue
            line = {"id": id_, "kind": kind, "revisions": revisions}
            whole.update(msgspec.json.encode(line, order="sorted") + b"\n")
    return whole.hexdigest()


def _object(row: Row) -> tuple[str, str]:
    return row.kind, row.id


def _revision(row: Row) -> dict[str, Any]:
    content = row.decoded()
    return {
        "at": row.at,
        "body": content.body,
        "change": content.change,
        "number": content.number,
    }
