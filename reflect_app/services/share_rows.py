"""Where each share stands: who has what, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reflect_app.core.shares import ShareState
from reflect_app.vault.share_store import ShareRecord


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share as "who has what" shows it. `reason` is why a reader keeps it, where held.

    `record` holds ids of entries and fields; `out` is the first file it was put in.
    """

    id: str
    contact: str
    to: str
    created: str
    expires: str
    purpose: str
    state: ShareState
    reason: str
    out: str
    entries: int
    fields: int
    record: ShareRecord

    @property
    def may_be_read(self) -> bool:
        """Whether the reader's program would still show it."""
        return self.state in ("unsent", "sent", "received", "withdrawing", "held")


def row_of(
    record: ShareRecord, name: str, unwritten: frozenset[str], newer: set[str], now: datetime
) -> ShareRow:
    """The row of a share; `newer` are ids of shares that a later one replaces."""
    state, reason = _state(record, unwritten, newer, now)
    return ShareRow(
        record.id, record.contact, name, record.created, record.expires, record.purpose, state,
        reason, record.bundles[0].path if record.bundles else "", len(record.entries),
        sum(len(entry.fields) for entry in record.entries), record,
    )  # fmt: skip


def _state(
    record: ShareRecord, unwritten: frozenset[str], newer: set[str], now: datetime
) -> tuple[ShareState, str]:
    """Where a share stands. Several cards count together: it is gone when all say so."""
    held = [one for one in record.bundles if one.state == "held"]
    if held:
        return "held", held[0].reason
    gone = all(one.state == "removed" for one in record.bundles)
    if record.withdrawn:
        return ("withdrawn" if gone else "withdrawing"), ""
    if gone:
        return "removed", ""
    if record.expires and datetime.fromisoformat(record.expires) <= now:
        return "expired", ""
    if record.id in newer:
        return "superseded", ""
    if any(one.bundle in unwritten for one in record.bundles):
        return "unsent", ""
    if any(one.state for one in record.bundles):
        return "received", ""
    return "sent", ""


def outs_of(out: Path | None, count: int) -> list[Path | None]:
    """Where each of the files goes: the second and later ones get a number in their names."""
    if out is None:
        return [None] * count
    more = [out.with_name(f"{out.stem}-{place}{out.suffix}") for place in range(2, count + 1)]
    outs: list[Path | None] = [out, *more]
    return outs[:count]


def told_as(path: Path, place: Path | None) -> str:
    """How a record names a file: by its whole path, or its name in the exchange folder."""
    return path.name if place is None else str(path)
