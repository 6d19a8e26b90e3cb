"""The one history: append-only rows, each chained to the one before.

`content` is JSON `{"body", "change", "number"}` with sorted keys. Rows are only ever added;
a purge empties the content and salt of an object's rows and adds a `tombstone` that names
them, so that missing content without a tombstone is damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select, update

from reflect_app.crypto import chain
from reflect_app.errors import DamagedError
from reflect_app.vault.schema import revision

Kind = Literal[
    "entry", "person", "template", "setting", "session", "action", "agreement", "group",
    "contact", "share", "received", "import", "activity", "vault", "tombstone",
]  # fmt: skip

# What an object of another vault could not be told apart by: not part of the state hash.
OUTSIDE_STATE: frozenset[str] = frozenset({"activity", "vault", "tombstone"})


CONTENT = (revision.c.salt, revision.c.content, revision.c.digest)
"""The columns that `content_of` wants."""

SWEEP_DUE = "sweep_due"
"""The figure of a vault whose pages may still hold traces of what was purged."""

# Every save runs these; written out, each costs a third of what a built statement does.
_COLUMNS = ", ".join(column.name for column in revision.columns)
_LAST = "SELECT seq, link FROM revision ORDER BY seq DESC LIMIT 1"
_NUMBER = "SELECT max(number) FROM revision WHERE kind = ? AND id = ?"
_NEWEST = (
    f"SELECT {_COLUMNS} FROM revision WHERE kind = ? AND id = ? AND content IS NOT NULL"  # noqa: S608
    " ORDER BY number DESC LIMIT 1"
)
_ADD = f"INSERT INTO revision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a row commits to: the object's body, what was done, and its revision from 1."""

    body: dict[str, Any]
    change: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it lies in the table; `content` is None once purged."""

    seq: int
    id: str
    kind: str
    number: int
    at: str
    salt: bytes | None
    content: bytes | None
    digest: bytes
    link: bytes

    def decoded(self) -> Content:
        """The content; only for rows that have one.

        Raises:
            DamagedError: it is not what the row committed to.
        """
        return content_of(self.salt, self.content, self.digest)


def content_of(salt: bytes | None, content: bytes | None, digest: bytes) -> Content:
    """What a row holds, once it is seen to be what the row committed to.

    Raises:
        DamagedError: it is not, or there is none.
    """
    if salt is None or content is None or chain.digest(salt, content) != digest:
        raise DamagedError(code="content")
    return msgspec.json.decode(content, type=Content)


def head(connection: Connection) -> bytes:
    """The last link, or 32 zero bytes before the first."""
    last = connection.exec_driver_sql(_LAST).first()
    return chain.GENESIS if last is None else _blob(last.link)


def holds_link(connection: Connection, link: bytes) -> bool:
    """Whether the chain contains the link; the newest rows are looked at first."""
    if link == chain.GENESIS:
        return True
    newest = select(revision.c.link).order_by(revision.c.seq.desc()).limit(64)
    if any(found == link for found in connection.execute(newest).scalars()):
        return True
    anywhere = select(revision.c.seq).where(revision.c.link == link).limit(1)
    return connection.execute(anywhere).first() is not None


def append(
    connection: Connection, kind: Kind, id_: str, change: str, body: dict[str, Any], at: str
) -> tuple[int, int]:
    """Add a row; its place in the chain (`seq`) and the object's new revision number."""
    number = latest_number(connection, kind, id_) + 1
    content = msgspec.json.encode(Content(body, change, number), order="sorted")
    salt = chain.new_salt()
    return _add(
        connection, kind, id_, number, at, salt, content, chain.digest(salt, content)
    ), number


def append_empty(connection: Connection, kind: Kind, id_: str, at: str) -> int:
    """Add a row that was purged elsewhere; its place, for the tombstone that has to name it."""
    digest = chain.new_salt()  # of something that nobody knows
    number = latest_number(connection, kind, id_) + 1
    return _add(connection, kind, id_, number, at, None, None, digest)


def _add(
    connection: Connection,
    kind: Kind,
    id_: str,
    number: int,
    at: str,
    salt: bytes | None,
    content: bytes | None,
    digest: bytes,
) -> int:
    last = connection.exec_driver_sql(_LAST).first()
    seq, previous = (1, chain.GENESIS) if last is None else (last.seq + 1, _blob(last.link))
    link = chain.link(previous, id_, kind, at, digest)
    row = (seq, id_, kind, number, at, salt, content, digest, link)
    connection.exec_driver_sql(_ADD, row)
    return seq


def latest_number(connection: Connection, kind: str, id_: str) -> int:
    """The newest revision of the object, 0 when there is none."""
    return connection.exec_driver_sql(_NUMBER, (kind, id_)).scalar() or 0


def purge(connection: Connection, kind: Kind, id_: str, at: str) -> None:
    """Erase every wording of the object for good; a chained tombstone names the rows."""
    purge_rows(connection, kind, id_, [row.seq for row in of_object(connection, kind, id_)], at)


def purge_rows(connection: Connection, kind: Kind, id_: str, rows: list[int], at: str) -> None:
    """Erase some wordings of an object for good; a chained tombstone names the rows.

    A tombstone takes the object out of every list. Whoever keeps the object adds a row after it.
    """
    connection.execute(
        update(revision)
        .where(revision.c.kind == kind, revision.c.id == id_, revision.c.seq.in_(rows))
        .values(salt=None, content=None)
    )
    append(connection, "tombstone", id_, "purged", {"kind": kind, "rows": rows}, at)
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, '1')", (SWEEP_DUE,))


def of_object(connection: Connection, kind: str, id_: str) -> Iterator[Row]:
    """Every row of one object, oldest first."""
    query = select(revision).where(revision.c.kind == kind, revision.c.id == id_)
    return _rows(connection, query.order_by(revision.c.number))


def newest(connection: Connection, kind: str, id_: str) -> Row | None:
    """The newest row of one object that still has content."""
    found = connection.exec_driver_sql(_NEWEST, (kind, id_)).first()
    return None if found is None else _row(found)


def at_number(connection: Connection, kind: str, id_: str, number: int) -> Row | None:
    """One revision of one object, when it still has content."""
    query = select(revision).where(
        revision.c.kind == kind,
        revision.c.id == id_,
        revision.c.number == number,
        revision.c.content.is_not(None),
    )
    found = connection.execute(query).first()
    return None if found is None else _row(found)


def walk(connection: Connection) -> Iterator[Row]:
    """The whole chain in order."""
    return _rows(connection, select(revision).order_by(revision.c.seq))


def by_object(connection: Connection) -> Iterator[Row]:
    """The whole chain by kind and id, each object's rows from its first to its newest."""
    order = (revision.c.kind, revision.c.id, revision.c.number)
    return _rows(connection, select(revision).order_by(*order))


def _rows(connection: Connection, query: Any) -> Iterator[Row]:  # noqa: ANN401  any SELECT
    return map(_row, connection.execute(query))


def _row(found: Any) -> Row:  # noqa: ANN401  the columns of `revision`, in their order
    seq, id_, kind, number, at, salt, content, digest, link = found
    return Row(
        seq, id_, kind, number, at,
        None if salt is None else _blob(salt), None if content is None else _blob(content),
        _blob(digest), _blob(link),
    )  # fmt: skip


def _blob(value: object) -> bytes:
    """The bytes of a column; another type in it was put there by another program."""
    if not isinstance(value, bytes):
        raise DamagedError(code="content")
    return value
