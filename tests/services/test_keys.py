"""Another passphrase: the old one is dead, and a kill never leaves a journal that none opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.errors import (
    FileProblemError,
    InvalidInputError,
    ReflectError,
    RolledBackError,
    WrongPassphraseError,
)
from reflect_app.services.journal import Journal
from reflect_app.services.vaults import Created
from reflect_app.vault import envelope as envelopes
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.kills import states

NEW = "quite another phrase"


@pytest.fixture
def folder(app: App) -> Path:
    return app.paths.default_vault


@pytest.fixture
def created(app: App, folder: Path) -> Created:
    made = app.vaults.create(folder, PASSPHRASE)
    made.journal.entries.write(EntryInput("free", {"page": "kept"}))
    return made


def opens(app: App, phrase: str) -> bool:
    """Whether the phrase opens the journal, whole and without an alarm."""
    try:
        journal = app.vaults.unlock(app.paths.default_vault, phrase)
    except WrongPassphraseError:
        return False
    try:
        assert journal.rollback is None
        assert journal.integrity.verify(deep=True).status == "clean"
        assert journal.entries.count() == 1
        return True
    finally:
        journal.close()


def test_the_new_phrase_opens_it_and_the_old_does_not(app: App, created: Created) -> None:
    with pytest.raises(WrongPassphraseError):
        created.journal.keys.check(NEW)
    created.journal.keys.check(PASSPHRASE)
    created.journal.keys.change_passphrase(NEW)
    created.journal.entries.page  # noqa: B018  still open, and usable
    created.journal.close()
    assert opens(app, NEW)
    assert not opens(app, PASSPHRASE)
    app.vaults.unlock_with_words(app.paths.default_vault, created.recovery_words).close()


def test_a_kill_anywhere_leaves_the_old_or_the_new(
    app: App, created: Created, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    found = states(home, tmp_path / "kills", lambda: created.journal.keys.change_passphrase(NEW))
    created.journal.close()
    assert len(found) > 5
    outcomes = []
    for state in found:
        there = make_app(state, app.clock)  # type: ignore[arg-type]
        old, new = opens(there, PASSPHRASE), opens(there, NEW)
        assert old != new, state
        outcomes.append(new)
    assert outcomes == sorted(outcomes)  # once new, always new
    assert (outcomes[0], outcomes[-1]) == (False, True)


@pytest.mark.parametrize("after", [False, True])
def test_an_envelope_that_cannot_be_written_changes_nothing(
    app: App, created: Created, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    write = envelopes.write
    failures = [FileProblemError("The drive went away.")]

    def fail_once(where: Path, envelope: envelopes.Envelope) -> None:
        if after or not failures:
            write(where, envelope)
        if failures:
            raise failures.pop()

    monkeypatch.setattr(envelopes, "write", fail_once)
    with pytest.raises(FileProblemError):
        created.journal.keys.change_passphrase(NEW)
    created.journal.keys.change_passphrase(NEW + " again")
    created.journal.close()
    assert not opens(app, PASSPHRASE)
    assert not opens(app, NEW)
    assert opens(app, NEW + " again")


def test_after_a_refusal_the_old_phrase_opens(
    app: App, created: Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, failures = envelopes.write, [FileProblemError("The drive went away.")]

    def write_then_fail(where: Path, envelope: envelopes.Envelope) -> None:
        write(where, envelope)
        if failures:
            raise failures.pop()

    monkeypatch.setattr(envelopes, "write", write_then_fail)
    with pytest.raises(FileProblemError):
        created.journal.keys.change_passphrase(NEW)
    created.journal.close()
    assert opens(app, PASSPHRASE)
    assert not opens(app, NEW)


def test_an_older_envelope_put_back_is_seen(app: App, created: Created, folder: Path) -> None:
    old = (folder / envelopes.NAME).read_bytes()
    created.journal.keys.change_passphrase(NEW)
    created.journal.close()
    (folder / envelopes.NAME).write_bytes(old)
    journal = app.vaults.unlock(folder, PASSPHRASE)
    try:
        assert journal.rollback is not None
        with pytest.raises(RolledBackError):
            journal.keys.change_passphrase("third")
    finally:
        journal.close()


def test_an_empty_phrase_and_the_last_slot_are_refused(journal: Journal) -> None:
    before = journal.keys.ways()
    with pytest.raises(InvalidInputError):
        journal.keys.change_passphrase("  ")
    (phrase,) = (way for way in before if way.kind == "passphrase")
    with pytest.raises(ReflectError) as refusal:
        journal.keys.remove(phrase.id)
    assert refusal.value.name == "last-passphrase"
    with pytest.raises(InvalidInputError):
        journal.keys.remove("none")
    assert journal.keys.ways() == before


def test_a_removed_slot_opens_nothing(app: App, created: Created, folder: Path) -> None:
    (words,) = (way for way in created.journal.keys.ways() if way.kind == "recovery")
    created.journal.keys.remove(words.id)
    created.journal.close()
    with pytest.raises(WrongPassphraseError):
        app.vaults.unlock_with_words(folder, created.recovery_words)
    assert opens(app, PASSPHRASE)


def test_read_only_changes_nothing(app: App, created: Created, folder: Path) -> None:
    created.journal.close()
    before = (folder / envelopes.NAME).read_bytes()
    journal = app.vaults.unlock(folder, PASSPHRASE, write=False)
    try:
        with pytest.raises(FileProblemError):
            journal.keys.change_passphrase(NEW)
    finally:
        journal.close()
    assert (folder / envelopes.NAME).read_bytes() == before
