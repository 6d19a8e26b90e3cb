"""What carrying bundles needs and nobody reads: beside the keys, outside the chain and the hash.

Mutable rows of `secret`, by the beginning of their names: `out:` a bundle that was sent and is not
done with, `data:` its bytes until its file is written, `due:` a receipt that waits to be sent,
`seq:` how many bundles one reader was sent by this instance, `way:` whoever is met in the exchange
folder, `seen` what the exchange folder
holds that need not be opened again. Backups copy them with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeVar

import msgspec

from reflect_app.errors import DamagedError
from reflect_app.vault.vault import Vault, Writing

_BY_BEGINNING = "SELECT name, value FROM secret WHERE name >= ? AND name < ? ORDER BY name"
_GET = "SELECT value FROM secret WHERE name = ?"
_PUT = "INSERT OR REPLACE INTO secret VALUES (?, ?)"
_DROP = "DELETE FROM secret WHERE name = ?"
_MARK = 8
_T = TypeVar("_T", bound=msgspec.Struct)


class Outgoing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bundle that was sent. `reader` is the hash of the reader's keys, `contact` an id.

    `place` says whether `path` is a file's whole path or a name in the exchange folder;
    `until` (RFC 3339) is when the folder's copy goes at the latest, empty for never. `done`
    means that it may go now: it arrived, or nobody needs it.
    """

    bundle: str
    kind: str
    contact: str
    reader: str
    place: Literal["exchange", "file"]
    path: str
    until: str = ""
    written: bool = False
    done: bool = False


class Due(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody's program is still to be told of a bundle of theirs.

    `reader` is the hash of the keys that sent the bundle, and that the answer is sealed to.
    """

    contact: str
    reader: str
    bundle: str
    state: str
    at: str
    reason: str = ""


class TransportStore:
    """The rows of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def next_sequence(self, tx: Writing, reader: str) -> int:
        """The next number, from 1, for a reader by this instance of the vault."""
        name = f"seq:{self._vault.envelope.instance}:{reader}"
        found = tx.connection.exec_driver_sql(_GET, (name,)).scalar()
        number = int(bytes(found)) + 1 if found else 1
        tx.connection.exec_driver_sql(_PUT, (name, str(number).encode()))
        return number

    def outgoing(self) -> list[Outgoing]:
        """Everything that was sent and is not done with."""
        return list(self._all("out:", Outgoing))

    def put_outgoing(self, tx: Writing, sent: Outgoing, data: bytes | None = None) -> None:
        """Keep a bundle's way; with `data`, its bytes too, until `written`."""
        self._put(tx, f"out:{sent.bundle}", msgspec.json.encode(sent))
        if data is not None:
            self._put(tx, f"data:{sent.bundle}", data)
        elif sent.written:
            self._drop(tx, f"data:{sent.bundle}")

    def data_of(self, bundle: str) -> bytes | None:
        """The bytes of a bundle whose file is not written yet."""
        return self._value(f"data:{bundle}")

    def drop_outgoing(self, tx: Writing, bundle: str) -> None:
        """Forget a bundle's way."""
        self._drop(tx, f"out:{bundle}")
        self._drop(tx, f"data:{bundle}")

    def due(self) -> list[Due]:
        """Every receipt that waits."""
        return list(self._all("due:", Due))

    def put_due(self, tx: Writing, due: Due) -> None:
        """Let a receipt wait; a later one of the same bundle takes its place."""
        self._put(tx, f"due:{due.reader}:{due.bundle}", msgspec.json.encode(due))

    def drop_due(self, tx: Writing, due: Due) -> None:
        """A receipt was sent."""
        self._drop(tx, f"due:{due.reader}:{due.bundle}")

    def put_way(self, tx: Writing, reader: str) -> None:
        """Whoever has these keys looks into the exchange folder."""
        self._put(tx, f"way:{reader}", b"exchange")

    def in_exchange(self, reader: str) -> bool:
        """Whether somebody was ever met in the exchange folder."""
        return self._value(f"way:{reader}") is not None

    def seen(self) -> set[bytes]:
        """Eight-byte marks of files in the exchange folder that are done with."""
        found = self._value("seen") or b""
        return {found[at : at + _MARK] for at in range(0, len(found), _MARK)}

    def put_seen(self, tx: Writing, marks: set[bytes]) -> None:
        """Keep these marks and no others."""
        self._put(tx, "seen", b"".join(sorted(marks)))

    def _all(self, beginning: str, type_: type[_T]) -> Iterator[_T]:
        end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        with self._vault.reading() as connection:
            rows = connection.exec_driver_sql(_BY_BEGINNING, (beginning, end)).all()
        for row in rows:
            try:
                yield msgspec.json.decode(bytes(row.value), type=type_)
            except msgspec.MsgspecError:
                raise DamagedError(code="transport") from None

    def _value(self, name: str) -> bytes | None:
        with self._vault.reading() as connection:
            found = connection.exec_driver_sql(_GET, (name,)).scalar()
        return None if found is None else bytes(found)

    def _put(self, tx: Writing, name: str, value: bytes) -> None:
        tx.connection.exec_driver_sql(_PUT, (name, value))

    def _drop(self, tx: Writing, name: str) -> None:
        tx.connection.exec_driver_sql(_DROP, (name,))
