"""`import reflect`: a whole journal back from its export, in slices, and out of here again."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reflect_app.core.changes import Changes
from reflect_app.core.records import Record
from reflect_app.errors import ReflectError
from reflect_app.importing.everything import is_everything, read_everything
from reflect_app.importing.formats import OURS
from reflect_app.importing.opening import open_source
from reflect_app.services.entries import new_id
from reflect_app.services.taking_in import FIRST, Plan, TakingIn
from reflect_app.vault.returned_store import Came, Returned, ReturnedStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

REFLECT = OURS
"""The name of the format on the command line."""
SLICE = 25
UNDO_SLICE = 250


@dataclass(frozen=True, slots=True)
class Seen:
    """What an export would bring: entries counted, and all that is `coming`."""

    read: int
    new: int
    known: int
    skipped: int
    coming: tuple[Record, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What came. `batch` is empty where all of it was here already."""

    batch: str
    seen: Seen
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What taking a batch out came to, counted in entries."""

    removed: int
    kept: int
    changes: Changes = field(default_factory=Changes)


class BringingBack:
    """Use cases on exports of everything that come into one unlocked vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._taking = TakingIn(vault)
        self._store = ReturnedStore(vault)

    def recognises(self, path: Path) -> bool:
        """Whether what was chosen is an export of everything."""
        with open_source(path) as source:
            return is_everything(source)

    def batches(self) -> list[Returned]:
        """What was brought back and is still here, newest first."""
        return self._store.all()

    def holds(self, batch: str) -> bool:
        """Whether an id is that of such a batch."""
        return self._store.find(batch) is not None

    def look(self, path: Path) -> Seen:
        """Read all of it and keep nothing.

        Raises:
            InvalidInputError, ImportRefusedError, VersionError: see `read_everything`.
        """
        return self._looked(path)[1]

    def bring(self, path: Path) -> Generator[tuple[str, int], None, BroughtBack]:
        """Put in what is not here, a slice a commit; says the batch and how many entries are in.

        Stopped half-way, `take_out` erases what came so far. What goes wrong undoes itself.
        """
        plan, seen = self._looked(path)
        if not plan.coming and not plan.giving_way:
            return BroughtBack("", seen)
        batch, done = new_id(), 0
        try:
            first, rest = _parted(plan.coming)
            with self._vault.writing() as tx:
                came = [self._taking.came(record) for record in plan.coming]
                self._store.begin(tx, batch, came, plan.giving_way)
                self._taking.make_way(tx, plan)
                for record in first:
                    self._taking.put(tx, record)
            yield batch, done
            for start in range(0, len(rest), SLICE):
                with self._vault.writing() as tx:
                    for record in rest[start : start + SLICE]:
                        self._taking.put(tx, record)
                        done += record.kind == "entry"
                yield batch, done
            with self._vault.writing() as tx:
                self._store.end(tx, batch)
        except Exception:
            with suppress(ReflectError):  # it stays listed; the first reason is the one to say
                for _ in self.take_out(batch):
                    pass
            raise
        return BroughtBack(batch, seen, _changes((one.kind, one.id) for one in plan.coming))

    def take_out(self, batch: str) -> Generator[int, None, TakenOut]:
        """Erase what a batch brought, all but what was worked on since, and put back what gave
        way; says how many objects went so far.

        Raises:
            NotFoundError: there is no such batch.
        """
        found = self._store.get(batch)
        waiting = list(reversed(found.came))  # wordings last: entries need them
        kept: list[Came] = []
        for start in range(0, len(waiting), UNDO_SLICE):
            part = waiting[start : start + UNDO_SLICE]
            with self._vault.writing(sweep=False) as tx:
                kept += [one for one in part if not self._taking.take_out(tx, one)]
            yield start + len(part) - len(kept)
        with self._vault.writing() as tx:
            self._taking.put_back(tx, found.gave_way)
            if kept:
                self._store.keep(tx, batch, kept)
            else:
                self._store.forget(tx, batch)
        stays = _entries(kept)
        touched = [(one.kind, one.id) for one in found.came]
        touched += [(one.kind, one.id) for one in found.gave_way]
        return TakenOut(found.entries - stays, stays, _changes(touched))

    def _looked(self, path: Path) -> tuple[Plan, Seen]:
        with open_source(path) as source:
            everything = read_everything(source)
        plan = self._taking.plan(everything.records)
        read, new, skipped = map(_entries, (everything.records, plan.coming, plan.left_out))
        warnings = list(plan.warnings)
        if everything.said != everything.state_hash():
            warnings.append(tr("Something is missing in it, or was changed since it was made."))
        known = read - new - skipped
        return plan, Seen(read, new, known, skipped, plan.coming, tuple(warnings))


def _entries(found: Iterable[Record | Came]) -> int:
    return sum(one.kind == "entry" for one in found)


def _parted(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """What comes in the first commit, with what gives way to it; and the entries and the rest."""
    first = [record for record in records if record.kind in FIRST]
    return first, [record for record in records if record.kind not in FIRST]


def _changes(touched: Iterable[tuple[str, str]]) -> Changes:
    ids: dict[str, set[str]] = {}
    for kind, id_ in touched:
        ids.setdefault(kind, set()).add(id_)
    return Changes(
        entries=frozenset(ids.get("entry", ())),
        people=frozenset(ids.get("person", ())),
        settings=frozenset(ids.get("setting", ())),
    )
