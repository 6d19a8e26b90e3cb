"""The activity log: what was done with the journal, by kind and number, never by word.

Its own rows share one id, so that one chained tombstone can take many of them away. Beside them
it shows what other rows of the history say without being asked: a journal was created or came
back from a backup, keys changed, something was erased, brought in or shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from reflect_app.vault import history
from reflect_app.vault.schema import revision
from reflect_app.vault.vault import Vault, Writing

LOG = "log"
_TOLD = ("activity", "vault", "tombstone", "import", "share", "received", "contact")


@dataclass(frozen=True, slots=True)
class Activity:
    """One line. `at` is RFC 3339; `figures` are counts by name, such as how many entries."""

    at: str
    kind: str
    change: str
    figures: Mapping[str, int]


class ActivityLog:
    """What one vault's history tells of how it was used."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def record(self, tx: Writing, change: str, **figures: int) -> None:
        """Say that something was done. Only counts may go along: a word could be content."""
        tx.append("activity", LOG, change, dict(figures))

    def newest(self, limit: int = 200) -> list[Activity]:
        """The latest lines, newest first."""
        query = (
            select(revision)
            .where(revision.c.kind.in_(_TOLD), revision.c.content.is_not(None))
            .order_by(revision.c.seq.desc())
            .limit(limit)
        )
        with self._vault.reading() as connection:
            return [_line(row) for row in connection.execute(query)]

    def prune(self, tx: Writing, before: str) -> int:
        """Erase the log's own lines from before an RFC 3339 instant; how many went.

        A chained tombstone stands for them. What other rows tell stays with those.
        """
        old = [
            row.seq
            for row in history.of_object(tx.connection, "activity", LOG)
            if row.content is not None and row.at < before
        ]
        if old:
            history.purge_rows(tx.connection, "activity", LOG, old, tx.at)
        return len(old)


def _line(row: Any) -> Activity:  # noqa: ANN401  a row of the table
    content = history.content_of(row.salt, row.content, row.digest)
    counts = {
        name: value
        for name, value in content.body.items()
        if isinstance(value, int) and not isinstance(value, bool)
    }
    kind = row.kind
    if kind == "tombstone":
        kind = str(content.body["kind"])
    return Activity(row.at, kind, content.change, counts if row.kind == "activity" else {})
