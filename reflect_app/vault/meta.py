"""The vault's own figures: counter, instance, generation and the like, by name."""

from __future__ import annotations

from sqlalchemy import Connection

from reflect_app.errors import DamagedError


def find_meta(connection: Connection, name: str) -> str | None:
    """One of the vault's own figures, when it was ever set."""
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,))
    value = found.scalar()
    return None if value is None else str(value)


def all_meta(connection: Connection) -> dict[str, str]:
    """Every figure by its name, at the price of one."""
    found = connection.exec_driver_sql("SELECT name, value FROM meta").all()
    return {str(name): str(value) for name, value in found}


def get_meta(connection: Connection, name: str) -> str:
    """One of the vault's own figures that every vault has.

    Raises:
        DamagedError: it is missing, which only damage explains.
    """
    value = find_meta(connection, name)
    if value is None:
        raise DamagedError(code="meta-missing")
    return value


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Set one of the vault's own figures."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
