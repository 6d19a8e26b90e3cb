"""An open vault: one connection, one writer, and a commit that is not said before it lasts.

Order of a commit: the database, then the anchor, then the caller may say "Saved".
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from reflect_app.core.clock import Clock, stamp
from reflect_app.core.steps import Pace, unpaced
from reflect_app.errors import (
    CancelledError,
    DamagedError,
    DiskFullError,
    FileProblemError,
    VaultInUseError,
)
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import history, schema, standing
from reflect_app.vault.anchor import Anchor, Seen
from reflect_app.vault.engine import (
    check_cipher,
    closed,
    compact,
    interrupt,
    open_engine,
    plain_refusals,
)
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.gate import check_file, check_schema
from reflect_app.vault.keys import vault_key
from reflect_app.vault.lease import Lease
from reflect_app.vault.meta import all_meta, find_meta, get_meta, set_meta
from reflect_app.vault.rollback import Rollback, rolled_back
from reflect_app.words import tr

NAME = "vault.db"
SWEPT_AT_ONCE = 64 << 20  # bytes; a sweep of so many takes about a second


@dataclass(frozen=True, slots=True)
class Place:
    """Where a vault is and where its anchors lie, which is never inside its folder."""

    folder: Path
    anchors: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / NAME

    def anchor(self, instance: str) -> Path:
        """The anchor of one instance of a vault."""
        return self.anchors / f"{instance}.anchor"


class Writing:
    """One transaction that will be one commit. `at` is its time, RFC 3339."""

    def __init__(self, connection: Connection, at: str) -> None:
        self.connection = connection
        self.at = at

    def append(
        self, kind: history.Kind, id_: str, change: str, body: dict[str, Any]
    ) -> tuple[int, int]:
        """A row of history: its place in the chain and the object's revision number."""
        return history.append(self.connection, kind, id_, change, body, self.at)


