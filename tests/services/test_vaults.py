"""Making, opening and restoring journals, by the use cases that window and commands call."""

from __future__ import annotations

import os
import random
import shutil
import stat
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.crypto.kdf import LIGHT, STANDARD
from reflect_app.errors import (
    DamagedError,
    FileProblemError,
    InvalidInputError,
    NoVaultError,
    ReflectError,
    VaultInUseError,
    WrongPassphraseError,
)
from reflect_app.paths import Paths
from reflect_app.vault import envelope as envelopes
from tests.fixtures import MORNING, PASSPHRASE, make_app


@pytest.fixture
def folder(app: App, tmp_path: Path) -> Path:
    """A journal with one entry, closed."""
    place = tmp_path / "v"
    journal = app.vaults.create(
        place, PASSPHRASE, name="Sam", agency="North", role="worker"
    ).journal
    journal.entries.write(EntryInput("free", {"page": "kettle"}))
    journal.close()
    return place


def test_what_is_given_at_first_run_lies_inside(app: App, folder: Path) -> None:
    journal = app.vaults.unlock(folder, PASSPHRASE)
    settings = journal.settings.all()
    journal.close()
    assert [settings[name] for name in ("display_name", "agency", "role")] == [
        "Sam",
        "North",
        "worker",
    ]
    for path in folder.iterdir():
        assert b"North" not in path.read_bytes()


@pytest.mark.parametrize("phrase", ["", "   ", "\n\t"])
def test_an_empty_passphrase_makes_nothing(app: App, tmp_path: Path, phrase: str) -> None:
    with pytest.raises(InvalidInputError):
        app.vaults.create(tmp_path / "v", phrase)
    assert not (tmp_path / "v").exists()


def test_a_name_that_cannot_be_kept_makes_nothing(app: App, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        app.vaults.create(tmp_path / "v", PASSPHRASE, name="Sa\ud800m")
    assert "Sa" not in refusal.value.message
    assert not (tmp_path / "v").exists()


@pytest.mark.parametrize(
    "phrase", ["x", "ünïcödé ŵ", "a" * 3000, " spaces ", "bamboo ladder gravity ozone", "\ud800"]
)
def test_any_passphrase_opens_what_it_made(app: App, tmp_path: Path, phrase: str) -> None:
    app.vaults.create(tmp_path / "v", phrase).journal.close()
    app.vaults.unlock(tmp_path / "v", phrase).close()
    with pytest.raises(WrongPassphraseError):
        app.vaults.unlock(tmp_path / "v", phrase + "x")


@pytest.mark.parametrize("name", ["a b", "ŵy?x=1#y", "100%", "it's", '"quoted"', "-dash"])
def test_folders_of_any_name(app: App, tmp_path: Path, name: str) -> None:
    journal = app.vaults.create(tmp_path / name / "v", PASSPHRASE).journal
    made = journal.backups.make()
    journal.close()
    app.vaults.restore(made.out, tmp_path / name / "again", PASSPHRASE).close()
    assert (tmp_path / name / "again" / "vault.db").stat().st_size > 4096


def test_recovery_words_open_it(app: App, tmp_path: Path) -> None:
    created = app.vaults.create(tmp_path / "v", PASSPHRASE)
    created.journal.close()
    app.vaults.check_words(tmp_path / "v", created.recovery_words)
    app.vaults.unlock_with_words(tmp_path / "v", created.recovery_words.upper()).close()
    other = app.vaults.create(tmp_path / "w", PASSPHRASE)
    other.journal.close()
    with pytest.raises(WrongPassphraseError):
        app.vaults.unlock_with_words(tmp_path / "v", other.recovery_words)
    with pytest.raises(InvalidInputError):
        app.vaults.unlock_with_words(tmp_path / "v", "not words at all")


def test_wrong_and_damaged_are_never_taken_for_each_other(app: App, folder: Path) -> None:
    """R8: two hundred trials, mixed."""
    rng = random.Random(8)
    envelope = folder / "envelope.json"
    whole = envelope.read_bytes()
    for _ in range(200):
        harmed = rng.random() < 0.5
        phrase = PASSPHRASE if rng.random() < 0.5 else PASSPHRASE + "s"
        if harmed:
            place = rng.randrange(len(whole))
            envelope.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        due = DamagedError if harmed else WrongPassphraseError if phrase != PASSPHRASE else None
        if due is None:
            app.vaults.unlock(folder, phrase, write=False).close()
        else:
            with pytest.raises(due):
                app.vaults.unlock(folder, phrase, write=False)
        envelope.write_bytes(whole)


def test_no_journal_half_a_journal_and_a_file(app: App, tmp_path: Path, folder: Path) -> None:
    assert not app.vaults.exists(tmp_path / "none")
    for use in (app.vaults.info, lambda place: app.vaults.unlock(place, PASSPHRASE)):
        with pytest.raises(NoVaultError):
            use(tmp_path / "none")
    (folder / "envelope.json").unlink()
    assert app.vaults.exists(folder)
    with pytest.raises(DamagedError):
        app.vaults.info(folder)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ReflectError):
        app.vaults.unlock(tmp_path / "file", PASSPHRASE)


