"""Entries in the vault: saved as revisions, listed from projections."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, literal_column, select

from reflect_app.core.entries import Comment, Entry, RevisionNote, Shift
from reflect_app.core.prompts import Template, people_in
from reflect_app.errors import NotFoundError
from reflect_app.vault import history, projections, schema
from reflect_app.vault.history import Content, Row
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

# A range, which the index of ids can answer; a substring would look at every entry.
_BEGINNING = "SELECT id FROM entry WHERE id >= ? AND id < ? || char(0x10ffff) LIMIT 2"

# The plus keeps the index of all that is not in the bin from being read whole: what is listed
# here is few, and has an index of its own.
_NOT_BINNED: ColumnElement[bool] = literal_column("+entry.deleted").is_(None)


class EntryStore:
    """The entries of one vault."""

    def __init__(self, vault: Vault, templates: TemplateStore) -> None:
        self._vault = vault
        self._templates = templates

    def get(self, id_: str, revision: int | None = None) -> Entry:
        """An entry, binned ones included, at its newest or a given revision.

        Raises:
            NotFoundError: there is none, or that revision was purged.
        """
        with self._vault.reading() as connection:
            row = (
                history.newest(connection, "entry", id_)
                if revision is None
                else history.at_number(connection, "entry", id_, revision)
            )
            if row is None:
                gone = history.newest(connection, "entry", id_) is None
                raise _no_entry(id_) if gone else _no_version(revision)
            return self._entry(id_, row)

    def find(self, beginning: str, revision: int | None = None) -> Entry:
        """`get`, by the beginning of an id, in one look at the vault."""
        with self._vault.reading() as connection:
            row = history.newest(connection, "entry", beginning) if revision is None else None
            if row is not None:  # a whole id, as it mostly is
                return self._entry(beginning, row)
            return self.get(self.completed(beginning), revision)

    def put(self, tx: Writing, entry: Entry, zone: str, change: str) -> int:
        """Save a revision and bring every list up to it; the revision's number from 1."""
        body = to_body(entry, zone)
        seq, number = tx.append("entry", entry.id, change, body)
        content = Content(body, change, number)
        projections.apply(tx.connection, "entry", entry.id, seq, content, self._templates.get)
        return number

    def purge(self, tx: Writing, id_: str) -> None:
        """Erase every wording of the entry: revisions, lists, index and its drafts."""
        history.purge(tx.connection, "entry", id_, tx.at)
        projections.forget_entry(tx.connection, id_)

    def zone(self, id_: str) -> str:
        """The zone the entry was written in."""
        with self._vault.reading() as connection:
            row = history.newest(connection, "entry", id_)
            if row is None:
                raise _no_entry(id_)
            return str(row.decoded().body["zone"])

    def history(self, id_: str) -> list[RevisionNote]:
        """Every revision, oldest first.

        Raises:
            NotFoundError: there is no such entry.
        """
        with self._vault.reading() as connection:
            rows = [row for row in history.of_object(connection, "entry", id_) if row.content]
        if not rows:
            raise _no_entry(id_)
        return [RevisionNote(row.number, row.at, row.decoded().change) for row in rows]

    def completed(self, beginning: str) -> str:
        """The one entry id that begins so.

        Raises:
            NotFoundError: none does, or several do.
        """
        with self._vault.reading() as connection:
            found = connection.exec_driver_sql(_BEGINNING, (beginning, beginning)).scalars().all()
        if len(found) != 1 or not beginning:
            raise _no_entry(beginning)
        return str(found[0])

    def recent(self, template: str, limit: int) -> list[Entry]:
        """The newest entries of one template outside the bin, newest event first."""
        return self._listed(schema.entry.c.template == template, limit)

    def record_open(self, limit: int) -> list[Entry]:
        """Entries that said something still has to go in the record, newest event first."""
        return self._listed(schema.entry.c.record_open == literal_column("1"), limit)

    def _listed(self, condition: ColumnElement[bool], limit: int) -> list[Entry]:
        query = (
            select(schema.entry.c.id, *history.CONTENT)
            .join(schema.revision, schema.entry.c.seq == schema.revision.c.seq)
            .where(condition, _NOT_BINNED)
            .order_by(schema.entry.c.key.desc())
            .limit(limit)
        )
        with self._vault.reading() as connection:
            rows = [
                (found.id, history.content_of(found.salt, found.content, found.digest))
                for found in connection.execute(query)
            ]
        return [self._from(id_, content) for id_, content in rows]

    def count(self) -> int:
        """How many entries there are, the bin included."""
        with self._vault.reading() as connection:
            query = select(func.count()).select_from(schema.entry)
            return int(connection.execute(query).scalar() or 0)

    def _entry(self, id_: str, row: Row) -> Entry:
        return self._from(id_, row.decoded())

    def _from(self, id_: str, content: Content) -> Entry:
        body = content.body
        template = self._templates.get(body["template"], body["template_version"])
        return from_body(id_, content.number, body, template)


def to_body(entry: Entry, zone: str) -> dict[str, Any]:
    """The JSON an entry is kept as. `people` is left out: it follows from the answers."""
    body: dict[str, Any] = {
        "answers": dict(entry.answers),
        "deleted": entry.deleted,
        "event": entry.event,
        "marked": entry.marked,
        "marked_questions": list(entry.marked_questions),
        "shift": None if entry.shift is None else msgspec.to_builtins(entry.shift),
        "tags": list(entry.tags),
        "template": entry.template,
        "template_version": entry.template_version,
        "written": entry.written,
        "zone": zone,
    }
    if entry.comments:
        body["comments"] = [msgspec.to_builtins(comment) for comment in entry.comments]
    return body


def from_body(id_: str, number: int, body: dict[str, Any], template: Template) -> Entry:
    """The entry that `to_body` kept."""
    shift = body["shift"]
    return Entry(
        id=id_,
        template=body["template"],
        template_version=body["template_version"],
        revision=number,
        written=body["written"],
        event=body["event"],
        shift=None if shift is None else Shift(**shift),
        answers=body["answers"],
        tags=tuple(body["tags"]),
        people=people_in(template, body["answers"]),
        marked=body["marked"],
        marked_questions=tuple(body["marked_questions"]),
        comments=tuple(Comment(**found) for found in body.get("comments", ())),
        deleted=body["deleted"],
    )


def _no_version(revision: int | None) -> NotFoundError:
    return NotFoundError(
        tr("Version {number} of this entry is not there.").format(number=revision),
        tr("It was erased, or there never was one."),
    )


def _no_entry(id_: str) -> NotFoundError:
    return NotFoundError(tr("There is no entry {id}.").format(id=id_[:40]))
