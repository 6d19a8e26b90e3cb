"""Saves on a small disk of its own, with less and less room left, until nothing fails any more.

`python -m tests.faults.filling SMALL HOME STEP`: SMALL is a folder on a small file system of
its own. Prints a JSON line for each trial.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import FileProblemError
from reflect_app.services.journal import Journal
from tests.fixtures import MORNING, PASSPHRASE, make_app

MOST_FREE = 400_000
TEXT = "typed and not to be lost " * 900


def room(folder: Path) -> int:
    """Bytes free where the folder is."""
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize


def leave(small: Path, free: int) -> None:
    """Fill the disk until only that much is left."""
    filler = small / "filler"
    filler.unlink(missing_ok=True)
    with filler.open("wb") as out:
        out.write(b"\xff" * max(room(small) - free, 0))


def trial(journal: Journal, what: str) -> str:
    """One act; "done" or the name of the refusal."""
    try:
        if what == "write":
            journal.entries.write(EntryInput("free", {"page": TEXT}))
        elif what == "draft":
            draft = journal.drafts.start("free")
            journal.drafts.save(replace(draft, answers={"page": TEXT}))
        elif what == "purge":
            some = journal.entries.write(EntryInput("free", {"page": TEXT}))
            journal.entries.purge(some.id)
        else:
            journal.backups.make()
    except FileProblemError as problem:
        return problem.name
    return "done"


def main(small: Path, home: Path, step: int) -> None:
    """Run the trials."""
    app = make_app(home, FixedClock(MORNING))
    app.vaults.create(small / "v", PASSPHRASE).journal.close()
    for free in range(0, MOST_FREE, step):
        for what in ("write", "draft", "purge", "backup"):
            leave(small, free)
            start = time.monotonic()
            journal = app.vaults.unlock(small / "v", PASSPHRASE)
            outcome = trial(journal, what)
            took = time.monotonic() - start
            found = [str(journal.integrity.verify().status)]
            (small / "filler").unlink()
            found.append(trial(journal, what))  # with room, the next save works
            found.append(journal.integrity.verify(deep=True).status)
            journal.close()
            journal = app.vaults.unlock(small / "v", PASSPHRASE)
            found += [str(journal.rollback), journal.integrity.verify().status]
            line = {"free": free, "what": what, "outcome": outcome, "found": found, "took": took}
            sys.stdout.write(json.dumps(line) + "\n")
            clear(journal)
            journal.close()


def clear(journal: Journal) -> None:
    """Make the vault small again."""
    for entry in journal.entries.page(Query(), 0, 50).entries:
        journal.entries.purge(entry.id)
    for draft in journal.drafts.list():
        journal.drafts.discard(draft.id)
    for made in journal.backups.list():
        made.path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
