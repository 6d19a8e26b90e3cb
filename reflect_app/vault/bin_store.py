"""What lies in the bin, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from reflect_app.vault.schema import entry
from reflect_app.vault.vault import Vault

_BINNED = (
    select(entry.c.id, entry.c.title, entry.c.template, entry.c.event, entry.c.deleted)
    .where(entry.c.deleted.is_not(None))
    .order_by(entry.c.deleted.desc(), entry.c.key.desc())
)


@dataclass(frozen=True, slots=True)
class BinnedRow:
    """One entry of the bin. `event` and `deleted` are RFC 3339."""

    id: str
    title: str
    template: str
    event: str
    deleted: str


def binned(vault: Vault) -> list[BinnedRow]:
    """Everything in the bin, what was put there last first."""
    with vault.reading() as connection:
        return [BinnedRow(*row) for row in connection.execute(_BINNED)]
