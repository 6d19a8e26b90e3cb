"""The last time that a vault believed, kept among its own figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from reflect_app.core.clock import stamp
from reflect_app.core.trusted_time import believed
from reflect_app.vault.meta import find_meta, set_meta
from reflect_app.vault.schema import revision
from reflect_app.vault.vault import Vault

_NAME = "believed"
_LAST = select(revision.c.at).order_by(revision.c.seq.desc()).limit(1)
_OFTEN = timedelta(hours=1)  # each write is a commit; an hour says as much as a minute


class TrustedClock:
    """What time it is for expiry and purge (see `core.trusted_time`)."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def last(self) -> datetime:
        """The last time that was believed; of a vault that never said, its last row's time."""
        with self._vault.reading() as connection:
            kept = find_meta(connection, _NAME)
            return datetime.fromisoformat(kept) if kept else self._chained(connection)

    def now(self) -> datetime:
        """The time to go by: the clock's or the last row's, as far as they are believed."""
        with self._vault.reading() as connection:
            chained = self._chained(connection)
        return believed(self.last(), chained, self._vault.clock.now())

    def latest(self) -> datetime:
        """The later of that and what the clock says, for what can be undone, such as hiding.

        A clock that is wrong hides something too early and erases nothing.
        """
        return max(self.now(), self._vault.clock.now())

    def believe(self, at: datetime) -> None:
        """Keep a time as believed, in a commit that the caller may hold."""
        with self._vault.reading() as connection:
            known = find_meta(connection, _NAME) is not None
        if known and at - self.last() < _OFTEN:
            return
        with self._vault.writing() as tx:
            set_meta(tx.connection, _NAME, stamp(at))

    def _chained(self, connection: Connection) -> datetime:
        at = connection.execute(_LAST).scalar()
        return datetime.fromisoformat(at) if at else self._vault.clock.now()
