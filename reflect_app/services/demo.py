"""The demonstration: a throw-away journal with a year of one fictitious worker's entries.

It is a real vault, encrypted like any other, in a private folder that goes when it is closed.
Nothing of it, its anchor and settings included, is kept anywhere else.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Generic, Protocol, Self, TypeAlias, TypeVar

from reflect_app.core.clock import Clock, stamp
from reflect_app.core.entries import EntryInput
from reflect_app.paths import Paths
from reflect_app.services.demo_year import Calendar, EntryText, Ticked, Year, read_year, ticked
from reflect_app.services.journal import Journal
from reflect_app.services.vaults import VaultService
from reflect_app.vault.files import said_plainly

PREFIX = "reflect-demo-"
Step: TypeAlias = tuple[datetime, Callable[[], object]]


class DemoClock:
    """Stands where it is put, so that a page is written when it says, until it is let go;
    from then on it is the real one."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._standing: datetime | None = None

    def now(self) -> datetime:
        """Where it was put, or the present."""
        return self._standing or self._real.now()

    def zone(self) -> str:
        """The local zone, which is the real one throughout."""
        return self._real.zone()

    def stand(self, at: datetime) -> None:
        """Show this instant from now on."""
        self._standing = at

    def let_go(self) -> None:
        """Show the present from now on."""
        self._standing = None


class Program(Protocol):
    """What is needed of the composition root, which stands above this package."""

    @property
    def clock(self) -> Clock:
        """The real one."""
        ...

    @property
    def paths(self) -> Paths:
        """Where this program keeps things."""
        ...

    @property
    def vaults(self) -> VaultService:
        """Making and opening journals in those places."""
        ...

    def elsewhere(self, folder: Path, clock: Clock) -> Self:
        """The same program with all its places below one folder, and another clock."""
        ...


P = TypeVar("P", bound=Program)


@dataclass(frozen=True, slots=True)
class Demo(Generic[P]):
    """An open demonstration. `app` is the program whose every place is inside `root`.

    `journal` belongs to the thread that opened it. It may be closed and `folder` unlocked
    again with `passphrase` through `app.vaults`, as after a lock.
    """

    app: P
    root: Path
    folder: Path
    passphrase: str
    journal: Journal

    def close(self) -> None:
        """Close the journal and remove everything. Safe to call twice."""
        self.journal.close()
        remove(self.root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_demo(app: P) -> Demo[P]:
    """Make the demonstration and open it: a second or so. Always `close` it.

    Raises:
        ReflectError: there is no room for it. Nothing is left behind.
    """
    year = read_year()
    calendar = Calendar(app.clock.now().date(), app.clock.zone())
    clock = DemoClock(app.clock)
    root = private_folder(PREFIX)
    try:
        moved = app.elsewhere(root, clock)
        passphrase = moved.vaults.suggest_passphrase()
        folder = moved.paths.default_vault
        clock.stand(calendar.instant(max(person.days_ago for person in year.people), "09:00"))
        journal = moved.vaults.create(
            folder,
            passphrase,
            name="Sam",
            agency="An approved premises",
            role="Residential worker",
            kdf="light",
        ).journal
        try:
            fill(journal, clock, year, calendar)
        except BaseException:
            journal.close()
            raise
    except BaseException:
        remove(root)
        raise
    clock.let_go()
    return Demo(moved, root, folder, passphrase, journal)


def fill(journal: Journal, clock: DemoClock, year: Year, calendar: Calendar) -> None:
    """Write the year into an empty journal, every page at its own time, drafts last. The clock
    is left standing at the last one.

    A page whose template this program does not have is left out.
    """
    templates = {template.id: template for template in journal.templates.all()}
    texts = [text for text in year.entries if text.template in templates]
    ids = {text.name: text.id for text in texts if text.name and not text.draft}
    steps = _naming(journal, year, calendar)
    pages = [(text, calendar.given(text, templates[text.template], ids)) for text in texts]
    steps += [
        (
            calendar.instant(text.days_ago, text.at),
            partial(journal.entries.write, given, id_=text.id),
        )
        for text, given in pages
        if not text.draft
    ]
    steps += [
        (calendar.instant(done.days_ago, "17:45"), partial(_tick_off, journal, text.id, done))
        for text in texts
        if not text.draft
        for done in ticked(text)
    ]
    with journal.one_commit() as tx:
        for at, step in sorted(steps, key=itemgetter(0)):
            clock.stand(at)
            tx.at = stamp(at)
            step()
    for text, given in pages:
        if text.draft:
            clock.stand(calendar.instant(text.days_ago, text.at))
            _leave_unfinished(journal, text, given)


def _naming(journal: Journal, year: Year, calendar: Calendar) -> list[Step]:
    """When each pseudonym is taken up, and when one is put away."""
    steps: list[Step] = []
    for person in year.people:
        at = calendar.instant(person.days_ago, person.at)
        steps.append((at, partial(journal.people.add, person.pseudonym)))
        if person.retired_days_ago is not None:
            at = calendar.instant(person.retired_days_ago, person.retired_at)
            steps.append((at, partial(journal.people.retire, person.pseudonym)))
    return steps


def _tick_off(journal: Journal, entry: str, done: Ticked) -> None:
    (action,) = [
        each
        for each in journal.actions.list()
        if each.entry == entry and each.text == done.text and not each.done
    ]
    journal.actions.done(action.id)
    if done.went:
        journal.actions.went(action.id, done.went)


def _leave_unfinished(journal: Journal, text: EntryText, given: EntryInput) -> None:
    draft = journal.drafts.start(text.template)
    journal.drafts.save(
        replace(
            draft,
            id=text.id,
            answers=given.answers,
            event=given.event or draft.event,
            shift=given.shift,
            tags=given.tags,
        )
    )


def remove(root: Path) -> None:
    """Take the demonstration's folder away, as far as the system lets it go."""
    shutil.rmtree(root, ignore_errors=True)


def private_folder(prefix: str) -> Path:
    """A new folder that only this person can enter; in memory, where the system has such a place
    for each person who is signed in.
    """
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    if own and Path(own).is_dir():
        with suppress(OSError):
            return Path(tempfile.mkdtemp(prefix=prefix, dir=own))
    with said_plainly(Path(tempfile.gettempdir())):
        return Path(tempfile.mkdtemp(prefix=prefix))
