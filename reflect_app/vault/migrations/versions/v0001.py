"""0001: the tables of the first Reflect. Frozen: `schema.py` may go on, this file may not."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE meta (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE secret (
        name TEXT NOT NULL,
        value BLOB NOT NULL,
        PRIMARY KEY (name)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE revision (
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        salt BLOB,
        content BLOB,
        digest BLOB NOT NULL,
        link BLOB NOT NULL,
        PRIMARY KEY (seq)
    )
    """,
    """
    CREATE UNIQUE INDEX revision_object ON revision (kind, id, number)
    """,
    """
    CREATE TABLE entry_text (
        "key" INTEGER NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        tags TEXT NOT NULL,
        people TEXT NOT NULL,
        comments TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE draft (
        id TEXT NOT NULL,
        updated TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE live (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        name TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (kind, id),
        FOREIGN KEY(seq) REFERENCES revision (seq)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE entry (
        "key" INTEGER NOT NULL,
        id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        template TEXT NOT NULL,
        title TEXT NOT NULL,
        snippet TEXT NOT NULL,
        written TEXT NOT NULL,
        event TEXT NOT NULL,
        day TEXT NOT NULL,
        shift_kind TEXT,
        marked INTEGER NOT NULL,
        record_open INTEGER NOT NULL,
        deleted TEXT,
        PRIMARY KEY ("key"),
        UNIQUE (id),
        FOREIGN KEY(seq) REFERENCES revision (seq)
    )
    """,
    """
    CREATE INDEX entry_day ON entry (day)
    """,
    """
    CREATE INDEX entry_marked ON entry ("key") WHERE marked = 1
    """,
    """
    CREATE INDEX entry_record_open ON entry ("key") WHERE record_open = 1
    """,
    """
    CREATE INDEX entry_binned ON entry ("key") WHERE deleted IS NOT NULL
    """,
    """
    CREATE INDEX entry_live ON entry ("key") WHERE deleted IS NULL
    """,
    """
    CREATE INDEX entry_template ON entry (template, "key")
    """,
    """
    CREATE TABLE entry_tag (
        tag TEXT NOT NULL,
        "key" INTEGER NOT NULL,
        PRIMARY KEY (tag, "key"),
        FOREIGN KEY("key") REFERENCES entry ("key") ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX entry_tag_key ON entry_tag ("key")
    """,
    """
    CREATE TABLE entry_person (
        person TEXT NOT NULL,
        "key" INTEGER NOT NULL,
        PRIMARY KEY (person, "key"),
        FOREIGN KEY("key") REFERENCES entry ("key") ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX entry_person_key ON entry_person ("key")
    """,
    """
    CREATE VIRTUAL TABLE entry_fts USING fts5(
        title, body, tags, people, comments,
        content='entry_text', content_rowid='key',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3')
    """,
    """
    INSERT INTO entry_fts(entry_fts, rank) VALUES('secure-delete', 1)
    """,
    """
    CREATE TRIGGER entry_text_added AFTER INSERT ON entry_text BEGIN
        INSERT INTO entry_fts(rowid, title, body, tags, people, comments)
            VALUES (new.key, new.title, new.body, new.tags, new.people, new.comments);
    END
    """,
    """
    CREATE TRIGGER entry_text_removed AFTER DELETE ON entry_text BEGIN
        INSERT INTO entry_fts(entry_fts, rowid, title, body, tags, people, comments)
            VALUES ('delete', old.key, old.title, old.body, old.tags, old.people, old.comments);
    END
    """,
    """
    CREATE TRIGGER entry_text_changed AFTER UPDATE ON entry_text BEGIN
        INSERT INTO entry_fts(entry_fts, rowid, title, body, tags, people, comments)
            VALUES ('delete', old.key, old.title, old.body, old.tags, old.people, old.comments);
        INSERT INTO entry_fts(rowid, title, body, tags, people, comments)
            VALUES (new.key, new.title, new.body, new.tags, new.people, new.comments);
    END
    """,
)


def upgrade() -> None:
    """Make every table in an empty database."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
