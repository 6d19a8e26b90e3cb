"""Backups of an unlocked vault: made, opened again and checked, and found later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from reflect_app.core.clock import Clock
from reflect_app.errors import FileProblemError, ReflectError
from reflect_app.vault import backup as files
from reflect_app.vault.backup import BackupMade
from reflect_app.vault.meta import find_meta, set_meta
from reflect_app.vault.object_store import SettingStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

LAST = "last_backup"
_DUE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BackupFound:
    """A backup in a folder. `problem` is a sentence when it is damaged, else empty."""

    path: Path
    created: str
    entries: int
    bytes: int
    problem: str = ""


class BackupService:
    """Use cases on the backups of one unlocked vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    @property
    def folder(self) -> Path:
        """The first place: beside the vault, where only a lost folder is covered."""
        return files.first_place(self._vault.place.folder)

    def make(self, folder: Path | None = None) -> BackupMade:
        """Write one into the folder (the first place unless given), and open it to check it."""
        if folder is not None and folder.exists() and not folder.is_dir():
            raise FileProblemError(
                tr("{folder} is a file, not a folder.").format(folder=folder),
                tr("Choose a folder for the backups."),
            )
        made = files.make(self._vault, folder or self.folder)
        if self._vault.writable and self._vault.rollback is None:
            with self._vault.writing() as tx:
                # Not a setting: when it was backed up is no part of what is kept.
                set_meta(tx.connection, LAST, made.created)
        return made

    def list(self, folder: Path | None = None) -> list[BackupFound]:
        """The backups in a folder, newest first; damaged ones are listed as such."""
        place = folder or self.folder
        if not place.is_dir():
            return []
        found = [_described(path) for path in place.glob(f"*{files.SUFFIX}")]
        return sorted(found, key=lambda item: item.created, reverse=True)

    def within_reach(self) -> tuple[Path, ...]:
        """Every backup in the first and the second place, by name; a place may be away."""
        second = SettingStore(self._vault).all().get("second_backup_place") or ""
        places = [self.folder, *([Path(second)] if second else [])]
        return tuple(path for place in places for path in sorted(place.glob(f"*{files.SUFFIX}")))

    def last(self) -> str:
        """When the last one was made, RFC 3339; empty when there was none."""
        with self._vault.reading() as connection:
            return find_meta(connection, LAST) or ""

    def due(self) -> bool:
        """Whether the last one is a day old, or there is none."""
        last = self.last()
        if not last:
            return True
        return self._clock.now() - datetime.fromisoformat(last) >= _DUE


def _described(path: Path) -> BackupFound:
    size = path.stat().st_size
    try:
        with files.opened(path) as backup:
            return BackupFound(path, backup.header.created, backup.header.entries, size)
    except ReflectError as problem:
        return BackupFound(path, "", 0, size, problem.message)
