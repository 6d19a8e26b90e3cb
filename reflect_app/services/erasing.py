"""Delete everywhere: out of the journal, and out of every backup that can be reached.

A fresh backup is made and checked in a place before the older ones there go, so that no place
is ever left without one.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from reflect_app.core.changes import Changes
from reflect_app.core.steps import to_the_end
from reflect_app.errors import CancelledError, ReflectError
from reflect_app.services.backups import BackupFound, BackupService
from reflect_app.services.entries import EntryService
from reflect_app.words import tr, trn


@dataclass(frozen=True, slots=True)
class Left:
    """A backup, or a whole place, that may still hold it. `day` is its date, or empty."""

    place: Path
    day: str
    why: str

    def sentence(self) -> str:
        """One line for a person."""
        if self.day:
            return tr("{place}, {day}: {why}").format(place=self.place, day=self.day, why=self.why)
        return tr("{place}: {why}").format(place=self.place, why=self.why)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done. `made` are the fresh backups, `gone` the older ones taken away."""

    id: str
    revision: int
    made: tuple[Path, ...]
    gone: tuple[Path, ...]
    left: tuple[Left, ...]
    changes: Changes


class EraseService:
    """The use case on one unlocked vault."""

    def __init__(self, entries: EntryService, backups: BackupService) -> None:
        self._entries = entries
        self._backups = backups

    def everywhere_steps(self, id_: str) -> Generator[None, None, Erased]:
        """Erase an entry for good, then see to the backups, for the window's worker.

        Raises:
            InvalidInputError: the writer keeps everything for now; nothing was erased.
        """
        saved = self._entries.purge(id_)
        yield
        made: list[Path] = []
        gone: list[Path] = []
        left: list[Left] = []
        for place in self._backups.places():
            if place != self._backups.folder and not place.is_dir():
                left.append(self._away(place))
                continue
            self._backups.sweep(place)
            older = self._backups.list(place)
            yield
            try:
                new = yield from self._backups.make_steps(place)
            except CancelledError:
                raise
            except ReflectError as refusal:
                left += [Left(item.path, item.created[:10], refusal.message) for item in older]
                continue
            made.append(new.out)
            for item in older:
                if self._is_another_s(item):
                    if place == self._backups.folder:  # more likely one of ours than not
                        left.append(Left(item.path, item.created[:10], _unknown()))
                    continue
                why = item.problem or _taken_away(item.path)
                if why:
                    left.append(Left(item.path, item.created[:10], why))
                else:
                    gone.append(item.path)
            yield
        return Erased(
            saved.id, saved.revision, tuple(made), tuple(gone), tuple(left), saved.changes
        )

    def everywhere(self, id_: str) -> Erased:
        """`everywhere_steps` in one go."""
        return to_the_end(self.everywhere_steps(id_))

    def _is_another_s(self, item: BackupFound) -> bool:
        """Whether it is a whole backup of another journal, which may share a stick with this."""
        return not (item.problem or item.ours or item.same_journal)

    def _away(self, place: Path) -> Left:
        second = self._backups.second_place()
        last = second.last_there[:10] if second is not None else ""
        return Left(place, last, tr("not there now. Its backups may still hold it."))


def _unknown() -> str:
    """After a key was changed and a journal restored, nothing tells its older backups apart."""
    return tr("cannot be read with today's key. It may be of this journal; look at it yourself.")


def _taken_away(path: Path) -> str:
    """Take one file away; why it could not be, or nothing."""
    try:
        path.unlink()
    except OSError:
        return tr("could not be deleted.")
    return ""


def erased_line(older: int) -> str:
    """What was done, by how many older backups went."""
    return trn(
        "Erased, every wording of it. A fresh backup is made and checked; {count} older one went.",
        "Erased, every wording of it. A fresh backup is made and checked; {count} older ones went.",
        older,
    ).format(count=older)


def unseen_line() -> str:
    """What no program can reach."""
    return tr("Copies that Reflect cannot see, and what was shared or exported, are not reached.")
