"""One figure for everything a person keeps: equal after backup and restore, out and in again."""

from __future__ import annotations

from reflect_app.core.records import state_hash_of
from reflect_app.vault.vault import Vault
from reflect_app.vault.whole import records


def state_hash(vault: Vault) -> str:
    """SHA-256 (hex) over canonical JSON of all live objects, by kind and id.

    Each object is `{"id", "kind", "revisions": [{"at", "body", "change"}]}`, one line each,
    keys sorted. Left out: activity, the vault's own rows, tombstones, what was purged, and
    with it the numbers that count it; salts, counters, keys, the instance and drafts.
    """
    with vault.reading() as connection:
        return state_hash_of(records(connection))
