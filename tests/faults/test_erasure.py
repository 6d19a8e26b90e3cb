"""What was purged is gone from every page, also where the database moved rows about."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.steps import to_the_end
from reflect_app.services.import_plan import ImportRequest
from reflect_app.services.journal import Journal
from reflect_app.vault.history import SWEEP_DUE
from reflect_app.vault.meta import find_meta
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE
from tests.vault.pages import decrypted

pytestmark = [pytest.mark.fault, pytest.mark.timeout(1200)]


def song(place: int, turn: int) -> str:
    """A word of its own for every wording of every entry, letters only."""
    letters = "".join("abcdefghij"[int(digit)] for digit in f"{place:03d}{turn}")
    return f"zq{letters}x"


def text(rng: random.Random, word: str) -> str:
    return " ".join(rng.choice([word, "tired", "kettle", "handover"])
                    for _ in range(rng.choice([3, 30, 300, 2000]))) + f" {word}"  # fmt: skip


def write(story: Story, seed: int, count: int) -> tuple[set[str], set[str]]:
    """Write, edit, bin and purge at random; the words that must be gone, and those that stay."""
    rng = random.Random(seed)
    journal = story.open(write=True)
    words: dict[str, list[str]] = {}
    gone: set[str] = set()
    for place in range(count):
        word = song(place, 0)
        given = EntryInput("free", {"title": word, "page": text(rng, word)}, tags=(word,))
        words[journal.entries.write(given).id] = [word]
        id_ = rng.choice(sorted(words))
        if rng.random() < 0.5:
            turn = len(words[id_])
            journal.entries.edit(id_, {"page": text(rng, song(place, turn))})
            words[id_].append(song(place, turn))
        if rng.random() < 0.2:
            journal.entries.delete(id_)
        if rng.random() < 0.4:
            journal.entries.purge(id_)
            gone |= set(words.pop(id_))
    journal.close()
    return gone, {word for kept in words.values() for word in kept}


def test_purged_words_are_in_no_page(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--long")
    for seed in range(20 if long else 2):
        story = Story(tmp_path / str(seed))
        story.create().close()
        gone, kept = write(story, seed, 150 if long else 60)
        # A row that was moved leaves a copy so seldom that the pages alone would not show it.
        journal = story.open()
        assert not due(journal)
        journal.close()
        lying = set(re.findall(rb"zq[a-j]{4}x", decrypted(story.folder, PASSPHRASE)))
        assert {word.encode() for word in kept} <= lying
        left = lying & {word.encode() for word in gone}
        assert left == set(), f"{len(left)} of {len(gone)} words are still there"


def test_a_long_journal_is_swept_before_its_next_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing every page anew takes a second for each 64 MiB; nobody waits for that."""
    story = Story(tmp_path)
    story.create().close()
    monkeypatch.setattr("reflect_app.vault.vault.SWEPT_AT_ONCE", 0)
    write(story, 1, 60)
    journal = story.open(write=True)
    assert due(journal)
    journal.entries.write(EntryInput("free", {"page": "x"}))
    journal.close()
    journal = story.open(write=True)
    assert due(journal)
    assert journal.backups.make().entries == journal.entries.count()
    assert not due(journal)
    assert journal.integrity.verify(deep=True).status == "clean"
    journal.close()


def test_an_import_taken_out_again_is_in_no_page(tmp_path: Path) -> None:
    """Several slices of it, and what was written before stays."""
    canary = "zqkettle under the eaves"
    notes = tmp_path / "notes"
    notes.mkdir()
    for day in range(1, 29):
        for month in range(1, 13):
            named = notes / f"2023-{month:02}-{day:02}.md"
            named.write_text(f"# {canary} {month}\n\n{canary}, day {day}. #zqtag\n" * 3, "utf-8")
    story = Story(tmp_path)
    story.create().close()
    journal = story.open(write=True)
    journal.entries.write(EntryInput("free", {"page": "zqstays"}))
    before = journal.integrity.state_hash()
    made = to_the_end(journal.imports.bring_in(ImportRequest("markdown", notes)))
    assert journal.entries.page(Query(text="zqkettle")).total == 336
    journal.close()
    assert canary.encode() in decrypted(story.folder, PASSPHRASE)
    journal = story.open(write=True)
    assert to_the_end(journal.imports.undo(made.batch)).removed == 336
    assert journal.integrity.state_hash() == before
    journal.close()
    lying = decrypted(story.folder, PASSPHRASE)
    assert b"zqstays" in lying
    for word in (canary.encode(), b"zqkettle", b"zqtag"):
        assert word not in lying


def due(journal: Journal) -> bool:
    with journal._vault.reading() as connection:
        return find_meta(connection, SWEEP_DUE) is not None
