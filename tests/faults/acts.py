"""Single acts that a fault can fall into, and how each is told to have come to be.

`python -m tests.faults.acts ROOT ACT [ROOT ACT ...]` does each act in a copy of itself on the
vault under its root, and prints JSON: a process id and a wait status for each. Nothing is written
anywhere but what the act writes, so that every call of a copy is the act's. A copy answers with
its exit code: `SAVED`, or the place of the refusal's name in `REFUSALS`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import NotFoundError, ReflectError, WrongPassphraseError
from reflect_app.services.journal import Journal
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import upgrade
from reflect_app.vault.keys import with_passphrase
from reflect_app.vault.upgrade import SHIPPED, Ladder
from reflect_app.vault.vault import Place, Vault
from tests.faults.story import Story
from tests.fixtures import CHEAP_POLICY, PASSPHRASE

SAVED = 0
REFUSALS = ("", "file", "disk-full", "damaged", "in-use", "wrong-passphrase")
_FIRST_REFUSAL = 20
OTHER = 19
NEW = "lantern gravel teapot otter"
FRESH = "ab" * 8
STEP = '''
"""A step that this Reflect does not have yet: it rebuilds a table that others point at."""
from alembic import op

revision = "{new}"
down_revision = "{old}"


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run("CREATE TABLE fresh AS SELECT *, '' AS extra FROM entry")
    run("DROP TABLE entry")
    run("ALTER TABLE fresh RENAME TO entry")
    run("CREATE UNIQUE INDEX entry_key ON entry (key)")
'''


@dataclass(frozen=True)
class Act:
    """What is done, and whether it was: seen from a journal that was opened again."""

    do: Callable[[Story], object]
    done: Callable[[Story, Journal], bool]
    same_words: bool = True
    """Whether the state hash stays what it was once it is done."""
    settings: bool = False
    """Whether settings change first, in a commit of their own."""


def prepared(root: Path) -> Story:
    """A closed vault with one of everything, a backup, and the step to come, for acts to copy."""
    story = Story(root)
    journal = story.create()
    story.tell(journal, 4)
    journal.backups.make()
    journal.close()
    shutil.copytree(SHIPPED.steps, root / "steps", ignore=shutil.ignore_patterns("__pycache__"))
    old = SHIPPED.versions[-1]
    text = STEP.format(old=old, new=_next(old))
    (root / "steps" / "versions" / f"v{_next(old)}.py").write_text(text, encoding="utf-8")
    return story


def _next(version: str) -> str:
    return f"{int(version) + 1:04}"


def to_come(story: Story) -> Ladder:
    """The steps with one more."""
    return Ladder(story.root / "steps", (*SHIPPED.versions, _next(SHIPPED.versions[-1])))


def climbed(story: Story, phrase: str = PASSPHRASE) -> Vault:
    """The vault, opened by the Reflect to come."""
    place = Place(story.folder, story.app.paths.anchors)
    envelope = envelopes.read(story.folder)
    key = with_passphrase(envelope, phrase, CHEAP_POLICY)
    return upgrade.open_vault(place, envelope, key, story.clock, write=True, ladder=to_come(story))


def phrase_of(story: Story) -> str:
    """Whichever of the two phrases opens the journal: one must, never neither, never both."""
    fits = []
    for phrase in (PASSPHRASE, NEW):
        try:
            story.app.vaults.unlock(story.folder, phrase, write=False).close()
        except WrongPassphraseError:
            continue
        fits.append(phrase)
    (phrase,) = fits
    return phrase


def opened(story: Story) -> Journal:
    """The journal, by whichever of the two phrases opens it."""
    return story.app.vaults.unlock(story.folder, phrase_of(story))


def _in(what: Callable[[Journal], object]) -> Callable[[Story], object]:
    def do(story: Story) -> None:
        journal = story.open(write=True)
        try:
            what(journal)
        finally:
            journal.close()

    return do


def _first(journal: Journal) -> str:
    """The oldest page."""
    page = journal.entries.page(Query(template="free"), 0, 100)
    return page.entries[-1].id


def _edited(_: Story, journal: Journal) -> bool:
    page = journal.entries.page(Query(template="free"), 0, 100).entries
    return any(journal.entries.show(each.id).answers["page"] == "typed" for each in page)


def _there(_: Story, journal: Journal) -> bool:
    try:
        return journal.entries.show(FRESH).answers == {"page": "typed"}
    except NotFoundError:
        return False


def _start_draft(journal: Journal) -> None:
    draft = journal.drafts.start("free")
    journal.drafts.save(replace(draft, answers={"page": "typed"}))


def _counts(binned: int, kept: int) -> Callable[[Story, Journal], bool]:
    def seen(_: Story, journal: Journal) -> bool:
        found = [journal.entries.page(Query(binned=each), 0, 9).total for each in (True, False)]
        assert found in ([1, 4], [binned, kept]), found
        return found == [binned, kept]

    return seen


def _restored(story: Story, _: Journal) -> bool:
    folder = story.root / "r"
    if not folder.exists():
        return False
    journal = story.app.vaults.unlock(folder, PASSPHRASE)
    assert journal.integrity.verify(deep=True).status == "clean"
    journal.close()
    return True


def _restore(story: Story) -> None:
    (backup,) = (story.root / "v-backups").glob("*.reflect-backup")
    story.app.vaults.restore(backup, story.root / "r", PASSPHRASE).close()


def _rotated(story: Story, journal: Journal) -> bool:
    return envelopes.read(story.folder).generation > 1


def _note_left(_: Story, journal: Journal) -> bool:
    return [note.text for note in journal.notes.list() if not note.problem] == ["typed"]


ACTS = {
    "write": Act(
        _in(lambda it: it.entries.write(EntryInput("free", {"page": "typed"}), id_=FRESH)),
        _there, same_words=False,
    ),
    "edit": Act(_in(lambda it: it.entries.edit(_first(it), {"page": "typed"})), _edited, False),
    "draft": Act(_in(_start_draft), lambda _, it: len(it.drafts.list()) == 2),
    "finish": Act(
        _in(lambda it: it.drafts.finish(it.drafts.list()[0].id)),
        lambda _, it: not it.drafts.list(), same_words=False,
    ),
    "delete": Act(_in(lambda it: it.entries.delete(_first(it))), _counts(2, 3), False),
    "purge": Act(_in(lambda it: it.entries.purge(_first(it))), _counts(1, 3), False),
    "phrase": Act(
        _in(lambda it: it.keys.change_passphrase(NEW)),
        lambda story, _: phrase_of(story) == NEW,
    ),
    "rotate": Act(
        lambda story: story.app.vaults.rotate(story.folder, PASSPHRASE), _rotated, settings=True
    ),
    "note": Act(lambda story: story.app.quick_notes.leave(story.folder, "typed"), _note_left),
    "backup": Act(_in(lambda it: it.backups.make()), lambda _, it: len(it.backups.list()) == 2),
    "restore": Act(_restore, _restored),
    "migrate": Act(lambda story: climbed(story).close(), lambda *_: False),
}  # fmt: skip


def main(root: Path, name: str) -> int:
    """One act; the exit code."""
    try:
        ACTS[name].do(Story(root))
    except ReflectError as problem:
        known = problem.name in REFUSALS
        return _FIRST_REFUSAL + REFUSALS.index(problem.name) if known else OTHER
    return SAVED


def refusal(code: int) -> str:
    """The name behind an exit code; empty for `SAVED`."""
    assert code == SAVED or code >= _FIRST_REFUSAL, code
    return "" if code == SAVED else REFUSALS[code - _FIRST_REFUSAL]


def in_copies(orders: list[str]) -> list[tuple[int, int]]:
    """Each act in a copy of this process: process id and wait status."""
    made = []
    for root, name in zip(orders[::2], orders[1::2], strict=True):
        pid = os.fork()
        if pid == 0:
            code = OTHER
            try:
                code = main(Path(root), name)
            finally:
                os._exit(code)
        made.append((pid, os.waitpid(pid, 0)[1]))
    return made


if __name__ == "__main__":
    import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401  loaded late by the engine otherwise
    from alembic import command  # noqa: F401  the same, by a migration

    told = json.dumps(in_copies(sys.argv[1:])).encode()
    os.writev(1, [told])  # a call that no fault is ever injected into
