"""Bringing an older vault's tables up to date: a checked backup first, then one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from reflect_app.core.clock import Clock
from reflect_app.errors import DamagedError
from reflect_app.vault import backup, checks, schema
from reflect_app.vault.engine import open_engine, plain_refusals
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.gate import OlderTablesError, check_schema
from reflect_app.vault.keys import vault_key
from reflect_app.vault.vault import Place, Vault


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps from each known version of the tables to the next, oldest first."""

    steps: Path
    versions: tuple[str, ...]


SHIPPED = Ladder(Path(__file__).with_name("migrations"), schema.VERSIONS)


def open_vault(
    place: Place,
    envelope: Envelope,
    data_key: bytes,
    clock: Clock,
    *,
    write: bool,
    ladder: Ladder = SHIPPED,
) -> Vault:
    """An open vault with the newest tables.

    Raises:
        OlderTablesError: the tables are older and only reading was asked for.
        and whatever `Vault.open` and a backup raise; the vault is then as it was.
    """
    try:
        return Vault.open(place, envelope, data_key, clock, write=write, known=ladder.versions)
    except OlderTablesError:
        if not write:
            raise
    older = ladder.versions[:-1]
    vault = Vault.open(
        place, envelope, data_key, clock, write=True, known=ladder.versions, fine=older
    )
    try:
        backup.make(vault, backup.first_place(place.folder), known=ladder.versions)
        migrate(place.database, vault_key(data_key), ladder)
    finally:
        vault.close()
    return Vault.open(place, envelope, data_key, clock, write=True, known=ladder.versions)


def migrate(database: Path, key: bytes, ladder: Ladder = SHIPPED) -> None:
    """Take the tables to the newest version, or leave them as they are.

    The counter does not rise and no row is chained: what a person kept is the same as before,
    and so is what this device remembers of it.

    Raises:
        DamagedError: the history after the steps is not the one before them.
    """
    engine = open_engine(database, key)
    try:
        with plain_refusals(database), engine.connect() as connection:
            # Rebuilding a table would cascade into others; only works outside a transaction.
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys=OFF")
            with connection.execution_options(writing=True).begin():
                rows = checks.count(connection, schema.revision)
                climb(connection, ladder)
                if rows != checks.count(connection, schema.revision) or not _sound(connection):
                    raise DamagedError(code="migration")
    finally:
        engine.dispose()


def migrate_older(database: Path, key: bytes, ladder: Ladder = SHIPPED) -> None:
    """`migrate`, where the tables are older."""
    engine = open_engine(database, key)
    try:
        with plain_refusals(database), engine.connect() as connection:
            check_schema(connection, ladder.versions)
    except OlderTablesError:
        migrate(database, key, ladder)
    finally:
        engine.dispose()


def climb(connection: Connection, ladder: Ladder = SHIPPED) -> None:
    """Run Alembic's steps from whatever the database holds, even nothing, to the newest."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ladder.steps).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, ladder.versions[-1])


def _sound(connection: Connection) -> bool:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return not loose and not any(checks.whole_chain(connection))
