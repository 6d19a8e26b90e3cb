"""Several people with journals of their own who share with one another, on one clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.services.shares import ShareRequest
from tests.fixtures import MORNING, PASSPHRASE, make_app

SECRET = "the heron stood in the corridor"
PAGE = "the kettle went cold twice"


@dataclass
class Somebody:
    """One person: a journal that is open, and where it lies."""

    name: str
    app: App
    folder: Path
    journal: Journal

    def reopen(self, *, write: bool = True) -> Journal:
        """Lock and unlock."""
        self.journal.close()
        self.journal = self.app.vaults.unlock(self.folder, PASSPHRASE, write=write)
        return self.journal


class Circle:
    """People below one folder. Close it."""

    def __init__(self, root: Path, clock: FixedClock | None = None) -> None:
        self.root = root
        self.clock = clock or FixedClock(MORNING)
        self.people: dict[str, Somebody] = {}
        self._files = 0

    def join(self, name: str, agency: str = "Norfolk NHS") -> Somebody:
        """Somebody new, with an empty journal."""
        app = make_app(self.root / name / "home", self.clock)
        folder = self.root / name / "v"
        journal = app.vaults.create(folder, PASSPHRASE, name=name, agency=agency).journal
        self.people[name] = Somebody(name, app, folder, journal)
        return self.people[name]

    def file(self, ending: str = ".rbundle") -> Path:
        """A name that is free, on the stick that they hand round."""
        self._files += 1
        (self.root / "stick").mkdir(parents=True, exist_ok=True)
        return self.root / "stick" / f"{self._files:04}{ending}"

    def card(self, somebody: Somebody) -> Path:
        """Their card, in a file."""
        return somebody.journal.contacts.export_card(self.file(".rcard"))

    def meet(self, one: Somebody, other: Somebody, *, confirmed: bool = True) -> None:
        """Both take the other's card in."""
        for mine, theirs in ((one, other), (other, one)):
            words = theirs.journal.contacts.own_card().fingerprint if confirmed else ""
            mine.journal.contacts.add(self.card(theirs), words=words)

    def write(self, somebody: Somebody, page: str = PAGE, title: str = SECRET) -> str:
        """A page with a title that stays at home; the entry's id."""
        given = EntryInput("free", {"title": title, "page": page})
        return somebody.journal.entries.write(given).id

    def share(
        self, one: Somebody, other: Somebody, entry: str, fields: tuple[str, ...] = ("page",),
        *, expires: str = "", replaces: str = "",
    ) -> tuple[str, Path]:  # fmt: skip
        """Share fields of an entry in a file; the share's id and the file."""
        out = self.file()
        request = ShareRequest(other.name, (entry,), fields, expires=expires, replaces=replaces)
        done = one.journal.shares.share(request, out, reviewed=True, unconfirmed=True)
        return done.id, out

    def close(self) -> None:
        """Lock every journal."""
        for somebody in self.people.values():
            somebody.journal.close()


@contextmanager
def circle(root: Path) -> Iterator[Circle]:
    """A circle that is closed at the end."""
    made = Circle(root)
    try:
        yield made
    finally:
        made.close()
