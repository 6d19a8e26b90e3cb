"""A new vault: whole, private and nobody else's."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from reflect_app.crypto import identity
from reflect_app.errors import DamagedError, FileProblemError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.create import NewKeys, create, new_instance
from reflect_app.vault.engine import new_file
from reflect_app.vault.files import make_folder
from reflect_app.vault.keys import vault_key, with_passphrase, with_words
from reflect_app.vault.meta import get_meta
from reflect_app.vault.vault import Place
from reflect_app.vault.verify import verify
from tests.fixtures import CHEAP, CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, bare


def test_it_is_whole_from_the_first_moment(making: Making) -> None:
    vault = making.create()
    assert not vault.first_seen
    assert verify(vault, deep=True).status == "clean"
    with vault.reading() as connection:
        assert get_meta(connection, "counter") == "1"
        assert get_meta(connection, "instance") == vault.envelope.instance
        assert get_meta(connection, "public_hash") == vault.envelope.public_hash().hex()
    assert {path.name for path in making.place.folder.iterdir()} == {
        "envelope.json", "lease", "vault.db", "vault.db-journal",
    }  # fmt: skip


def test_both_ways_in_open_the_same_key(making: Making) -> None:
    vault = making.create()
    found = envelopes.read(making.place.folder)
    assert with_passphrase(found, PASSPHRASE, CHEAP_POLICY) == vault.data_key
    assert with_words(found, making.words) == vault.data_key
    assert vault_key(vault.data_key) != vault.data_key


def test_the_private_keys_lie_inside_and_fit_the_envelope(making: Making) -> None:
    vault = making.create()
    making.close()
    with bare(making.place.database, vault.data_key) as connection:
        private = connection.execute("SELECT value FROM secret WHERE name = 'identity'").fetchone()
    assert len(private[0]) == identity.PRIVATE_BYTES
    for path in making.place.folder.iterdir():
        assert private[0][:32] not in path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_everything_is_private_under_umask_000(making: Making) -> None:
    old = os.umask(0)
    try:
        making.create()
    finally:
        os.umask(old)
    for path in [making.place.folder, making.place.anchors, *making.root.rglob("*")]:
        if path.name in {"home", "run"}:  # the test's own
            continue
        due = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == due, path


def test_no_two_vaults_share_a_secret(making: Making) -> None:
    envelopes_made = []
    for name in "abc":
        vault = making.create(Place(making.root / name, making.root / "anchors"))
        envelopes_made.append((vault.data_key, vault.envelope))
    assert len({key for key, _ in envelopes_made}) == 3
    for part in ("instance", "public"):
        assert len({getattr(found, part) for _, found in envelopes_made}) == 3
    assert len({found.slots[0].salt for _, found in envelopes_made}) == 3
    assert len({new_instance() for _ in range(100)}) == 100


@pytest.mark.parametrize("name", ["envelope.json", "vault.db", "holiday.jpg"])
def test_a_folder_that_holds_something_is_left_alone(making: Making, name: str) -> None:
    making.place.folder.mkdir()
    (making.place.folder / name).write_bytes(b"precious")
    with pytest.raises(FileProblemError):
        making.create()
    assert [path.name for path in making.place.folder.iterdir()] == [name]
    assert (making.place.folder / name).read_bytes() == b"precious"


def test_a_file_in_the_way_is_said(making: Making) -> None:
    making.place.folder.write_bytes(b"precious")
    with pytest.raises(FileProblemError, match="is a file"):
        making.create()


def test_an_empty_folder_is_fine(making: Making) -> None:
    making.place.folder.mkdir()
    assert making.create().writable


def test_a_failed_making_takes_its_own_things_away(making: Making) -> None:
    making.place.anchors.write_text("a file where the folder should be")
    for there_before in (False, True):
        if there_before:
            making.place.folder.mkdir()
        with pytest.raises(FileProblemError):
            making.create()
        assert making.place.folder.exists() is there_before
        assert not there_before or list(making.place.folder.iterdir()) == []
    making.place.anchors.unlink()
    assert making.create().writable


def test_whoever_comes_second_takes_nothing_away(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking at the folder and making the file, somebody else was quicker."""

    def slow(folder: Path) -> None:
        make_folder(folder)
        new_file(folder / "vault.db")
        (folder / "envelope.json").write_bytes(b"theirs")

    monkeypatch.setattr("reflect_app.vault.create.make_folder", slow)
    with pytest.raises(FileProblemError, match="there already"):
        making.create()
    assert (making.place.folder / "envelope.json").read_bytes() == b"theirs"
    assert (making.place.folder / "vault.db").exists()


def test_a_lost_envelope_is_damage_not_a_free_folder(making: Making) -> None:
    making.create()
    making.close()
    (making.place.folder / "envelope.json").unlink()
    with pytest.raises(DamagedError):
        making.open()
    with pytest.raises(FileProblemError):
        create(making.place, NewKeys("x", making.words, CHEAP), CHEAP_POLICY, making.clock)


def test_a_moved_folder_is_the_same_vault(making: Making) -> None:
    making.create()
    making.close()
    moved = Place(making.root / "elsewhere", making.place.anchors)
    shutil.move(making.place.folder, moved.folder)
    vault = making.open(moved)
    assert (vault.rollback, vault.first_seen) == (None, False)
