"""A new data key: the old one opens nothing of today, and a kill never leaves a closed journal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.crypto import identity
from reflect_app.errors import (
    CancelledError,
    DiskFullError,
    ReflectError,
    WrongPassphraseError,
)
from reflect_app.services.vaults import Created
from reflect_app.vault import checks
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.create import NewKeys
from tests.fixtures import CHEAP, PASSPHRASE, make_app
from tests.helpers.kills import states


@pytest.fixture
def folder(app: App) -> Path:
    return app.paths.default_vault


@pytest.fixture
def created(app: App, folder: Path) -> Created:
    made = app.vaults.create(folder, PASSPHRASE)
    made.journal.entries.write(EntryInput("free", {"page": "kept"}))
    return made


def state_of(app: App) -> str:
    """The hash of what is kept; the journal opens whole, without an alarm."""
    journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    try:
        assert journal.rollback is None
        assert journal.integrity.verify(deep=True).status == "clean"
        assert journal.entries.count() == 1
        return journal.integrity.state_hash()
    finally:
        journal.close()


def test_everything_is_kept_under_a_new_key(app: App, created: Created, folder: Path) -> None:
    before = created.journal.vault.data_key
    old_backup = created.journal.backups.make().out
    created.journal.close()
    rotated = app.vaults.rotate(folder, PASSPHRASE)
    try:
        assert rotated.journal.vault.data_key != before
        assert rotated.older == (old_backup,)
        assert rotated.journal.settings.get("recovery_deferred") is True
        assert not rotated.journal.first_seen or rotated.journal.rollback is None
        rotated.journal.entries.write(EntryInput("free", {"page": "after"}))
        rotated.journal.backups.make()
    finally:
        rotated.journal.close()
    assert not list(folder.glob("rotated-*"))
    with pytest.raises(WrongPassphraseError):
        app.vaults.unlock_with_words(folder, created.recovery_words)
    journal = app.vaults.unlock_with_words(folder, rotated.recovery_words)
    try:
        report = journal.integrity.verify(deep=True)
        assert (report.status, report.entries, report.problems) == ("clean", 2, ())
        assert not journal.first_seen
    finally:
        journal.close()


def test_backups_of_before_still_open_and_no_key_of_then_opens_today(
    app: App, created: Created, folder: Path, tmp_path: Path
) -> None:
    backup = created.journal.backups.make().out
    old = (folder / envelopes.NAME).read_bytes()
    created.journal.close()
    app.vaults.rotate(folder, PASSPHRASE).journal.close()
    app.vaults.restore(backup, tmp_path / "again", PASSPHRASE).close()
    (folder / envelopes.NAME).write_bytes(old)  # the old key with the new database
    with pytest.raises(ReflectError) as refusal:
        app.vaults.unlock(folder, PASSPHRASE)
    assert refusal.value.exit_code == 3


def test_a_whole_copy_of_before_is_held_back(
    app: App, created: Created, folder: Path, tmp_path: Path
) -> None:
    created.journal.close()
    shutil.copytree(folder, tmp_path / "copy")
    app.vaults.rotate(folder, PASSPHRASE).journal.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    journal = app.vaults.unlock(folder, PASSPHRASE)
    try:
        assert journal.rollback is not None
        journal.integrity.accept()
        journal.entries.write(EntryInput("free", {"page": "gone on with"}))
    finally:
        journal.close()
    journal = app.vaults.unlock(folder, PASSPHRASE)
    assert journal.rollback is None
    journal.close()


def test_a_kill_anywhere_leaves_a_journal_that_opens(
    app: App, created: Created, folder: Path, tmp_path: Path
) -> None:
    created.journal.close()
    before = (folder / envelopes.NAME).read_bytes()
    kept = state_of(app)
    found = states(
        tmp_path / "home",
        tmp_path / "kills",
        lambda: app.vaults.rotate(folder, PASSPHRASE).journal.close(),
    )
    after = state_of(app)  # differs by one setting: the new words are not written down yet
    new = []
    for state in found:
        there = make_app(state, app.clock)  # type: ignore[arg-type]
        new.append((there.paths.default_vault / envelopes.NAME).read_bytes() != before)
        if not new[-1]:  # a reader beside must not be stopped by what is being made
            there.vaults.unlock(there.paths.default_vault, PASSPHRASE, write=False).close()
        assert state_of(there) in (kept, after)
        assert not list(there.paths.default_vault.glob("rotated-*"))
    assert new == sorted(new)
    assert (new[0], new[-1]) == (False, True)
    assert len(found) > 10


@pytest.mark.parametrize("late", [False, True])
def test_a_disk_that_refuses_leaves_the_old_key(
    app: App, created: Created, folder: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    created.journal.close()
    write, failures = envelopes.write, [DiskFullError()]

    def fail_once(where: Path, envelope: envelopes.Envelope) -> None:
        if late or not failures:
            write(where, envelope)
        if failures:
            raise failures.pop()

    monkeypatch.setattr(envelopes, "write", fail_once)
    with pytest.raises(DiskFullError):
        app.vaults.rotate(folder, PASSPHRASE)
    assert not list(folder.glob("rotated-*"))
    state_of(app)
    app.vaults.unlock_with_words(folder, created.recovery_words).close()


def test_a_copy_that_does_not_check_is_never_switched_to(
    app: App, created: Created, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    created.journal.close()
    before = (folder / envelopes.NAME).read_bytes()
    monkeypatch.setattr(checks, "counts", lambda *_: iter(["bad"]))
    with pytest.raises(ReflectError):
        app.vaults.rotate(folder, PASSPHRASE)
    monkeypatch.undo()
    assert (folder / envelopes.NAME).read_bytes() == before
    state_of(app)


class Stopper:
    """A pace that has the work stopped at its nth call; it keeps what it was told."""

    def __init__(self, at: int = 0) -> None:
        self.left = at
        self.told: list[float] = []

    def __call__(self, done: int, of: int) -> None:
        if of:
            self.told.append(done / of)
        self.left -= 1
        if not self.left:
            raise CancelledError("Stopped.")


def test_it_tells_how_far_it_is_and_a_stop_anywhere_leaves_the_old_key(
    app: App, created: Created, folder: Path
) -> None:
    journal = created.journal
    before, at = journal.vault.data_key, 0
    while True:
        at += 1
        stopper = Stopper(at)
        journal.keep_pace(stopper)
        try:
            rotated = app.vaults.renew_key(journal, PASSPHRASE)
        except CancelledError:
            assert (journal.vault.closed, journal.vault.data_key) == (False, before)
            assert not list(folder.glob("rotated-*"))
            assert not journal.settings.get("recovery_deferred")
            journal.people.add(f"Wren {at}")  # it goes on at once
        else:
            break
    assert at > 5
    assert stopper.told == sorted(stopper.told)
    assert (stopper.told[0] < 0.4, stopper.told[-1]) == (True, 1.0)
    assert journal.vault.data_key != before
    assert len(journal.people.list()) == at - 1
    assert len(rotated.recovery_words.split()) == 24
    journal.close()
    state_of(app)


def test_a_stop_of_a_backup_or_a_restore_leaves_nothing_behind(
    app: App, created: Created, tmp_path: Path
) -> None:
    journal, place = created.journal, tmp_path / "stick"
    for at in range(1, 1000):
        journal.keep_pace(Stopper(at))
        try:
            made = journal.backups.make(place)
        except CancelledError:
            assert list(place.iterdir()) == []
        else:
            break
    assert at > 5
    for at in range(1, 1000):  # a look at what is there says nothing of it when it is stopped
        journal.keep_pace(Stopper(at))
        try:
            (found,) = journal.backups.list(place)
        except CancelledError:
            continue
        assert (found.problem, found.ours) == ("", True)
        break
    journal.keep_pace(Stopper())
    journal.close()
    there = set(tmp_path.iterdir())
    for at in range(1, 1000):
        try:
            again = app.vaults.restore(made.out, tmp_path / "r", PASSPHRASE, Stopper(at))
        except CancelledError:
            assert set(tmp_path.iterdir()) == there
        else:
            break
    assert again.entries.count() == 1
    again.close()


def test_what_holds_words_or_keys_does_not_show_them_when_it_is_printed(
    app: App, created: Created, folder: Path
) -> None:
    rotated = app.vaults.renew_key(created.journal, PASSPHRASE)
    mine = identity.new_identity()
    keys = NewKeys(PASSPHRASE, created.recovery_words, CHEAP)
    shown = repr((created, rotated, mine, keys))
    for secret in (
        PASSPHRASE, created.recovery_words, rotated.recovery_words, repr(mine.private)[2:-1],
    ):  # fmt: skip
        assert secret not in shown
    created.journal.close()
