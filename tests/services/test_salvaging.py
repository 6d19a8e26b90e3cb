"""Salvage: what is sound in a damaged journal comes out, the rest is said, nothing is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import DamagedError, FileProblemError, VaultInUseError, WrongPassphraseError
from reflect_app.services.journal import Journal
from reflect_app.services.salvaging import Salvaged
from reflect_app.services.vaults import Created
from tests.fixtures import PASSPHRASE

PAGE = 4096
ENTRIES = 30


@pytest.fixture
def created(app: App) -> Created:
    """A journal with entries long and short, one in the bin, one purged, and a draft."""
    made = app.vaults.create(app.paths.default_vault, PASSPHRASE, name="Sam")
    journal = made.journal
    ids = [
        journal.entries.write(
            EntryInput("free", {"page": f"canary {number} " + "long words " * (number * 40)})
        ).id
        for number in range(ENTRIES)
    ]
    journal.people.add("Heron")
    journal.entries.delete(ids[0])
    journal.entries.delete(ids[1])
    journal.entries.purge(ids[1])
    draft = journal.drafts.start("free")
    journal.drafts.save(replace(draft, answers={"page": "half a thought"}))
    return made


def closed(created: Created) -> tuple[Path, str]:
    folder, whole = created.journal.folder, created.journal.integrity.state_hash()
    created.journal.close()
    return folder, whole


def texts(journal: Journal) -> set[str]:
    rows = journal.entries.page(Query(), limit=200).entries
    return {str(journal.entries.show(row.id).answers["page"]).split(" long")[0] for row in rows}


def spoil(path: Path, at: int, size: int = 1) -> None:
    data = bytearray(path.read_bytes())
    for place in range(at, at + size):
        data[place] ^= 0x55
    path.write_bytes(data)


def brought_out(app: App, folder: Path) -> tuple[Salvaged, Journal]:
    to = folder.with_name("saved")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = app.vaults.salvage(folder, to, PASSPHRASE)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert done.folder == to
    assert not [path for path in to.parent.iterdir() if path.name.startswith(".")]
    return done, app.vaults.unlock(to, PASSPHRASE)


def test_a_sound_journal_comes_out_whole(app: App, created: Created) -> None:
    folder, whole = closed(created)
    done, journal = brought_out(app, folder)
    assert journal.integrity.state_hash() == whole
    assert (done.lost, done.bad_pages, done.whole, done.drafts) == (0, 0, True, 1)
    assert journal.integrity.verify(deep=True).status == "clean"
    assert [draft.answers["page"] for draft in journal.drafts.list()] == ["half a thought"]
    journal.close()
    app.vaults.unlock_with_words(folder.with_name("saved"), created.recovery_words).close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: spoil(path, 0, 16),  # the salt: no page has its MAC any more
        lambda path: spoil(path, 200, 500),  # the first page: the library refuses the file
    ],
)
def test_a_file_that_the_library_refuses_is_read_by_hand(
    app: App, created: Created, damage: Callable[[Path], None]
) -> None:
    folder, _ = closed(created)
    damage(folder / "vault.db")
    with pytest.raises(DamagedError):
        app.vaults.unlock(folder, PASSPHRASE)
    done, journal = brought_out(app, folder)
    assert done.bad_pages
    assert done.keys_kept
    assert [draft.answers["page"] for draft in journal.drafts.list()] == ["half a thought"]
    assert len(texts(journal)) == ENTRIES - 2
    assert journal.settings.get("display_name") == "Sam"
    journal.close()


def test_each_lost_page_costs_what_was_on_it_and_no_more(app: App, created: Created) -> None:
    folder, _ = closed(created)
    database = folder / "vault.db"
    data = database.read_bytes()
    last = len(data) // PAGE
    found: set[str] = set()
    for number in range(1, last, last // 7):
        database.write_bytes(data)
        spoil(database, number * PAGE, PAGE)
        to = folder.with_name(f"saved-{number}")
        done = app.vaults.salvage(folder, to, PASSPHRASE)
        assert done.bad_pages == 1
        journal = app.vaults.unlock(to, PASSPHRASE)
        out = texts(journal)
        journal.close()
        assert len(out) >= ENTRIES - 2 - 6
        assert len(out) == ENTRIES - 2 or done.lost
        found |= out
    assert len(found) == ENTRIES - 2


def test_one_flipped_byte_costs_one_row_because_the_chain_vouches_for_the_others(
    app: App, created: Created
) -> None:
    folder, _ = closed(created)
    database = folder / "vault.db"
    spoil(database, database.stat().st_size // 2 + 100)
    done, journal = brought_out(app, folder)
    assert done.bad_pages == 1
    assert done.lost <= 1
    assert len(texts(journal)) >= ENTRIES - 3
    journal.close()


def test_the_beginning_of_a_file_gives_what_is_in_it_and_says_until_when(
    app: App, created: Created
) -> None:
    folder, _ = closed(created)
    database = folder / "vault.db"
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 5])
    done, journal = brought_out(app, folder)
    said = " ".join(done.sentences())
    assert not done.whole
    assert "could not be read any more" in said or "may be missing" in said
    assert texts(journal)
    journal.close()


def test_a_damaged_envelope_is_replaced_by_that_of_a_backup(app: App, created: Created) -> None:
    created.journal.backups.make()
    created.journal.entries.write(EntryInput("free", {"page": "after the backup"}))
    folder, whole = closed(created)
    (folder / "envelope.json").write_bytes(b"no longer an envelope")
    with pytest.raises(WrongPassphraseError):
        app.vaults.salvage(folder, folder.with_name("saved"), "wrong")
    done, journal = brought_out(app, folder)
    assert done.whole
    assert journal.integrity.state_hash() == whole
    newest = app.vaults.newest_backup(folder)
    assert newest is not None
    assert newest.entries == ENTRIES - 1
    journal.close()


def test_what_was_purged_does_not_come_back(app: App, created: Created) -> None:
    folder, _ = closed(created)
    spoil(folder / "vault.db", 200, 500)
    _done, journal = brought_out(app, folder)
    assert "canary 1" not in texts(journal)
    assert [row.title for row in journal.bin.list()]
    journal.close()


def test_it_refuses_an_open_journal_a_taken_folder_and_a_wrong_passphrase(
    app: App, created: Created, tmp_path: Path
) -> None:
    folder = created.journal.folder
    with pytest.raises(VaultInUseError):
        app.vaults.salvage(folder, tmp_path / "to", PASSPHRASE)
    created.journal.close()
    with pytest.raises(FileProblemError):
        app.vaults.salvage(folder, folder, PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        app.vaults.salvage(folder, tmp_path / "to", "wrong")
    assert not (tmp_path / "to").exists()
    (folder / "vault.db").write_bytes(b"\0" * 20 * PAGE)
    with pytest.raises(DamagedError):
        app.vaults.salvage(folder, tmp_path / "to", PASSPHRASE)
    assert not (tmp_path / "to").exists()
