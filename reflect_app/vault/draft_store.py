"""Unfinished pages: mutable rows outside the chain, saved as often as the writer pauses."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from reflect_app.core.entries import Caret, Draft, Shift
from reflect_app.errors import DamagedError, NotFoundError
from reflect_app.vault.schema import draft as table
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

_DIGEST = 32


class DraftStore:
    """The drafts of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> list[Draft]:
        """Every draft, the one touched last first."""
        with self._vault.reading() as connection:
            rows = connection.execute(
                select(table.c.content).order_by(table.c.updated.desc(), table.c.id)
            )
            return [decoded(content) for content in rows.scalars()]

    def get(self, id_: str) -> Draft:
        """One draft.

        Raises:
            NotFoundError: it was finished or discarded.
        """
        with self._vault.reading() as connection:
            query = select(table.c.content).where(table.c.id == id_)
            content = connection.execute(query).scalar()
        if content is None:
            raise NotFoundError(
                tr("That unfinished page is not there any more."), tr("It may be in your journal.")
            )
        return decoded(content)

    def put(self, tx: Writing, draft: Draft) -> None:
        """Save a draft over its last state."""
        tx.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO draft (id, updated, content) VALUES (?, ?, ?)",
            (draft.id, draft.updated, _encoded(draft)),
        )

    def remove(self, tx: Writing, id_: str) -> None:
        """Drop a draft; none by that id is fine."""
        tx.connection.execute(delete(table).where(table.c.id == id_))

    def remove_of_entry(self, tx: Writing, entry: str) -> None:
        """Drop every draft that edits an entry."""
        for row in tx.connection.execute(select(table.c.id, table.c.content)).all():
            if decoded(row.content).entry == entry:
                self.remove(tx, row.id)


def check(connection: Connection) -> None:
    """Look at every draft.

    Raises:
        DamagedError: one is not what was written.
    """
    for content in connection.execute(select(table.c.content)).scalars():
        decoded(content)


def _encoded(draft: Draft) -> bytes:
    """SHA-256 of the JSON ‖ the JSON. A draft hangs on no chain, and a long one lies on many
    pages: one of them put back by an older one would otherwise mix two wordings unseen.
    """
    content = msgspec.json.encode(draft)
    return hashlib.sha256(content).digest() + content


def decoded(kept: object) -> Draft:
    """A draft as it was kept.

    Raises:
        DamagedError: it is not what was written.
    """
    if not isinstance(kept, bytes):
        raise DamagedError(code="draft")
    digest, content = kept[:_DIGEST], kept[_DIGEST:]
    if hashlib.sha256(content).digest() != digest:
        raise DamagedError(code="draft")
    try:
        found: dict[str, Any] = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedError(code="draft") from None
    shift, caret = found["shift"], found["caret"]
    found["shift"] = None if shift is None else Shift(**shift)
    found["caret"] = None if caret is None else Caret(**caret)
    found["tags"] = tuple(found["tags"])
    found["marked_questions"] = tuple(found["marked_questions"])
    return Draft(**found)
