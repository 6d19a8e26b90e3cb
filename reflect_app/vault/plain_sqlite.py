"""What the same work costs on plain SQLite: same tables, same rows, best query, no encryption.

A yardstick for `reflect bench` and `tests/benchmarks/`, beside a vault of made-up entries; no
journal of a person's ever comes near it. The floor goes through SQLAlchemy as we do, opens a
transaction as we do, and makes the same kind of answer; it knows no anchor, no chain, no cipher
and no folding of accents.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, QueuePool, create_engine, event

from reflect_app.core.entries import Entry, EntrySummary, Page, Shift
from reflect_app.vault.keys import vault_key
from reflect_app.vault.vault import Vault

_COLUMNS = "key, id, template, title, written, event, snippet, marked, shift_kind"
_PRAGMAS = ("cache_size=-65536", "foreign_keys=ON", "journal_mode=TRUNCATE", "synchronous=FULL")


def plain_copy(vault: Vault, target: Path) -> Path:
    """The vault's database without encryption. For made-up entries only."""
    connection = sqlcipher.connect(str(vault.place.database), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{vault_key(vault.data_key).hex()}'\"")
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
        connection.execute("SELECT sqlcipher_export('plain')")
    finally:
        connection.close()
    return target


class Plain:
    """A plain database and the best queries on it."""

    def __init__(self, database: Path) -> None:
        def creator() -> Any:  # noqa: ANN401 -- the driver has no types
            connection = sqlcipher.connect(str(database), isolation_level=None)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            return connection

        self._saved = itertools.count(1)
        self.engine = create_engine(
            "sqlite+pysqlite://", module=sqlcipher, creator=creator, poolclass=QueuePool,
            pool_size=1, max_overflow=0,
        )  # fmt: skip
        event.listen(self.engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def page(self, match: str | None, offset: int = 0, limit: int = 50, word: str = "") -> Page:
        """A slice of a list or search."""
        # No word of a person's is in these statements: values are bound, names are our own.
        source, key, where = "entry", "key", "deleted IS NULL"
        values: tuple[Any, ...] = ()
        if match is not None:
            source, key, where, values = "entry_fts", "rowid", "entry_fts MATCH ?", (match,)
        with self.engine.connect() as connection:
            run = connection.exec_driver_sql
            total = run(f"SELECT count(*) FROM {source} WHERE {where}", values).scalar()  # noqa: S608
            keys = [row[0] for row in run(
                f"SELECT {key} FROM {source} WHERE {where} ORDER BY {key} DESC LIMIT ? OFFSET ?",  # noqa: S608
                (*values, limit, offset),
            )]  # fmt: skip
            rows = _in(connection, f"SELECT {_COLUMNS} FROM entry", keys)  # noqa: S608
            tags: dict[int, tuple[str, ...]] = {}
            for found, tag in _in(connection, "SELECT key, tag FROM entry_tag", keys):
                tags[found] = (*tags.get(found, ()), tag)
            texts = {}
            if match is not None:
                texts = dict(_in(connection, "SELECT key, body FROM entry_text", keys))
        rows.sort(reverse=True)
        return Page(
            int(total or 0),
            tuple(
                EntrySummary(
                    row[1], row[2], row[3], row[4], row[5],
                    _cut(texts.get(row[0], ""), word) or row[6], bool(row[7]),
                    tags.get(row[0], ()), row[8],
                )
                for row in rows
            ),
        )  # fmt: skip

    def entry(self, id_: str) -> Entry:
        """One entry at its newest revision."""
        newest = (
            "SELECT number, content FROM revision WHERE kind = 'entry' AND id = ?"
            " ORDER BY number DESC LIMIT 1"
        )
        with self.engine.connect() as connection:
            row = connection.exec_driver_sql(newest, (id_,)).one()
        body = msgspec.json.decode(row.content)["body"]
        shift = body["shift"]
        return Entry(
            id_, body["template"], body["template_version"], row.number, body["written"],
            body["event"], None if shift is None else Shift(**shift), body["answers"],
            tuple(body["tags"]), (), body["marked"], tuple(body["marked_questions"]),
        )  # fmt: skip

    def save(self, text: str) -> None:
        """The rows of one free page: one transaction, synced."""
        number = next(self._saved)
        seq, key = 10_000_000 + number, (1 << 55) + number
        rows: list[tuple[str, tuple[Any, ...]]] = [
            ("INSERT INTO revision VALUES (?, ?, 'entry', 1, ?, ?, ?, ?, ?)",
             (seq, f"id{number}", "2026-03-12T07:30:00+00:00", bytes(32), text.encode(), bytes(32),
              bytes(32))),
            ("INSERT INTO entry VALUES (?, ?, ?, 'free', 'T', ?, ?, ?, '2026', NULL, 0, 0, NULL)",
             (key, f"id{number}", seq, text[:160], "2026", "2026")),
            ("INSERT INTO entry_text VALUES (?, 'T', ?, 'team', '', '')", (key, text)),
            ("INSERT INTO entry_tag VALUES ('team', ?)", (key,)),
            ("UPDATE meta SET value = ? WHERE name = 'counter'", (str(number),)),
        ]  # fmt: skip
        with self.engine.connect() as connection, connection.begin():
            for statement, values in rows:
                connection.exec_driver_sql(statement, values)


def _in(connection: Connection, statement: str, keys: list[int]) -> list[tuple[Any, ...]]:
    marks = ", ".join("?" * len(keys))
    found = connection.exec_driver_sql(f"{statement} WHERE key IN ({marks})", tuple(keys))
    return list(map(tuple, found.all()))


def _cut(text: str, word: str) -> str:
    place = text.lower().find(word)
    return " ".join(text[max(place - 50, 0) : place + 110].split())
