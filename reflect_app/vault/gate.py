"""What a database must be before anything is read from it: there, unlinked, of known tables."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from reflect_app.errors import DamagedError, FileProblemError, ReflectError, VersionError
from reflect_app.vault import schema
from reflect_app.vault.engine import plain_refusals
from reflect_app.words import tr


def check_file(database: Path) -> None:
    """Refuse a database that is missing or linked from elsewhere.

    It is not opened here: closing a plain descriptor would drop the locks of a connection
    that this process already has on it.
    """
    with plain_refusals(database):
        try:
            facts = database.stat()
        except FileNotFoundError:
            raise DamagedError(
                tr("The journal's database is missing from its folder."), code="database-missing"
            ) from None
        if facts.st_nlink > 1:
            raise FileProblemError(
                tr("The journal's database is linked from another place."),
                tr("Copy the folder instead of linking it; two names can corrupt it."),
            )


class OlderTablesError(ReflectError):
    """An older Reflect made the tables; they are brought up to date by whoever may write."""

    code = "older-tables"

    def __init__(self) -> None:
        super().__init__(
            tr("An older Reflect made this journal."),
            tr("Open it for writing once; a backup is made first, then it is brought up to date."),
        )


def check_schema(
    connection: Connection,
    known: tuple[str, ...] = schema.VERSIONS,
    fine: tuple[str, ...] = (),
) -> None:
    """Refuse tables that are not the newest known ones nor among the `fine` older ones."""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None:
        raise DamagedError(code="version-missing")
    if found == known[-1] or found in fine:
        return
    raise OlderTablesError if found in known else VersionError
