"""Delete everywhere: no trace in the journal or in a backup within reach; the rest is listed."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.errors import FileProblemError, InvalidInputError
from reflect_app.services.journal import Journal
from reflect_app.vault.files import create_private
from tests.fixtures import PASSPHRASE
from tests.vault.pages import PAGE, data_key, expand, plain_pages

CANARY = "canary-4711"


def pages_of_backup(path: Path, key: bytes) -> bytes:
    """Every page of the database that a backup carries, by the layout its module states."""
    whole = path.read_bytes()
    size = int.from_bytes(whole[8:12])
    head = json.loads(whole[12 : 12 + size])
    at = 12 + size
    for item in head["files"]:
        if item["name"] == "vault.db":
            data = whole[at : at + item["size"]]
            assert len(data) % PAGE == 0
            return plain_pages(data, expand(key, "backup", head["backup"].encode()))
        at += item["size"]
    raise AssertionError("no database")


@pytest.fixture
def entry(journal: Journal, clock: FixedClock, tmp_path: Path) -> str:
    """An entry with a history, in the bin, and in three backups in two places."""
    journal.settings.set("second_backup_place", str(tmp_path / "stick"))
    (tmp_path / "stick").mkdir()
    id_ = journal.entries.write(EntryInput("free", {"page": f"{CANARY} once"})).id
    journal.entries.edit(id_, {"page": f"{CANARY} twice"})
    journal.entries.write(EntryInput("free", {"page": "stays"}))
    for place in (None, None, tmp_path / "stick"):
        journal.backups.make(place)
        clock.at += timedelta(days=1)
    journal.entries.delete(id_)
    return id_


def backups(*places: Path) -> list[Path]:
    return sorted(path for place in places for path in place.glob("*.reflect-backup"))


def test_no_trace_is_left_in_the_journal_or_in_any_backup_within_reach(
    journal: Journal, entry: str, app: App, tmp_path: Path
) -> None:
    key = data_key(journal.folder, PASSPHRASE)
    stick, first = tmp_path / "stick", journal.backups.folder
    before = backups(first, stick)
    assert all(CANARY.encode() in pages_of_backup(path, key) for path in before)
    other = app.vaults.create(tmp_path / "other", "quite another phrase").journal
    foreign = other.backups.make(stick).out
    other.close()
    done = journal.erasing.everywhere(entry)
    after = [path for path in backups(first, stick) if path != foreign]
    assert foreign.exists()
    assert sorted(done.gone) == before
    assert sorted(done.made) == after
    assert len(after) == 2
    assert done.left == ()
    for path in after:
        pages = pages_of_backup(path, key)
        assert CANARY.encode() not in pages
        assert b"stays" in pages
    journal.close()
    database = (journal.folder / "vault.db").read_bytes()
    assert CANARY.encode() not in plain_pages(database, expand(key, "vault"))


def test_what_cannot_be_reached_is_listed_by_date_and_place(
    journal: Journal, entry: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    shutil.rmtree(stick)
    damaged = backups(journal.backups.folder)[0]
    damaged.write_bytes(damaged.read_bytes()[:300])
    done = journal.erasing.everywhere(entry)
    said = "\n".join(one.sentence() for one in done.left)
    assert f"{stick}, 2026-03-14: not there now" in said
    assert damaged.name in said
    assert damaged.exists()
    assert len(done.made) == 1


def test_no_older_backup_goes_where_no_fresh_one_could_be_made(
    journal: Journal, entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, first = tmp_path / "stick", journal.backups.folder
    kept = backups(stick)

    def full(path: Path) -> int:
        if stick in path.parents:
            raise FileProblemError("The disk is full.")
        return create_private(path)

    monkeypatch.setattr("reflect_app.vault.backup.create_private", full)
    done = journal.erasing.everywhere(entry)
    assert backups(stick) == kept
    assert [(one.place, one.why) for one in done.left] == [(kept[0], "The disk is full.")]
    assert len(backups(first)) == 1


def test_keeping_everything_refuses_it_and_touches_no_backup(
    journal: Journal, entry: str, tmp_path: Path
) -> None:
    journal.settings.set("keep_everything", True)
    before = backups(journal.backups.folder, tmp_path / "stick")
    with pytest.raises(InvalidInputError):
        journal.erasing.everywhere(entry)
    assert backups(journal.backups.folder, tmp_path / "stick") == before
    assert journal.entries.show(entry).deleted


def test_a_backup_beside_the_journal_that_no_key_here_opens_is_told_of(
    journal: Journal, entry: str, app: App, tmp_path: Path
) -> None:
    """Of a key before the last and an instance before a restore, it looks like anyone's."""
    other = app.vaults.create(tmp_path / "other", "quite another phrase").journal
    made = other.backups.make().out
    other.close()
    moved = journal.backups.folder / made.name
    shutil.move(made, moved)
    done = journal.erasing.everywhere(entry)
    assert moved.exists()
    assert [one.place for one in done.left] == [moved]
