"""Are the recovery words still where they were put? Asked once a year, and never in the way."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from reflect_app.core.changes import Saved
from reflect_app.core.clock import Clock
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.vault import recovery_check, rekeying
from reflect_app.vault.keys import with_words
from reflect_app.vault.vault import Vault

YEAR = timedelta(days=365)
ASKED = 3


class RecoveryService:
    """Use cases on the recovery words of one unlocked vault, which does not hold them."""

    def __init__(self, vault: Vault, clock: Clock, settings: VaultSettings) -> None:
        self._vault = vault
        self._clock = clock
        self._settings = settings

    def due(self) -> bool:
        """Whether a year has gone by since they were last looked at, or made.

        Not while they wait to be written down at all, which is said in its own words.
        """
        if self._settings.get("recovery_deferred"):
            return False
        return self._clock.now().date() - self._last() >= YEAR

    def has_words(self) -> bool:
        """Whether recovery words open the journal at all."""
        return any(slot.kind == "recovery" for slot in self._vault.envelope.slots)

    def give_up(self) -> Saved:
        """Take the recovery words away; new ones can be made later.

        Raises:
            RolledBackError, FileProblemError: it could not be written; they still open it.
        """
        for slot in self._vault.envelope.slots:
            if slot.kind == "recovery":
                rekeying.remove_slot(self._vault, slot.id)
        self._settings.set("recovery_deferred", False)  # nothing waits to be written down
        return self._settings.set("recovery_checked", "")

    def asks(self) -> tuple[int, ...]:
        """Three places from 1, drawn anew; none where only all the words can be checked."""
        known = recovery_check.count(self._vault)
        if not known:
            return ()
        return tuple(sorted(secrets.SystemRandom().sample(range(1, known + 1), ASKED)))

    def check(self, typed: Mapping[int, str]) -> tuple[int, ...]:
        """The places that are wrong. Where none is, today is remembered."""
        wrong = recovery_check.fits(self._vault, typed)
        if not wrong:
            self._looked_at()
        return wrong

    def check_all(self, words: str) -> Saved:
        """All of them against the journal's own lock; from now on three are enough.

        Raises:
            InvalidInputError: they cannot be recovery words. WrongPassphraseError: not these.
        """
        with_words(self._vault.envelope, words)
        with self._vault.writing() as tx:
            recovery_check.remember(tx, self._vault.envelope, words)
            return self._looked_at()

    def _looked_at(self) -> Saved:
        return self._settings.set("recovery_checked", self._clock.now().date().isoformat())

    def _last(self) -> date:
        checked = str(self._settings.get("recovery_checked"))
        if checked:
            return date.fromisoformat(checked)
        made = [slot.created for slot in self._vault.envelope.slots if slot.kind == "recovery"]
        return max(datetime.fromisoformat(one).date() for one in made) if made else date.max
