"""Backups of an unlocked vault: made, opened again and checked, kept for a year, tried out."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from reflect_app.core import when
from reflect_app.core.clock import Clock
from reflect_app.core.steps import to_the_end
from reflect_app.errors import CancelledError, DamagedError, FileProblemError, ReflectError
from reflect_app.services import retention
from reflect_app.services.keeping import Keeping
from reflect_app.vault import backup as files
from reflect_app.vault.backup import BackupMade
from reflect_app.vault.meta import find_meta, set_meta
from reflect_app.vault.object_store import SettingStore
from reflect_app.vault.rehearsal import rehearse
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

LAST = "last_backup"
SECOND_SEEN = "second_place_seen"
_DUE = timedelta(days=1)
_LONG_AWAY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class BackupFound:
    """A backup in a folder. `problem` is a sentence when it is damaged, else empty.

    `ours`: this journal's key of today opens it. Only such a one is ever pruned.
    `same_journal`: it says that it is of this journal, under whatever key.
    """

    path: Path
    created: str
    entries: int
    bytes: int
    problem: str = ""
    ours: bool = False
    same_journal: bool = False


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """The folder for second copies, and when it was last seen there (RFC 3339, or empty)."""

    folder: Path
    there: bool
    last_there: str


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """What a day's round did. `problem` is a sentence for the person, else empty."""

    made: tuple[Path, ...]
    pruned: tuple[Path, ...]
    damaged: tuple[BackupFound, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Drill:
    """The newest backup came back whole. `same_passphrase`: today's opens it."""

    path: Path
    created: str
    entries: int
    state_hash: str
    same_passphrase: bool


class BackupService:
    """Use cases on the backups of one unlocked vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._keeping = Keeping(vault)

    @property
    def folder(self) -> Path:
        """The first place: beside the vault, where only a lost folder is covered."""
        return files.first_place(self._vault.place.folder)

    def make(self, folder: Path | None = None) -> BackupMade:
        """Write one into the folder (the first place unless given), and open it to check it."""
        return to_the_end(self.make_steps(folder))

    def make_steps(self, folder: Path | None = None) -> Generator[None, None, BackupMade]:
        """`make` for the window's worker: a lock need not wait for it, and leaves nothing."""
        if folder is not None and folder.exists() and not folder.is_dir():
            raise FileProblemError(
                tr("{folder} is a file, not a folder.").format(folder=folder),
                tr("Choose a folder for the backups."),
            )
        if self._vault.writable:
            self._vault.sweep()  # or the backup would carry the traces of what was purged
            yield
        made = yield from files.steps(self._vault, folder or self.folder)
        if self._vault.writable and self._vault.rollback is None:
            with self._vault.writing() as tx:
                # Not a setting: when it was backed up is no part of what is kept.
                set_meta(tx.connection, LAST, made.created)
                if folder is not None and folder == self._second():
                    seen = json.dumps({"place": str(folder), "at": made.created})
                    set_meta(tx.connection, SECOND_SEEN, seen)
        return made

    def list(self, folder: Path | None = None) -> list[BackupFound]:
        """The backups in a folder, newest first; damaged ones are listed as such."""
        place = folder or self.folder
        if not place.is_dir():
            return []
        found = [self._described(path) for path in place.glob(f"*{files.SUFFIX}")]
        return sorted(found, key=lambda item: item.created, reverse=True)

    def sweep(self, place: Path) -> None:
        """Take away what a kill left of backups there, which nobody could find or open by name."""
        if place.is_dir():
            files.sweep(place, patience=0.0)

    def within_reach(self) -> tuple[Path, ...]:
        """Every backup in the first and the second place, by name; a place may be away."""
        return tuple(
            path for place in self.places() for path in sorted(place.glob(f"*{files.SUFFIX}"))
        )

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

    def second_place(self) -> SecondPlace | None:
        """The second place, where one was chosen; it may not be there at the moment."""
        folder = self._second()
        if folder is None:
            return None
        with self._vault.reading() as connection:
            seen = json.loads(find_meta(connection, SECOND_SEEN) or "{}")
        last = str(seen.get("at", "")) if seen.get("place") == str(folder) else ""
        return SecondPlace(folder, folder.is_dir(), last)

    def reminder(self) -> str:
        """A sentence where the second place is not there now and no backup reached it for a
        week; else empty.
        """
        second = self.second_place()
        if second is None or second.there:
            return ""
        long_ago = self._clock.now() - _LONG_AWAY
        if second.last_there and datetime.fromisoformat(second.last_there) > long_ago:
            return ""
        return self._away(second.folder)

    def daily(self) -> Generator[None, None, DailyBackup]:
        """The day's round: look at what is there, make one in each place, prune what is old.

        A place that is away, or a backup that has gone bad, is said and stops nothing else.
        Pruning comes after a new backup was made and checked in the same place, and takes
        only what this journal's key opens: damaged and older-keyed ones are left to a person.
        While the writer keeps everything, nothing is pruned.
        """
        made: list[Path] = []
        pruned: list[Path] = []
        damaged: list[BackupFound] = []
        problem = ""
        for place in self.places():
            second = place != self.folder
            if second and not place.is_dir():
                problem = self._away(place)
                continue
            found: list[BackupFound] = []
            for path in sorted(place.glob(f"*{files.SUFFIX}")):
                found.append(self._described(path))
                yield
            damaged += [item for item in found if item.problem]
            try:
                new = yield from self.make_steps(place if second else None)
            except CancelledError:
                raise
            except ReflectError as refusal:
                problem = refusal.message
                continue
            made.append(new.out)
            if not self._keeping.on:
                pruned += _pruned(found, new.created)
            yield
        if damaged and not problem:
            problem = damaged[0].problem
        return DailyBackup(tuple(made), tuple(pruned), tuple(damaged), problem)

    def drill(self) -> Drill:
        """Prove that the newest backup comes back: restore it aside, verify it, take it away.

        Raises:
            DamagedError: it does not. FileProblemError: there is none, or no room to try.
        """
        return to_the_end(self.drill_steps())

    def drill_steps(self) -> Generator[None, None, Drill]:
        """`drill` for the window's worker."""
        paths = self.within_reach()
        if not paths:
            raise FileProblemError(
                tr("There is no backup to try."), tr("Make one, then try it."), code="no-backup"
            )
        found = []
        for path in paths:
            found.append(self._described(path))
            yield
        newest = max((item for item in found if item.ours), key=_when, default=None)
        if newest is None:
            raise DamagedError(
                tr("No backup within reach opens."),
                tr("Make one now."),
                code="backup-damaged",
            )
        seen = yield from rehearse(self._vault, newest.path)
        return Drill(newest.path, newest.created, seen.entries, seen.state_hash, seen.same_ways)

    def _second(self) -> Path | None:
        place = SettingStore(self._vault).all().get("second_backup_place")
        return Path(str(place)) if place else None

    def places(self) -> Iterator[Path]:
        """The first place and the second, whether they are there or not."""
        yield self.folder
        second = self._second()
        if second is not None and second != self.folder:
            yield second

    def _away(self, place: Path) -> str:
        second = self.second_place()
        if second is None or not second.last_there:
            return tr("The second place for backups, {place}, is not there.").format(place=place)
        return tr("The second place for backups, {place}, was last there on {day}.").format(
            place=place, day=when.day(second.last_there)
        )

    def _described(self, path: Path) -> BackupFound:
        size = 0
        try:
            size = path.stat().st_size
            with files.opened(path, self._vault.pace) as backup:
                head = backup.header
                same = head.instance == self._vault.envelope.instance
                ours = False
                with suppress(DamagedError):
                    backup.check(self._vault.data_key)
                    ours = True
                return BackupFound(
                    path, head.created, head.entries, size,
                    ours=ours and same, same_journal=ours or same,
                )  # fmt: skip
        except CancelledError:  # says nothing of the file
            raise
        except ReflectError as problem:
            return BackupFound(path, "", 0, size, problem.message)
        except OSError:
            return BackupFound(path, "", 0, size, tr("{path} cannot be read.").format(path=path))


def _pruned(found: list[BackupFound], new: str) -> list[Path]:
    """Take away what need not stay now that there is a new one; what could be taken."""
    sound = [item for item in found if item.ours]
    stay = retention.kept([*map(_when, sound), datetime.fromisoformat(new)])
    gone = []
    for item in sound:
        if _when(item) not in stay:
            with suppress(OSError):
                item.path.unlink()
                gone.append(item.path)
    return gone


def _when(item: BackupFound) -> datetime:
    return datetime.fromisoformat(item.created)
