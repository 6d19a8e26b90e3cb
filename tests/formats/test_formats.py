"""Vaults and backups that people have had, opened by this Reflect: for ever.

One folder for each version, made by `make.py` and never changed again. If a test here fails, it
is today's program that is wrong, not the file.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from tests.faults.story import Story
from tests.formats.reading import read

HERE = Path(__file__).parent
VERSIONS = sorted(path.parent.name for path in HERE.glob("*/expected.json"))


class Stored:
    """A copy of what lies there, which may be opened."""

    def __init__(self, version: str, root: Path) -> None:
        shutil.copytree(HERE / version, root)
        self.root, self.folder = root, root / "v"
        self.expected: dict[str, Any] = json.loads((root / "expected.json").read_bytes())
        self.story = Story(root)
        instance = json.loads((self.folder / "envelope.json").read_bytes())["instance"]
        self.story.app.paths.anchors.mkdir(parents=True)
        shutil.copy(root / "one.anchor", self.story.app.paths.anchors / f"{instance}.anchor")

    @property
    def app(self) -> App:
        return self.story.app

    def held_to(self, journal: Journal) -> None:
        """Everything is as it was, and clean."""
        found = json.loads(json.dumps(read(journal)))
        for part, due in self.expected.items():
            if part not in ("version", "passphrase", "recovery_words"):
                assert found[part] == due, part
        assert journal.integrity.verify(deep=True).status == "clean"


@pytest.fixture(params=VERSIONS)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Stored:
    return Stored(request.param, tmp_path / "stored")


def test_there_is_one() -> None:
    assert "0.1" in VERSIONS


def test_the_vault_opens_and_holds_what_it_held(stored: Stored) -> None:
    """Upgraded where its tables are older; known to the anchor of its day; writable after."""
    journal = stored.app.vaults.unlock(stored.folder, stored.expected["passphrase"])
    assert (journal.rollback, journal.first_seen) == (None, False)
    stored.held_to(journal)
    new = journal.entries.write(EntryInput("free", {"page": "written years later"})).id
    journal.close()
    journal = stored.app.vaults.unlock(stored.folder, stored.expected["passphrase"])
    assert journal.entries.show(new).answers == {"page": "written years later"}
    assert journal.integrity.verify(deep=True).status == "clean"
    assert [line.name for line in stored.app.support(stored.folder)] == ["Somebody to talk to"]
    journal.close()


def test_the_recovery_words_open_it(stored: Stored) -> None:
    words = stored.expected["recovery_words"]
    journal = stored.app.vaults.unlock_with_words(stored.folder, words)
    stored.held_to(journal)
    journal.close()


def test_its_backup_becomes_the_same_vault(stored: Stored) -> None:
    backup, phrase = stored.root / "one.reflect-backup", stored.expected["passphrase"]
    journal = stored.app.vaults.restore(backup, stored.root / "again", phrase)
    stored.held_to(journal)
    made = journal.backups.make()
    journal.close()
    journal = stored.app.vaults.restore(made.out, stored.root / "and again", phrase)
    stored.held_to(journal)
    journal.close()


def test_the_quick_note_can_be_read_and_taken(stored: Stored) -> None:
    journal = stored.app.vaults.unlock(stored.folder, stored.expected["passphrase"])
    (text,) = stored.expected["notes"]
    draft = journal.notes.take(1, "free")
    assert text in str(draft.answers)
    journal.close()
