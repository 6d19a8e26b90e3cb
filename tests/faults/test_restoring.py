"""Backups made while somebody goes on writing: each restores to what the journal was then."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE

pytestmark = [pytest.mark.fault, pytest.mark.timeout(3600)]


def live_on(journal: Journal, chance: random.Random, turn: int) -> None:
    """A few acts between two backups."""
    for step in range(chance.randint(1, 4)):
        ids = [entry.id for entry in journal.entries.page(Query(), 0, 30).entries]
        act = chance.choice(("write", "write", "edit", "draft", "purge", "setting"))
        text = f"turn {turn}.{step} " + "words " * chance.choice((1, 40, 900))
        if act == "edit" and ids:
            journal.entries.edit(chance.choice(ids), {"page": text})
        elif act == "purge" and len(ids) > 5:
            journal.entries.purge(chance.choice(ids))
        elif act == "draft":
            journal.drafts.save(replace(journal.drafts.start("free"), answers={"page": text}))
        elif act == "setting":
            journal.settings.set("role", text[:40])
        else:
            journal.entries.write(EntryInput("free", {"page": text}, tags=(f"t{turn % 7}",)))


def test_every_restore_has_the_hash_of_its_day(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """And a flipped byte or a cut is told when the backups are listed or tried, never restored."""
    restores = 100 if request.config.getoption("--long") else 6
    story, chance = Story(tmp_path), random.Random(request.config.getoption("--seed"))
    journal = story.create()
    due: dict[Path, str] = {}
    for turn in range(restores):
        live_on(journal, chance, turn)
        story.clock.at += timedelta(minutes=7)
        due[journal.backups.make().out] = journal.integrity.state_hash()
    journal.close()
    assert len(due) == restores
    for number, made in enumerate(chance.sample(sorted(due), restores)):
        folder = tmp_path / "again"
        restored = story.app.vaults.restore(made, folder, PASSPHRASE)
        assert restored.integrity.state_hash() == due[made]
        assert restored.integrity.verify(deep=number % 10 == 0).status == "clean"
        restored.close()
        shutil.rmtree(folder)
        data = bytearray(made.read_bytes())
        if number % 2:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        made.write_bytes(data)
        with pytest.raises(ReflectError) as refused:
            story.app.vaults.restore(made, folder, PASSPHRASE)
        assert refused.value.exit_code == 3
        assert not folder.exists() or not any(folder.iterdir())
    journal = story.open(write=True)
    assert all(found.problem for found in journal.backups.list())
    journal.close()
