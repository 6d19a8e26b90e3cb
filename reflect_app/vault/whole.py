"""Everything a vault keeps, object by object, and objects of another vault taken in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, select

from reflect_app.core.records import Record, Wording
from reflect_app.vault import history, projections
from reflect_app.vault.history import Content, Kind, Row
from reflect_app.vault.schema import revision
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault, Writing

_KINDS = select(revision.c.kind).where(revision.c.content.is_not(None)).distinct()
_LAST = "SELECT max(seq) FROM revision"
_OBJECTS = (
    "SELECT DISTINCT kind, id FROM revision WHERE (kind, id) > (?, ?) AND seq <= ?"
    " ORDER BY kind, id LIMIT ?"
)
_IDS = "SELECT DISTINCT id FROM revision WHERE kind = ? ORDER BY id"
_ANSWERED = "SELECT 1 FROM entry WHERE template = ? LIMIT 1"
_PAGE = 50


def records(connection: Connection) -> Iterator[Record]:
    """Every live object by kind and id; not activity, the vault's own rows or tombstones."""
    for (kind, id_), rows in groupby(history.by_object(connection), _object):
        if kind in history.OUTSIDE_STATE:
            continue
        found = _record(kind, id_, rows)
        if found is not None:
            yield found


class WholeStore:
    """Objects of any kind with their whole histories."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._templates = TemplateStore(vault)

    def last(self) -> int:
        """The place in the chain up to which there is something now."""
        with self._vault.reading() as connection:
            return int(connection.exec_driver_sql(_LAST).scalar() or 0)

    def pages(self, last: int) -> Iterator[list[Record]]:
        """Every live object by kind and id as it stood at a place in the chain, page by page.

        Between two pages others may write: what they add comes after that place. What they
        purge meanwhile is gone from here, too.
        """
        after: tuple[str, str] = ("", "")
        while True:
            with self._vault.reading() as connection:
                found = list(connection.exec_driver_sql(_OBJECTS, (*after, last, _PAGE)))
                page = [
                    _record(kind, id_, history.of_object(connection, kind, id_), last)
                    for kind, id_ in found
                    if kind not in history.OUTSIDE_STATE
                ]
            yield [record for record in page if record is not None]
            if len(found) < _PAGE:
                return
            after = (found[-1].kind, found[-1].id)

    def kinds(self) -> frozenset[str]:
        """The kinds of object there are, without the vault's own."""
        with self._vault.reading() as connection:
            return frozenset(connection.execute(_KINDS).scalars()) - history.OUTSIDE_STATE

    def of_kind(self, kind: str) -> list[Record]:
        """Every live object of one kind by id."""
        with self._vault.reading() as connection:
            ids = connection.exec_driver_sql(_IDS, (kind,)).scalars().all()
            found = (_record(kind, one, history.of_object(connection, kind, one)) for one in ids)
            return [record for record in found if record is not None]

    def answered(self, wording: str) -> bool:
        """Whether any entry answers the prompt of this wording, `template@version`."""
        template = wording.rpartition("@")[0]
        with self._vault.reading() as connection:
            return connection.exec_driver_sql(_ANSWERED, (template,)).first() is not None

    def latest_number(self, kind: str, id_: str) -> int:
        """The newest revision the object ever had here, purged ones included; 0 for none."""
        with self._vault.reading() as connection:
            return history.latest_number(connection, kind, id_)

    def get(self, kind: str, id_: str) -> Record | None:
        """One live object."""
        with self._vault.reading() as connection:
            return _record(kind, id_, history.of_object(connection, kind, id_))

    def put(self, tx: Writing, record: Record) -> None:
        """Take in an object that is not there, each revision with the time it had.

        Revisions keep their numbers where this vault never had the object: a gap that a purge
        left becomes rows without content and a tombstone, as it was where they come from. Where
        it had the object once, they follow one after another.
        """
        kind: Kind = record.kind  # type: ignore[assignment]  # checked by whoever read it
        fresh = not history.latest_number(tx.connection, kind, record.id)
        gaps: list[int] = []
        for wording in record.revisions[:-1]:
            gaps += _gap(tx, kind, record.id, wording.number) if fresh else []
            _append(tx.connection, kind, record.id, wording)
        gaps += _gap(tx, kind, record.id, record.newest.number) if fresh else []
        if gaps:  # before the last row: a rebuilt list drops the object and takes it up again
            body = {"kind": kind, "rows": gaps}
            history.append(tx.connection, "tombstone", record.id, "purged", body, tx.at)
        seq, content = _append(tx.connection, kind, record.id, record.newest)
        projections.apply(tx.connection, kind, record.id, seq, content, self._templates.get)

    def purge(self, tx: Writing, kind: str, id_: str) -> None:
        """Erase every wording of an object and take it out of the lists."""
        history.purge(tx.connection, kind, id_, tx.at)  # type: ignore[arg-type]  # as above
        if kind == "entry":
            projections.forget_entry(tx.connection, id_)
        else:
            projections.forget(tx.connection, kind, id_)


def _object(row: Row) -> tuple[str, str]:
    return row.kind, row.id


def _record(kind: str, id_: str, rows: Iterator[Row], last: int | None = None) -> Record | None:
    wordings = []
    for row in rows:
        if row.content is not None and (last is None or row.seq <= last):
            content = row.decoded()
            wordings.append(Wording(content.number, row.at, content.change, content.body))
    return Record(kind, id_, tuple(wordings)) if wordings else None


def _append(connection: Connection, kind: Kind, id_: str, wording: Wording) -> tuple[int, Content]:
    seq, number = history.append(connection, kind, id_, wording.change, wording.body, wording.at)
    return seq, Content(wording.body, wording.change, number)


def _gap(tx: Writing, kind: Kind, id_: str, number: int) -> list[int]:
    """Rows without content up to this number; their places in the chain."""
    missing = range(history.latest_number(tx.connection, kind, id_) + 1, number)
    return [history.append_empty(tx.connection, kind, id_, tx.at) for _ in missing]