def test_the_holder_is_named_before_the_key_is_derived(tmp_path: Path) -> None:
    slow = App(Paths.under(tmp_path / "home"), FixedClock(MORNING), costs=None)
    quick = make_app(tmp_path / "home")
    journal = quick.vaults.create(tmp_path / "v", PASSPHRASE).journal
    with pytest.raises(VaultInUseError, match="since Thursday 12 March 2026"):
        # Its policy would refuse the cheap key; it never comes to that.
        slow.vaults.unlock(tmp_path / "v", "whatever")
    journal.close()
    with pytest.raises(DamagedError) as refusal:
        slow.vaults.unlock(tmp_path / "v", "whatever")
    assert refusal.value.name == "kdf-out-of-range"


def test_what_anyone_with_the_folder_can_know(app: App, folder: Path) -> None:
    info = app.vaults.info(folder)
    assert info.slots == ("passphrase", "recovery")
    assert info.bytes == sum(path.stat().st_size for path in folder.iterdir())
    assert (info.locked_by, info.last_backup) == (None, None)
    journal = app.vaults.unlock(folder, PASSPHRASE)
    journal.backups.make()
    info = app.vaults.info(folder)
    assert info.locked_by is not None
    assert info.last_backup is not None
    assert info.instance == envelopes.read(folder).instance
    journal.close()


def test_a_shipped_program_makes_slots_at_the_shipped_cost(tmp_path: Path) -> None:
    """The only test that pays for a real key, twice."""
    shipped = App(Paths.under(tmp_path / "home"), FixedClock(MORNING))
    for cost, floor in (("light", LIGHT), ("standard", STANDARD)):
        place = tmp_path / cost
        shipped.vaults.create(place, PASSPHRASE, kdf=cost).journal.close()  # type: ignore[arg-type]
        (slot,) = (one for one in envelopes.read(place).slots if one.kind == "passphrase")
        assert (slot.memory, slot.lanes) == (floor.memory, floor.lanes)
        assert floor.passes <= slot.passes <= 10
        shipped.vaults.unlock(place, PASSPHRASE).close()


def test_a_link_to_the_folder_is_the_same_journal(app: App, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    journal = app.vaults.unlock(tmp_path / "link", PASSPHRASE)
    assert journal.folder == folder
    with pytest.raises(VaultInUseError):
        app.vaults.unlock(folder, PASSPHRASE)
    journal.close()


def test_restoring(app: App, tmp_path: Path, folder: Path) -> None:
    journal = app.vaults.unlock(folder, PASSPHRASE)
    backup, before = journal.backups.make().out, journal.integrity.state_hash()
    journal.close()
    again = app.vaults.restore(backup, tmp_path / "r", PASSPHRASE)
    assert again.integrity.state_hash() == before
    assert not again.read_only
    again.close()
    with pytest.raises(FileProblemError):
        app.vaults.restore(backup, tmp_path / "r", PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        app.vaults.restore(backup, tmp_path / "s", "another")
    with pytest.raises(FileProblemError):
        app.vaults.restore(tmp_path / "none", tmp_path / "s", PASSPHRASE)
    assert not (tmp_path / "s").exists()


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_a_whole_story_under_umask_000_leaves_nothing_for_others(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        app = make_app(tmp_path / "home")
        journal = app.vaults.create(tmp_path / "deep" / "v", PASSPHRASE).journal
        journal.entries.purge(journal.entries.write(EntryInput("free", {"page": "x"})).id)
        backup = journal.backups.make().out
        journal.close()
        app.vaults.restore(backup, tmp_path / "deep" / "r", PASSPHRASE).close()
    finally:
        os.umask(old)
    for path in (tmp_path / "deep").rglob("*"):
        due = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == due, path
    for path in app.paths.anchors.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_copy_on_another_computer_is_first_seen_there(folder: Path, tmp_path: Path) -> None:
    elsewhere = make_app(tmp_path / "other-home")
    shutil.copytree(folder, tmp_path / "copy")
    journal = elsewhere.vaults.unlock(tmp_path / "copy", PASSPHRASE)
    assert journal.first_seen
    assert journal.rollback is None
    journal.close()
