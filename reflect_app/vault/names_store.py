"""The writer's own list of names, beside the keys: mutable, outside the chain and the state hash.

History would keep every name that was ever on it; a row that is written over keeps none, because
SQLite wipes what it deletes and a sweep takes the copies it leaves behind. Backups copy
the table with the rest.
"""

from __future__ import annotations

import os

import msgspec
from sqlalchemy import bindparam, select

from reflect_app.core.names import NamesList
from reflect_app.errors import DamagedError
from reflect_app.vault import history
from reflect_app.vault.meta import set_meta
from reflect_app.vault.schema import secret
from reflect_app.vault.vault import Vault, Writing

_LIST, _KEY = "names", "names-key"
_VALUE = select(secret.c.value).where(secret.c.name == bindparam("name"))


class NamesStore:
    """The list of one vault, and the key of its digests."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self) -> NamesList:
        """The list; an empty one where nothing was ever decided."""
        found = self._value(_LIST)
        if found is None:
            return NamesList()
        try:
            return msgspec.json.decode(found, type=NamesList)
        except msgspec.MsgspecError:
            raise DamagedError(code="names") from None

    def put(self, tx: Writing, names: NamesList, *, erases: bool = False) -> None:
        """Write over the list; `erases` has every trace of earlier ones swept out afterwards."""
        self._set(tx, _LIST, msgspec.json.encode(names))
        if erases:
            set_meta(tx.connection, history.SWEEP_DUE, "1")

    def key(self) -> bytes | None:
        """The key of the digests, once there is one."""
        return self._value(_KEY)

    def made_key(self, tx: Writing) -> bytes:
        """The key of the digests, made at its first use."""
        key = self.key()
        if key is None:
            key = os.urandom(32)
            self._set(tx, _KEY, key)
        return key

    def _value(self, name: str) -> bytes | None:
        with self._vault.reading() as connection:
            value = connection.execute(_VALUE, {"name": name}).scalar()
        return None if value is None else bytes(value)

    def _set(self, tx: Writing, name: str, value: bytes) -> None:
        tx.connection.exec_driver_sql("INSERT OR REPLACE INTO secret VALUES (?, ?)", (name, value))
