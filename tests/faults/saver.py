"""Does one thing after another and says after each what must be there from now on.

`python -m tests.faults.saver ROOT` on a vault of `begun`. Each line on stdout is JSON, `kept` as it
is after an act; it is written before anything else happens, so a record of the calls shows what
lay on the disk when it was said.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reflect_app.core.entries import EntryInput, Query
from reflect_app.services.journal import Journal
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE

NEW = "lantern gravel teapot otter"


def begun(root: Path) -> Story:
    """A vault with little in it, closed."""
    story = Story(root)
    journal = story.create()
    journal.entries.write(EntryInput("free", {"page": "before all"}))
    journal.close()
    return story


def kept(journal: Journal, phrase: str) -> dict[str, Any]:
    """What a person would miss if it were not there."""
    entries = {}
    for binned in (False, True):
        for each in journal.entries.page(Query(binned=binned), 0, 100).entries:
            entries[each.id] = [str(journal.entries.show(each.id).answers["page"]), binned]
    return {
        "entries": entries,
        "drafts": sorted(str(each.answers["page"]) for each in journal.drafts.list()),
        "role": journal.settings.get("role"),
        "notes": sorted(note.problem or note.text for note in journal.notes.list()),
        "backups": sorted(made.problem or made.path.name for made in journal.backups.list()),
        "phrase": phrase,
    }


def states(story: Story) -> Iterator[tuple[Journal, str]]:
    """The journal after each act, and the phrase that opens it."""
    journal, phrase = story.open(write=True), PASSPHRASE
    yield journal, phrase
    first = journal.entries.write(EntryInput("free", {"page": "first"}, tags=("team",))).id
    yield journal, phrase
    journal.entries.edit(first, {"page": "first, again"})
    yield journal, phrase
    draft = replace(journal.drafts.start("free"), answers={"page": "a draft"})
    journal.drafts.save(draft)
    yield journal, phrase
    journal.drafts.save(replace(draft, answers={"page": "a longer draft " * 900}))
    yield journal, phrase
    journal.drafts.finish(draft.id)
    yield journal, phrase
    journal.entries.purge(first)
    yield journal, phrase
    journal.settings.set("role", "waking nights")
    yield journal, phrase
    story.app.quick_notes.leave(story.folder, "a note")
    yield journal, phrase
    journal.backups.make()
    yield journal, phrase
    phrase = NEW
    journal.keys.change_passphrase(phrase)
    yield journal, phrase
    long = journal.entries.write(EntryInput("free", {"page": "a long night " * 2000})).id
    yield journal, phrase
    journal.entries.delete(long)
    yield journal, phrase
    other = replace(journal.drafts.start("free"), answers={"page": "thrown away " * 900})
    journal.drafts.save(other)
    yield journal, phrase
    journal.drafts.discard(other.id)
    yield journal, phrase
    # Fills the pages that this left empty, of which SQLite keeps no copy.
    journal.drafts.save(replace(other, answers={"page": "kept after all " * 900}))
    yield journal, phrase
    journal.notes.take(1, "free")
    yield journal, phrase
    journal.close()
    journal = story.app.vaults.rotate(story.folder, phrase).journal
    yield journal, phrase
    journal.entries.undelete(long)
    yield journal, phrase
    journal.backups.make()
    yield journal, phrase
    journal.close()


def main(root: Path) -> None:
    """Do it all."""
    for journal, phrase in states(Story(root)):
        os.write(1, json.dumps(kept(journal, phrase)).encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
