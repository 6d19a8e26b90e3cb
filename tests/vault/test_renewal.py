"""New recovery words: the old ones are dead, the new ones work, and nothing looks rolled back."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.errors import FileProblemError, WrongPassphraseError
from reflect_app.vault import envelope as envelopes
from tests.fixtures import PASSPHRASE


@pytest.fixture
def folder(app: App) -> Path:
    return app.paths.default_vault


def test_the_new_words_open_it_and_the_old_ones_do_not(app: App, folder: Path) -> None:
    created = app.vaults.create(folder, PASSPHRASE)
    created.journal.entries.write(EntryInput("free", {"page": "kept"}))
    words = created.journal.renew_recovery_words()
    assert created.journal.settings.get("recovery_deferred") is True
    created.journal.close()
    with pytest.raises(WrongPassphraseError):
        app.vaults.unlock_with_words(folder, created.recovery_words)
    journal = app.vaults.unlock_with_words(folder, words)
    try:
        assert journal.rollback is None
        assert journal.integrity.verify(deep=True).status == "clean"
        journal.settings.set("recovery_deferred", False)
        journal.entries.write(EntryInput("free", {"page": "after"}))
    finally:
        journal.close()
    app.vaults.unlock(folder, PASSPHRASE).close()


def test_an_envelope_from_before_is_seen_as_older(app: App, folder: Path) -> None:
    created = app.vaults.create(folder, PASSPHRASE)
    old = (folder / envelopes.NAME).read_bytes()
    created.journal.renew_recovery_words()
    created.journal.close()
    (folder / envelopes.NAME).write_bytes(old)
    journal = app.vaults.unlock(folder, PASSPHRASE)
    try:
        assert journal.rollback is not None
    finally:
        journal.close()


def test_a_commit_that_fails_after_the_envelope_is_no_alarm(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = app.vaults.create(folder, PASSPHRASE)
    write = envelopes.write

    def write_then_fail(where: Path, envelope: envelopes.Envelope) -> None:
        write(where, envelope)
        raise FileProblemError("The drive went away.")

    monkeypatch.setattr(envelopes, "write", write_then_fail)
    with pytest.raises(FileProblemError):
        created.journal.renew_recovery_words()
    monkeypatch.undo()
    created.journal.close()
    journal = app.vaults.unlock(folder, PASSPHRASE)
    try:
        assert journal.rollback is None
        assert journal.settings.get("recovery_deferred") is True
        words = journal.renew_recovery_words()
    finally:
        journal.close()
    app.vaults.unlock_with_words(folder, words).close()


def test_read_only_changes_nothing(app: App, folder: Path) -> None:
    created = app.vaults.create(folder, PASSPHRASE)
    created.journal.close()
    before = (folder / envelopes.NAME).read_bytes()
    journal = app.vaults.unlock(folder, PASSPHRASE, write=False)
    try:
        with pytest.raises(FileProblemError):
            journal.renew_recovery_words()
    finally:
        journal.close()
    assert (folder / envelopes.NAME).read_bytes() == before
