"""A vault with everything in it, and everything that can be read out of it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query, Shift
from reflect_app.services.journal import Journal
from tests.fixtures import MORNING, PASSPHRASE, make_app


class Story:
    """A journal at `root/v`, its program at home in `root/home`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "v"
        self.clock = FixedClock(MORNING)
        self.app = make_app(root / "home", self.clock)

    def create(self) -> Journal:
        """An empty journal, open."""
        return self.app.vaults.create(self.folder, PASSPHRASE, name="Sam").journal

    def open(self, *, write: bool = False) -> Journal:
        """The journal."""
        return self.app.vaults.unlock(self.folder, PASSPHRASE, write=write)

    def anchors(self) -> list[Path]:
        """The anchor files of this computer."""
        return sorted(self.app.paths.anchors.glob("*.anchor"))

    def tell(self, journal: Journal, pages: int = 8) -> list[str]:
        """Write, edit, tag, mark, bin, purge, draft: one of each kind of thing."""
        journal.people.add("Heron")
        ids = []
        for place in range(pages):
            self.clock.at += timedelta(hours=8)
            given = EntryInput(
                "free", {"title": f"Page {place}", "page": f"the kettle went cold {place}"},
                tags=("team", f"tag {place}"), marked=place % 2 == 0,
                shift=Shift("2026-03-11T21:45", "night", "Europe/London"),
            )  # fmt: skip
            ids.append(journal.entries.write(given).id)
        journal.entries.write(
            EntryInput("relationship-dynamics", {"people": ["Heron"], "not_seen": "a long shadow"})
        )
        journal.entries.edit(ids[0], {"page": "the kettle boiled"}, tags=("boiled",))
        journal.entries.delete(ids[1])
        journal.entries.purge(ids[2])
        draft = journal.drafts.start("free")
        # Longer than a page of the database: the rest of it lies on pages of its own.
        journal.drafts.save(replace(draft, answers={"page": "half a thought " * 800}))
        journal.entries.write(EntryInput("free", {"page": "a long night, " * 1000}))
        return ids


def readable(journal: Journal) -> dict[str, Any]:
    """All that a person can see of a journal."""
    return {"drafts": journal.drafts.list(), **finished(journal)}


def finished(journal: Journal) -> dict[str, Any]:
    """All that a person can see but for what is not finished."""
    found: dict[str, Any] = {}
    for binned in (False, True):
        page = journal.entries.page(Query(binned=binned), 0, 1000)
        found[f"list {binned}"] = page
        for summary in page.entries:
            found[summary.id] = journal.entries.show(summary.id)
            found["history " + summary.id] = journal.entries.history(summary.id)
    for text in ("kettle", '"went cold"', "boil", "heron", "team"):
        found["search " + text] = journal.entries.page(Query(text, prefix=True), 0, 100)
    found["tags"] = journal.entries.tags()
    found["people"] = journal.people.list()
    found["settings"] = journal.settings.all()
    return found
