"""A backup becomes a vault again, and is nobody's older copy."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import msgspec
import pytest

from reflect_app.errors import (
    DamagedError,
    FileProblemError,
    ReflectError,
    WrongPassphraseError,
)
from reflect_app.vault import backup as backups
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.anchor import Anchor
from reflect_app.vault.meta import get_meta
from reflect_app.vault.restore import restore
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.vault import Place, Vault
from reflect_app.vault.verify import verify
from tests.fixtures import CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, Writer


@pytest.fixture
def writer(making: Making) -> Writer:
    writer = Writer(making.create())
    for place in range(3):
        writer.write(f"page {place}", tags=("team",))
    return writer


@pytest.fixture
def backup(making: Making, writer: Writer) -> Path:
    return backups.make(writer.vault, making.root / "backups").out


def restored(making: Making, backup: Path, name: str = "r", phrase: str = PASSPHRASE) -> Vault:
    place = Place(making.root / name, making.place.anchors)
    return making._kept(restore(backup, place, phrase, CHEAP_POLICY, making.clock))


def test_it_holds_the_same_and_is_another_instance(
    making: Making, writer: Writer, backup: Path
) -> None:
    vault = restored(making, backup)
    assert state_hash(vault) == state_hash(writer.vault)
    assert vault.envelope.instance != writer.vault.envelope.instance
    assert vault.envelope.public == writer.vault.envelope.public
    assert verify(vault, deep=True).status == "clean"
    assert (vault.rollback, vault.first_seen) == (None, False)
    with vault.reading() as connection:
        content = connection.exec_driver_sql(
            "SELECT content FROM revision ORDER BY seq DESC LIMIT 1"
        ).scalar()
    said = msgspec.json.decode(content or b"")
    assert said["change"] == "restored"
    assert said["body"]["from"] == writer.vault.envelope.instance
    assert {path.name for path in making.root.iterdir()} >= {"r", "v"}
    assert not [path for path in making.root.iterdir() if path.name.startswith(".r")]


def test_it_is_clean_whatever_anchor_lies_there(making: Making, backup: Path) -> None:
    first = restored(making, backup)
    instance = first.envelope.instance
    making.close()
    place = first.place
    old = making.place.anchor(envelopes.read(making.place.folder).instance).read_bytes()
    anchor = place.anchor(instance)
    other = Making(making.root / "other", making.clock)
    foreign = other.place.anchor(other.create().envelope.instance)
    other.close()
    for left in (None, anchor.read_bytes(), old, foreign.read_bytes(), b"", b"noise" * 2000):
        if left is None:
            anchor.unlink()
        else:
            anchor.write_bytes(left)
        report = verify(making.open(place, write=False))
        assert report.status == "clean", left
        making.close()
        Writer(making.open(place)).write("goes on")
        making.close()


def test_two_restores_of_one_backup_do_not_know_each_other(making: Making, backup: Path) -> None:
    Writer(restored(making, backup, "one")).write("x", id_="aa" * 8)
    Writer(restored(making, backup, "two")).write("y", id_="bb" * 8)
    making.close()
    for name in ("one", "two", "v"):
        assert making.open(Place(making.root / name, making.place.anchors)).rollback is None


def test_the_passphrase_is_that_of_its_day(making: Making, backup: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        restored(making, backup, phrase="another")
    assert not (making.root / "r").exists()


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_everything_is_private_under_umask_000(making: Making, backup: Path) -> None:
    old = os.umask(0)
    try:
        restored(making, backup, "deep/down/r")
    finally:
        os.umask(old)
    for path in [making.root / "deep", *(making.root / "deep").rglob("*")]:
        due = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == due, path


def test_a_taken_folder_is_refused_and_an_empty_one_is_fine(making: Making, backup: Path) -> None:
    taken = making.root / "taken"
    taken.mkdir()
    (taken / "holiday.jpg").touch()
    with pytest.raises(FileProblemError):
        restored(making, backup, "taken")
    with pytest.raises(FileProblemError):
        restored(making, backup, "v")
    (making.root / "empty").mkdir()
    assert restored(making, backup, "empty").writable


def test_a_damaged_backup_leaves_nothing_behind(making: Making, backup: Path) -> None:
    whole = backup.read_bytes()
    before = set(making.root.iterdir())
    for place in range(20, len(whole), len(whole) // 40):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedError):
            restored(making, backup)
        assert set(making.root.iterdir()) == before


def test_a_failure_after_the_move_lets_go_of_the_lease(making: Making, backup: Path) -> None:
    making.close()
    shutil.rmtree(making.place.anchors)
    making.place.anchors.write_text("a file where the folder should be")
    with pytest.raises(ReflectError):
        restored(making, backup)
    making.place.anchors.unlink()
    vault = making.open(Place(making.root / "r", making.place.anchors))
    assert vault.first_seen
    assert verify(vault).status == "clean"


def test_the_anchor_is_written_at_once(making: Making, backup: Path) -> None:
    vault = restored(making, backup)
    seen = Anchor(vault.place.anchor(vault.envelope.instance), vault.data_key).read()
    assert seen is not None
    with vault.reading() as connection:
        assert int(get_meta(connection, "counter")) == seen.counter
