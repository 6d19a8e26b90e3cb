"""Putting another word for a person into the entries of a vault.

A rename adds a revision to each entry that names the person and leaves earlier wordings as they
were. A forgetting erases every wording that holds the name, and keeps the entry by its newest
wording with the other word in it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import select

from reflect_app.core.renaming import Renaming
from reflect_app.vault import history, projections, schema
from reflect_app.vault.history import Content
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault, Writing

# Sorted by object, so that an entry's wordings come together.
_WORDINGS = (
    select(schema.revision.c.id, schema.revision.c.seq, schema.revision.c.content)
    .where(schema.revision.c.kind == "entry", schema.revision.c.content.is_not(None))
    .order_by(schema.revision.c.id, schema.revision.c.number)
)
_NEWEST = select(schema.entry.c.id, schema.entry.c.seq, schema.revision.c.content).join(
    schema.revision, schema.entry.c.seq == schema.revision.c.seq
)


class Rewriter:
    """Rewrites entries, the binned ones included, inside a commit that the caller holds."""

    def __init__(self, vault: Vault, templates: TemplateStore) -> None:
        self._vault = vault
        self._templates = templates

    def named(self, renaming: Renaming) -> list[str]:
        """The entries whose newest wording would change."""
        return [id_ for id_, _, body in self._found(_NEWEST, renaming)]

    def wordings(
        self, renaming: Renaming, only: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """Every wording, the earlier ones too, that would change, as it is kept."""
        return [body for _, _, body in self._found(_wordings(only), renaming)]

    def rename(
        self,
        tx: Writing,
        renaming: Renaming,
        *,
        only: Collection[str] | None = None,
        change: str = "renamed",
    ) -> list[str]:
        """Add a revision with the other word to each entry that needs one; their ids.

        `only` keeps it to some entries; None means all.
        """
        query = _NEWEST if only is None else _NEWEST.where(schema.entry.c.id.in_(list(only)))
        found = self._found(query, renaming)
        for id_, _, body in found:
            self._add(tx, id_, change, self._changed(renaming, body))
        return [id_ for id_, _, _ in found]

    def forget(
        self,
        tx: Writing,
        renaming: Renaming,
        *,
        only: Collection[str] | None = None,
        change: str = "forgotten",
    ) -> list[str]:
        """Erase every wording that holds a name; the ids of the entries that had one.

        `only` keeps it to some entries; None means all.
        """
        rows: dict[str, list[int]] = {}
        for id_, seq, _ in self._found(_wordings(only), renaming):
            rows.setdefault(id_, []).append(seq)
        for id_, seqs in rows.items():
            newest = history.newest(tx.connection, "entry", id_)
            assert newest is not None
            body = self._changed(renaming, newest.decoded().body)
            # The tombstone first: a rebuilt list drops the entry there and takes it up again.
            history.purge_rows(tx.connection, "entry", id_, seqs, tx.at)
            self._add(tx, id_, change, body)
        return list(rows)

    def _found(self, query: Any, renaming: Renaming) -> list[tuple[str, int, dict[str, Any]]]:  # noqa: ANN401  any SELECT
        found = []
        with self._vault.reading() as connection:
            for row in connection.execute(query):
                content = bytes(row.content)
                if not renaming.may_be_in(content.decode()):
                    continue
                body = msgspec.json.decode(content, type=Content).body
                if self._changed(renaming, body) != body:
                    found.append((row.id, row.seq, body))
        return found

    def _changed(self, renaming: Renaming, body: dict[str, Any]) -> dict[str, Any]:
        template = self._templates.get(body["template"], body["template_version"])
        changed = {
            **body,
            "answers": renaming.answers(template, body["answers"]),
            "tags": renaming.tags(body["tags"]),
        }
        if body.get("comments"):
            changed["comments"] = [
                {**comment, "text": renaming.text(comment["text"])} for comment in body["comments"]
            ]
        return changed

    def _add(self, tx: Writing, id_: str, change: str, body: dict[str, Any]) -> None:
        seq, number = tx.append("entry", id_, change, body)
        content = Content(body, change, number)
        projections.apply(tx.connection, "entry", id_, seq, content, self._templates.get)


def _wordings(only: Collection[str] | None) -> Any:  # noqa: ANN401  any SELECT
    return _WORDINGS if only is None else _WORDINGS.where(schema.revision.c.id.in_(list(only)))
