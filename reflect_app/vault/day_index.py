"""Days with words on them: the first, the last, and the nearest to a day."""

from __future__ import annotations

from sqlalchemy import func, select

from reflect_app.vault.schema import entry
from reflect_app.vault.vault import Vault

_BOUNDS = select(func.min(entry.c.day), func.max(entry.c.day)).where(entry.c.deleted.is_(None))


class DayIndex:
    """The written days of one vault, the bin left out."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def bounds(self) -> tuple[str, str] | None:
        """The first and the last written day; None where nothing is written."""
        with self._vault.reading() as connection:
            first, last = connection.execute(_BOUNDS).one()
        return None if first is None else (first, last)

    def beside(self, day: str, *, later: bool) -> str | None:
        """The next written day after one, or the last before it; None where there is none."""
        order, beyond = (
            (entry.c.day.asc(), entry.c.day > day)
            if later
            else (entry.c.day.desc(), entry.c.day < day)
        )
        query = select(entry.c.day).where(beyond, entry.c.deleted.is_(None)).order_by(order)
        with self._vault.reading() as connection:
            found = connection.execute(query.limit(1)).scalar()
        return None if found is None else str(found)
