"""Batches of entries brought in from other journals: what came, so that it can go again.

A batch is one object of kind `import` (its head) and one for each slice of entries. A slice
holds, for each entry, two digests that know it again: never a word, never a file's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, select

from reflect_app.errors import NotFoundError
from reflect_app.vault import history, projections, schema
from reflect_app.vault.object_store import ObjectStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

State = Literal["running", "done", "part"]
_CHUNK = "."
_WIPE = "INSERT INTO entry_fts(entry_fts, rank) VALUES('secure-delete', {})"
_OF_TEMPLATE = (
    select(*history.CONTENT)
    .join(schema.entry, schema.entry.c.seq == schema.revision.c.seq)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """The head of a batch. `at` is when it began (RFC 3339), `entries` how many came.

    `state` is running until all came, and part when some were kept at an undo. `wording` says
    that the template's wording came into the vault with it.
    """

    id: str
    format: str
    at: str
    template: str
    version: int
    entries: int
    state: State
    wording: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """Some entries of a batch: entry id to the source's key and the content's digest."""

    id: str
    items: dict[str, tuple[str, str]]


class ImportStore:
    """The batches of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._objects = ObjectStore(vault, "import")

    def batches(self) -> list[Batch]:
        """Every batch that is still here, newest first."""
        heads = [
            Batch(id=id_, **body) for id_, body in self._objects.all().items() if _CHUNK not in id_
        ]
        return sorted(heads, key=lambda head: (head.at, head.id), reverse=True)

    def get(self, id_: str) -> Batch:
        """One batch.

        Raises:
            NotFoundError: there is none by that id.
        """
        for head in self.batches():
            if head.id == id_:
                return head
        raise NotFoundError(
            tr("There is no import {id}.").format(id=id_[:40]),
            tr("It may have been taken out again already."),
        )

    def slices(self, batch: str) -> list[Slice]:
        """What a batch brought, in the order it came."""
        return [
            _slice(id_, body)
            for id_, body in self._objects.all().items()
            if id_.startswith(batch + _CHUNK)
        ]

    def known(self) -> set[str]:
        """Every key and digest of everything that was brought in and not taken out."""
        found: set[str] = set()
        for id_, body in self._objects.all().items():
            if _CHUNK in id_:
                found.update(digest for pair in body["items"].values() for digest in pair)
        return found

    def put_head(self, tx: Writing, head: Batch) -> None:
        """Save what is known of a batch."""
        body: dict[str, Any] = {
            "format": head.format,
            "at": head.at,
            "template": head.template,
            "version": head.version,
            "entries": head.entries,
            "state": head.state,
            "wording": head.wording,
        }
        self._objects.put(tx, head.id, head.state, body)

    def add_slice(
        self, tx: Writing, batch: str, number: int, items: dict[str, tuple[str, str]]
    ) -> None:
        """Save which entries came in one commit; `number` counts them from 1."""
        self.put_slice(tx, Slice(f"{batch}{_CHUNK}{number:06}", items))

    def put_slice(self, tx: Writing, part: Slice) -> None:
        """Save a slice's new state."""
        self._objects.put(tx, part.id, "came", {"items": part.items})

    def forget(self, tx: Writing, id_: str) -> None:
        """Erase a head or a slice."""
        self._objects.purge(tx, id_)

    def changes(self, entry: str) -> list[str]:
        """What was done to an entry, oldest first; empty where it is gone."""
        with self._vault.reading() as connection:
            rows = list(history.of_object(connection, "entry", entry))
        return [row.decoded().change for row in rows if row.content is not None]

    def drop_wording(self, tx: Writing, head: Batch) -> None:
        """Erase the wording that a batch brought, where no entry answers it any more.

        While another batch still needs it, that one is to drop it when it goes.
        """
        template, version = head.template, head.version
        query = _OF_TEMPLATE.where(schema.entry.c.template == template)
        for row in tx.connection.execute(query):
            body = history.content_of(row.salt, row.content, row.digest).body
            if body["template_version"] == version:
                self._hand_on(tx, template, version)
                return
        name = f"{template}@{version}"
        if history.newest(tx.connection, "template", name) is not None:
            history.purge(tx.connection, "template", name, tx.at)
            projections.forget(tx.connection, "template", name)

    def _hand_on(self, tx: Writing, template: str, version: int) -> None:
        for other in self.batches():
            if (other.template, other.version) == (template, version):
                self.put_head(tx, replace(other, wording=True))
                return


@contextmanager
def many_going(connection: Connection) -> Iterator[None]:
    """Let many entries leave the index at once, inside a commit.

    Wiping each word as its entry goes takes 12 ms an entry. Here the entries are only struck
    out, and the index is written anew without them before the commit.
    """
    connection.exec_driver_sql(_WIPE.format(0))
    yield
    connection.exec_driver_sql("INSERT INTO entry_fts(entry_fts) VALUES('optimize')")
    connection.exec_driver_sql(_WIPE.format(1))


def _slice(id_: str, body: dict[str, Any]) -> Slice:
    return Slice(id_, {entry: (key, digest) for entry, (key, digest) in body["items"].items()})
