"""A restore drill: the backup becomes a vault in a hidden folder, is looked at, and goes again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from reflect_app.core.clock import stamp
from reflect_app.core.steps import portion
from reflect_app.errors import DamagedError
from reflect_app.vault import backup as backups
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import leftovers, restore
from reflect_app.vault.files import make_folder
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.vault import Place, Vault
from reflect_app.vault.verify import verify


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What the restored vault held. `same_ways`: today's passphrase opens it too."""

    entries: int
    state_hash: str
    same_ways: bool


def rehearse(vault: Vault, backup: Path) -> Generator[None, None, Rehearsed]:
    """Restore the backup beside the vault, the way a person would, and verify it deeply.

    Nothing of it ever lies there in clear; the folder is gone at the end, whatever happens.

    Raises:
        DamagedError: it would not have come back. FileProblemError, DiskFullError: no room.
    """
    place = vault.place
    folder = leftovers.drill(place.folder, os.urandom(4).hex())
    try:
        make_folder(folder)
        with backups.opened(backup, vault.pace) as found:
            old = found.envelope()
            envelopes.check_mac(old, vault.data_key)
            found.check(vault.data_key)
            yield
            now = stamp(vault.clock.now())
            envelope = yield from restore.filled(
                found, folder, old, vault.data_key, now, portion(vault.pace, 0, 70)
            )
        yield
        again = Vault.open(
            Place(folder, folder / "anchors"), envelope, vault.data_key, vault.clock, write=False
        )
        again.pace = portion(vault.pace, 70, 100)
        try:
            report = verify(again, deep=True)
            if report.status != "clean":
                raise DamagedError(report.problems[0].message, code="backup-damaged")
            today = {slot.id for slot in vault.envelope.slots if slot.kind == "passphrase"}
            same = any(slot.id in today for slot in old.slots)
            return Rehearsed(report.entries, state_hash(again), same)
        finally:
            again.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
