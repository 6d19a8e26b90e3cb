"""Everything that others sent, sorted out: what may be shown, and since when the rest is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reflect_app.vault.received_store import Item, Mark, Notes


@dataclass(frozen=True, slots=True)
class Look:
    """Everything received, sorted out in one look."""

    items: tuple[Item, ...]
    notes: dict[str, Notes]
    withdrawn: dict[tuple[str, str], str]
    replaced: dict[tuple[str, str], str]
    marks: tuple[Mark, ...] = ()

    def is_held(self, item: Item) -> bool:
        """Whether its reader keeps it for a reason of the agreement.

        A copy that a newer one had replaced before is no part of that; one that was held first
        stays, whatever comes in its place.
        """
        note = self.notes.get(item.local)
        if note is None or not note.held:
            return False
        replaced = self.replaced.get(whence(item))
        if replaced is None or _instant(replaced) >= _instant(note.held_at):
            return True
        return not any(self._follows(other, item) for other in self.items)

    def _follows(self, newer: Item, item: Item) -> bool:
        return newer.local == item.local and whence(newer) not in self.replaced

    def hidden_since(self, item: Item, now: datetime) -> str:
        """When an item was hidden (RFC 3339), empty while it is shown; held ones always are."""
        if self.is_held(item):
            return ""
        came = whence(item)
        since = [at for at in (self.withdrawn.get(came), self.replaced.get(came)) if at]
        if expired(item, now):
            since.append(item.expires)
        return min(since, key=_instant) if since else ""


def whence(item: Item) -> tuple[str, str]:
    """The bundle that an item came in: its sender and its id, for an id alone proves nothing."""
    return item.sender, item.bundle


def gone_since(marks: Iterable[Mark]) -> dict[tuple[str, str], str]:
    """From when on a bundle is hidden: the first time that one of its sender said so."""
    since: dict[tuple[str, str], str] = {}
    for mark in marks:
        for bundle in mark.gone:
            key = (mark.sender, bundle)
            since[key] = min(since.get(key, mark.at), mark.at, key=_instant)
    return since


def expired(item: Item, now: datetime) -> bool:
    """Whether its time is over."""
    return bool(item.expires) and _instant(item.expires) <= now


def later(at: str, days: int) -> datetime:
    """So many days after an instant (RFC 3339)."""
    return _instant(at) + timedelta(days=days)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
