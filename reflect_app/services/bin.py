"""The bin: what was deleted stays for thirty days, and the clock waits for the next unlock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from reflect_app.core.changes import Changes
from reflect_app.core.clock import stamp
from reflect_app.core.trusted_time import in_doubt, leaves_bin
from reflect_app.services.entries import EntryService
from reflect_app.services.keeping import KEEP
from reflect_app.services.templates import TemplateService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.vault.bin_store import binned
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Binned:
    """An entry in the bin. `goes` is the day from which it may be erased, empty while the
    writer keeps everything."""

    id: str
    title: str
    template: str
    event: str
    deleted: str
    goes: str


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The clock is far ahead of when the journal was last open, and something hangs on it.

    `last` is the time last believed, `says` what the clock says (RFC 3339); `due` is how many
    things would be erased if it is right: entries of the bin, and what others sent.
    """

    last: str
    says: str
    due: int


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a tidying came to. With a `doubt`, nothing was erased: ask, and tidy again."""

    purged: tuple[str, ...] = ()
    doubt: ClockDoubt | None = None
    changes: Changes = field(default_factory=Changes)


DueElsewhere = Callable[[datetime], int]


def _nothing(now: datetime) -> int:
    del now
    return 0


class BinService:
    """Use cases on the bin of one unlocked vault."""

    def __init__(
        self, vault: Vault, entries: EntryService, settings: VaultSettings,
        templates: TemplateService,
    ) -> None:  # fmt: skip
        self._vault = vault
        self._templates = templates
        self._entries = entries
        self._settings = settings
        self._clock = TrustedClock(vault)

    def tidy(self, *, clock_is_right: bool = False, also: DueElsewhere = _nothing) -> Tidied:
        """Erase what has been in the bin for thirty days, as far as the time is believed.

        `clock_is_right` is a person's answer to a doubt. Where writing is not possible, or the
        writer keeps everything for now, nothing happens. `also` counts what else waits for the
        same answer.
        """
        if not self._vault.writable or self._vault.rollback is not None:
            return Tidied()
        says, last = self._vault.clock.now(), self._clock.last()
        now = max(says, last) if clock_is_right else self._clock.now()
        if not clock_is_right and in_doubt(last, says):
            due = len(self._due(says)) + also(says)
            doubt = ClockDoubt(stamp(last), stamp(says), due) if due else None
            return Tidied(doubt=doubt)
        purged = tuple(self._due(now))
        if purged:
            with self._vault.writing():
                for id_ in purged:
                    self._entries.purge(id_)
                self._clock.believe(now)
        else:
            self._clock.believe(now)
        return Tidied(purged, None, Changes(entries=frozenset(purged)))

    def _due(self, now: datetime) -> list[str]:
        if self._keeps_everything():
            return []
        return [row.id for row in binned(self._vault) if _leaves(row.deleted) <= now]

    def _keeps_everything(self) -> bool:
        return bool(self._settings.get(KEEP))

    def list(self) -> list[Binned]:
        """Everything in the bin, what was put there last first."""
        keeps, titles = self._keeps_everything(), self._templates.titles()
        return [
            Binned(
                row.id, titles.get((row.template, row.title), row.title), row.template,
                row.event, row.deleted,
                "" if keeps else _leaves(row.deleted).date().isoformat(),
            )
            for row in binned(self._vault)
        ]  # fmt: skip


def _leaves(deleted: str) -> datetime:
    return leaves_bin(datetime.fromisoformat(deleted))
