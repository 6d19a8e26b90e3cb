"""A process that puts canaries everywhere a person can put words, then waits to be told.

`python -m tests.faults.singer ROOT`; says `open`, waits for a line, closes, says `closed`.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Answers, EntryInput, Query
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from tests.fixtures import MORNING, make_app

PASSPHRASE = "canary passphrase quokka zeppelin"
SONGS = {
    name: f"canary {word} sings"
    for name, word in {
        "title": "aardvark", "page": "bandicoot", "tag": "cassowary", "person": "dugong",
        "search": "echidna", "draft": "falanouc", "name": "gerenuk", "agency": "hoatzin",
        "edited": "ibex", "binned": "jerboa", "purged": "kakapo", "failed": "lemur",
        "discarded": "margay", "long": "numbat", "setting": "okapi", "phrase": "quokka zeppelin",
        "note": "pangolin", "taken": "quetzal", "session": "rhebok", "agenda": "serval",
        "name on the list": "tapir", "forgotten": "uakari", "own prompt": "vicuna",
        "renamed": "wombat", "undone": "xerus", "group": "yapok", "withdrawn tag": "zorilla",
    }.items()
}  # fmt: skip


def say(*lines: str) -> None:
    """Tell whoever listens."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def sing(root: Path) -> None:
    """Put every canary in its place, then wait, then close."""
    app = make_app(root / "home", FixedClock(MORNING))
    created = app.vaults.create(root / "v", PASSPHRASE, name=SONGS["name"], agency=SONGS["agency"])
    journal = created.journal
    journal.people.add(SONGS["person"])
    page = {"title": SONGS["title"], "page": SONGS["page"]}
    first = journal.entries.write(EntryInput("free", page, tags=(SONGS["tag"],))).id
    journal.entries.edit(first, {"page": SONGS["edited"]})
    who: Answers = {"people": [SONGS["person"]], "not_seen": SONGS["long"] * 3000}
    journal.entries.write(EntryInput("relationship-dynamics", who))
    binned = journal.entries.write(EntryInput("free", {"page": SONGS["binned"]})).id
    journal.entries.delete(binned)
    purged = journal.entries.write(EntryInput("free", {"page": SONGS["purged"]})).id
    journal.entries.purge(purged)
    draft = journal.drafts.start("free")
    journal.drafts.save(replace(draft, answers={"page": SONGS["draft"]}))
    other = journal.drafts.start("free")
    journal.drafts.save(replace(other, answers={"page": SONGS["discarded"]}))
    journal.drafts.discard(other.id)
    journal.settings.set("role", SONGS["setting"])
    for text in (SONGS["search"], f'"{SONGS["page"]}"', SONGS["title"] + " \ud800"):
        try:
            journal.entries.page(Query(text, tag=SONGS["search"], prefix=True))
        except ReflectError as problem:
            say(problem.message, problem.hint)
    wrong: Any = {"title": 3, "page": SONGS["failed"]}
    try:
        journal.entries.write(EntryInput("free", wrong))
    except ReflectError as problem:
        say(problem.message, problem.hint)
    sing_of_others(app, root, journal)
    journal.integrity.verify(deep=True)
    journal.backups.make()
    say("open")
    sys.stdin.readline()
    journal.close()
    say("closed")


def sing_of_others(app: App, root: Path, journal: Journal) -> None:
    """The words that stand on no page: notes, sessions, names, prompts; and what was undone."""
    for name in ("note", "taken"):
        app.quick_notes.leave(root / "v", SONGS[name])
    taken = next(note for note in journal.notes.list() if note.text == SONGS["taken"])
    journal.notes.take(taken.id, "free")
    planned = journal.sessions.add(SONGS["session"], "2026-03-20T10:00:00+00:00").id
    journal.sessions.bring(planned, SONGS["agenda"])
    journal.sessions.add("", "2026-03-21T10:00:00+00:00", "group", group=SONGS["group"])
    journal.names.confirm(SONGS["name on the list"])
    journal.names.confirm(SONGS["forgotten"])
    journal.names.forget(SONGS["forgotten"])
    journal.prompt_editor.duplicate("free", SONGS["own prompt"])
    journal.people.add(SONGS["renamed"])
    journal.people.rename(SONGS["renamed"], "Wren")
    page = replace(journal.drafts.start("free"), answers={"page": SONGS["undone"]})
    journal.drafts.save(page)
    journal.drafts.save(replace(page, answers={"page": "something else"}))
    tagged = EntryInput("free", {"page": "a page"}, tags=(SONGS["withdrawn tag"],))
    journal.entries.edit(journal.entries.write(tagged).id, {"page": "a page"}, tags=())


if __name__ == "__main__":
    sing(Path(sys.argv[1]))
