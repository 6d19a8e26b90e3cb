"""What the window and the command line ask about soundness."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.errors import RolledBackError
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE


@pytest.fixture
def older(app: App, journal: Journal, tmp_path: Path) -> Journal:
    """A journal whose folder was put back to before its newest entry."""
    journal.entries.write(EntryInput("free", {"page": "one"}))
    journal.close()
    shutil.copytree(journal.folder, tmp_path / "old")
    newer = app.vaults.unlock(journal.folder, PASSPHRASE)
    newer.entries.write(EntryInput("free", {"page": "two"}))
    newer.close()
    shutil.rmtree(journal.folder)
    shutil.copytree(tmp_path / "old", journal.folder)
    return app.vaults.unlock(journal.folder, PASSPHRASE)


def test_looking_counts_and_changes_nothing(journal: Journal) -> None:
    journal.entries.write(EntryInput("free", {"page": "one"}))
    before = (journal.folder / "vault.db").read_bytes()
    for deep in (False, True):
        report = journal.integrity.verify(deep=deep)
        assert (report.status, report.entries, report.problems) == ("clean", 1, ())
    assert (journal.folder / "vault.db").read_bytes() == before


def test_accepting_what_needs_no_accepting_writes_nothing(journal: Journal) -> None:
    before = (journal.folder / "vault.db").read_bytes()
    journal.integrity.accept()
    assert (journal.folder / "vault.db").read_bytes() == before


def test_an_older_copy_is_read_only_until_it_is_accepted(older: Journal) -> None:
    assert state(older) == (True, "rolled-back")
    with pytest.raises(RolledBackError):
        older.entries.write(EntryInput("free", {"page": "x"}))
    older.integrity.accept()
    assert state(older) == (False, "clean")
    assert older.entries.write(EntryInput("free", {"page": "x"})).revision == 1
    older.close()


def state(journal: Journal) -> tuple[bool, str]:
    return journal.read_only, journal.integrity.verify(deep=True).status


def test_an_older_copy_can_still_be_backed_up(older: Journal) -> None:
    assert older.backups.make().entries == 1
    assert older.rollback is not None
    older.close()