class Vault:
    """An unlocked vault. Belongs to the thread that opened it; always `close` it."""

    def __init__(
        self, place: Place, envelope: Envelope, data_key: bytes, clock: Clock, lease: Lease | None
    ) -> None:
        self.place = place
        self.envelope = envelope
        self.data_key = data_key
        self.clock = clock
        self._lease = lease
        self._driver: Any = None
        key = vault_key(data_key)
        self._guard = threading.Lock()  # between `interrupt` and `close`, nothing else
        self._engine = open_engine(place.database, key, self._opened, write=lease is not None)
        self._anchor = Anchor(place.anchor(envelope.instance), data_key)
        self._closed = False
        self._current: Writing | None = None
        self._reader: Connection | None = None
        self.rollback: Rollback | None = None
        self.first_seen = False
        self.pace: Pace = unpaced
        """What long work on this vault is asked and told from inside its steps."""
        self.undone = 0
        """How many writes came to nothing. What was remembered from inside one is worthless."""

    @classmethod
    def open(
        cls,
        place: Place,
        envelope: Envelope,
        data_key: bytes,
        clock: Clock,
        *,
        write: bool,
        known: tuple[str, ...] = schema.VERSIONS,
        fine: tuple[str, ...] = (),
    ) -> Vault:
        """The vault behind an envelope whose data key is known.

        `known` are the versions of the tables there have been, of which the last is expected;
        `fine` are older ones to be let through, for whoever is about to upgrade them.

        Raises:
            DamagedError: envelope or database are not what was written.
            VaultInUseError: writing was asked for and somebody else holds the lease.
            OlderTablesError, VersionError: an older or a newer Reflect made the tables.
        """
        envelopes.check_mac(envelope, data_key)
        check_file(place.database)
        lease = Lease.take(place.folder, stamp(clock.now())) if write else None
        vault = cls(place, envelope, data_key, clock, lease)
        try:
            vault._look(known, fine)
            with vault.reading() as connection:
                due = find_meta(connection, history.SWEEP_DUE) is not None
            if due and write and not fine:
                vault._sweep(SWEPT_AT_ONCE)
        except (TypeError, ValueError):  # a figure that is none: pages of different ages
            vault.close()
            raise DamagedError(code="figures") from None
        except BaseException:
            vault.close()
            raise
        return vault

    @property
    def writable(self) -> bool:
        """Whether this process holds the lease."""
        return self._lease is not None

    @property
    def closed(self) -> bool:
        """Whether nothing can be read here any more."""
        return self._closed

    @property
    def damaged_anchor_slots(self) -> int:
        """How many slots of the anchor could not be read when the vault was opened."""
        return self._anchor.damaged_slots

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view; inside a write or another reading, that one's own."""
        held = self._reader if self._current is None else self._current.connection
        if held is not None:
            yield held
            return
        self._check_open()
        with plain_refusals(self.place.database), self._engine.connect() as connection:
            self._reader = connection
            try:
                yield connection
            finally:
                self._reader = None
                check_cipher(connection)

    @contextmanager
    def writing(self, *, accept: bool = False, sweep: bool = True) -> Iterator[Writing]:
        """One durable commit. Nothing is kept if the block or the commit fails.

        Inside another one it is that same commit. Without `sweep` a purge's sweep stays due.

        Raises:
            RolledBackError: the vault is older than last seen and nobody has accepted it.
            DiskFullError, FileProblemError: the disk refused; the old state stands.
        """
        if self._current is not None:
            yield self._current
            return
        self._check_open()
        if self._reader is not None:  # there is one connection; this would wait for itself
            raise RuntimeError("a write inside a reading")
        if self._lease is None:
            raise FileProblemError(
                tr("The journal is open for reading only."), tr("Open it again to write.")
            )
        self._lease.check(self.place.folder)
        if self.rollback is not None and not accept:
            raise self.rollback.refusal()
        self._anchor.prepare()  # what it can refuse, it refuses before anything is committed
        at = stamp(self.clock.now())
        try:
            with plain_refusals(self.place.database):
                with (
                    self._engine.connect().execution_options(writing=True) as connection,
                    connection.begin(),
                ):
                    self._current = Writing(connection, at)
                    try:
                        yield self._current
                        figures = all_meta(connection)
                        seen = self._counted(connection, figures, at)
                        due = history.SWEEP_DUE in figures
                    finally:
                        self._current = None
                        check_cipher(connection)
                self._anchor.write(seen)
        except BaseException:
            self.undone += 1
            raise
        if due and sweep:
            self._sweep(SWEPT_AT_ONCE)

    def sweep(self, *, always: bool = False) -> None:
        """Write every page anew, where a purge asked for it and it was too long to do at once."""
        with self.reading() as connection:
            due = find_meta(connection, history.SWEEP_DUE) is not None
        if due or always:
            self._sweep()

    def _sweep(self, largest: int | None = None) -> None:
        """What cannot be done now (a full disk, a long reader) stays due; the purge stands."""
        if largest is not None and self.place.database.stat().st_size > largest:
            return
        with suppress(CancelledError, DiskFullError, FileProblemError, VaultInUseError):
            done = "DELETE FROM meta WHERE name = 'sweep_due'"
            compact(self._engine, self.place.database, done, self.pace)

    def accept(self) -> None:
        """Go on with this copy although it is older than last seen. Chained, for the record.

        The counter goes past everything this device saw, so that the other copy, put back
        later, is the older one. An older envelope is signed anew above every generation seen;
        it is written last, so that a kill in between leaves the alarm standing.
        """
        seen, found = self._anchor.read(), self.rollback
        raised: Envelope | None = None
        with self.writing(accept=True) as tx:
            if found is not None:
                counter = max(int(get_meta(tx.connection, "counter")), seen.counter if seen else 0)
                set_meta(tx.connection, "counter", str(counter))
                newest = max(
                    int(get_meta(tx.connection, "generation")), seen.generation if seen else 0
                )
                if self.envelope.generation < newest:
                    higher = msgspec.structs.replace(self.envelope, generation=newest + 1)
                    raised = envelopes.signed(higher, self.data_key)
                    set_meta(tx.connection, "generation", str(raised.generation))
                body = {"vault_at": found.vault_at, "anchor_at": found.anchor_at}
                tx.append("vault", self.envelope.instance, "accepted", body)
        standing.accepted(self.place.anchors, self.place.folder, self.envelope.instance, tx.at)
        if raised is not None:
            envelopes.write(self.place.folder, raised)
            self.envelope = raised
        self.rollback = None

    def fill_anchor(self) -> None:
        """Write both slots of the anchor anew: what they hold was written under another key."""
        for _ in range(2):
            with self.writing():
                pass
        self._anchor.read()

    def begin_anew(self) -> None:
        """Forget what the connection has cached; the next reading starts from the file.

        The full-text index keeps its totals, and in a reader they stay as they were when a
        writer beside it goes on; its own check would then call the index damaged.
        """
        if self._reader is None and self._current is None:
            self._engine.dispose()

    def interrupt(self) -> None:
        """Stop the statement that is running. The only call another thread may make."""
        with self._guard:
            if self._driver is not None:
                interrupt(self._driver)

    def release_database(self) -> None:
        """Close the database for good but keep the lease, so that its file can be replaced."""
        self._closed = True
        with self._guard:
            self._driver = None
        self._engine.dispose()
        self._anchor.close()

    def close(self) -> None:
        """Let go of everything. Safe to call twice."""
        self.release_database()
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def _check_open(self) -> None:
        """A pool would connect again, with a key that should be gone."""
        if self._closed:
            raise closed()

    def _opened(self, driver: Any) -> None:  # noqa: ANN401  the driver has no types
        with self._guard:
            self._driver = driver

    def _counted(self, connection: Connection, figures: dict[str, str], at: str) -> Seen:
        """Raise the commit counter inside the commit and say what the anchor will hold."""
        if not {"counter", "generation"} <= figures.keys():
            raise DamagedError(code="meta-missing")
        counter = int(figures["counter"]) + 1
        set_meta(connection, "counter", str(counter))
        set_meta(connection, "changed", at)
        return Seen(
            instance=self.envelope.instance,
            counter=counter,
            head=history.head(connection).hex(),
            generation=max(self.envelope.generation, int(figures["generation"])),
            public_hash=self.envelope.public_hash().hex(),
            at=at,
        )

    def _look(self, known: tuple[str, ...], fine: tuple[str, ...]) -> None:
        """Compare what envelope, vault and anchor say of each other."""
        with self.reading() as connection:
            check_schema(connection, known, fine)
            self._check_envelope(connection)
            seen = self._anchor.read()
            self.first_seen = seen is None
            if seen is not None and seen.instance != self.envelope.instance:
                seen = None  # of the vault this one was restored from: it says nothing of this one
            try:
                anchor = self.place.anchor(self.envelope.instance)
                self.rollback = rolled_back(
                    connection, self.envelope, self.place.folder, anchor, seen
                )
                if self.writable and self.rollback is None:
                    self._stands(connection)
            except (TypeError, ValueError):  # a figure or link that nobody wrote: a swapped page
                raise DamagedError(code="figures") from None

    def _stands(self, connection: Connection) -> None:
        place, at = self.place, stamp(self.clock.now())
        standing.remember(connection, place.anchors, place.folder, self.envelope.instance, at)

    def _check_envelope(self, connection: Connection) -> None:
        same = get_meta(connection, "instance") == self.envelope.instance
        pinned = get_meta(connection, "public_hash") == self.envelope.public_hash().hex()
        if not (same and pinned):
            raise DamagedError(
                tr("The journal and its envelope do not belong together."),
                code="envelope-mismatch",
            )
