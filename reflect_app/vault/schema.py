"""The tables of `vault.db`. `revision` is the truth; all but it, `meta`, `secret` and `draft`
are projections that can be made again from it.

`entry.key` orders entries: the event's second since 1970 in the high bits, twenty bits to
tell entries of one second apart. Newest first is then `ORDER BY key DESC` everywhere, the
full-text index included, whose rows carry the same key.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.engine import Connection

# Every version of these tables there has been, oldest first; `migrations/` has the steps.
VERSIONS = ("0001",)
HEAD = VERSIONS[-1]
KEY_BITS = 20

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

revision = Table(
    "revision",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("content", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("link", LargeBinary, nullable=False),
    Index("revision_object", "kind", "id", "number", unique=True),
)

live = Table(
    "live",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", Integer, ForeignKey("revision.seq"), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

entry = Table(
    "entry",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("seq", Integer, ForeignKey("revision.seq"), nullable=False),
    Column("template", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("snippet", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("shift_kind", Text),
    Column("marked", Integer, nullable=False),
    Column("record_open", Integer, nullable=False),
    Column("deleted", Text),
)
Index("entry_live", entry.c.key, sqlite_where=entry.c.deleted.is_(None))
Index("entry_binned", entry.c.key, sqlite_where=entry.c.deleted.is_not(None))
Index("entry_marked", entry.c.key, sqlite_where=entry.c.marked == 1)
Index("entry_record_open", entry.c.key, sqlite_where=entry.c.record_open == 1)
Index("entry_day", entry.c.day)
Index("entry_template", entry.c.template, entry.c.key)

entry_tag = Table(
    "entry_tag",
    metadata,
    Column("tag", Text, primary_key=True),
    Column("key", Integer, ForeignKey("entry.key", ondelete="CASCADE"), primary_key=True),
    Index("entry_tag_key", "key"),
    sqlite_with_rowid=False,
)

entry_person = Table(
    "entry_person",
    metadata,
    Column("person", Text, primary_key=True),
    Column("key", Integer, ForeignKey("entry.key", ondelete="CASCADE"), primary_key=True),
    Index("entry_person_key", "key"),
    sqlite_with_rowid=False,
)

entry_text = Table(
    "entry_text",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("comments", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("updated", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

TEXT_COLUMNS = ("title", "body", "tags", "people", "comments")
_COLUMNS = ", ".join(TEXT_COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in TEXT_COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in TEXT_COLUMNS)

_ADD = f"INSERT INTO entry_fts(rowid, {_COLUMNS}) VALUES (new.key, {_NEW})"  # noqa: S608  our own names
_DROP = (
    f"INSERT INTO entry_fts(entry_fts, rowid, {_COLUMNS})"  # noqa: S608  our own names
    f" VALUES ('delete', old.key, {_OLD})"
)
_TABLE = (
    f"CREATE VIRTUAL TABLE entry_fts USING fts5({_COLUMNS}, content='entry_text',"
    " content_rowid='key', tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
)

FULL_TEXT = (
    _TABLE,
    # Deleted words must leave the index pages, not only the results.
    "INSERT INTO entry_fts(entry_fts, rank) VALUES('secure-delete', 1)",
    f"CREATE TRIGGER entry_text_added AFTER INSERT ON entry_text BEGIN {_ADD}; END",
    f"CREATE TRIGGER entry_text_removed AFTER DELETE ON entry_text BEGIN {_DROP}; END",
    f"CREATE TRIGGER entry_text_changed AFTER UPDATE ON entry_text BEGIN {_DROP}; {_ADD}; END",
)


def create(connection: Connection) -> None:
    """Make every table of the newest schema in an empty database and say so in it."""
    metadata.create_all(connection)
    for statement in FULL_TEXT:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
