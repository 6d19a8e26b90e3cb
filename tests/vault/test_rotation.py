"""A new data key at the vault itself: the old vault stays open up to the switch."""

from __future__ import annotations

import pytest

from reflect_app.errors import CancelledError, DamagedError, DiskFullError, WrongPassphraseError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import rotation
from reflect_app.vault.keys import with_passphrase, with_words
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.verify import verify
from tests.fixtures import CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, Writer


@pytest.fixture
def writer(making: Making) -> Writer:
    made = Writer(making.create())
    made.write("kept")
    return made


def test_the_same_vault_under_another_key(making: Making, writer: Writer) -> None:
    old, before = writer.vault, state_hash(writer.vault)
    new, words = rotation.rotate(old, PASSPHRASE, CHEAP_POLICY)
    try:
        assert (old.closed, new.closed, new.writable) == (True, False, True)
        report = verify(new, deep=True)
        assert (state_hash(new), report.status, report.problems) == (before, "clean", ())
        assert new.envelope.generation == old.envelope.generation + 1
        assert new.envelope.instance == old.envelope.instance
        assert with_words(new.envelope, words) == new.data_key != old.data_key
        with pytest.raises(WrongPassphraseError):
            with_words(new.envelope, making.words)
        assert not list(making.place.folder.glob("rotated-*"))
    finally:
        new.close()


def test_a_wrong_passphrase_or_a_stop_leaves_it_open(making: Making, writer: Writer) -> None:
    vault = writer.vault

    def stop(done: int, of: int) -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(WrongPassphraseError):
        rotation.rotate(vault, "not it", CHEAP_POLICY)
    vault.pace = stop
    with pytest.raises(CancelledError):
        rotation.rotate(vault, PASSPHRASE, CHEAP_POLICY)
    writer.write("goes on")
    assert not list(making.place.folder.glob("rotated-*"))


def test_a_switch_that_fails_puts_the_old_envelope_back(
    making: Making, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, failures = envelopes.write, [DiskFullError()]

    def late(folder: object, envelope: envelopes.Envelope) -> None:
        write(making.place.folder, envelope)
        if failures:
            raise failures.pop()

    monkeypatch.setattr(envelopes, "write", late)
    with pytest.raises(DiskFullError):
        rotation.rotate(writer.vault, PASSPHRASE, CHEAP_POLICY)
    assert writer.vault.closed
    assert envelopes.read(making.place.folder) == writer.vault.envelope
    assert verify(making.open(), deep=True).status == "clean"


def test_what_a_kill_left_is_finished_or_swept_by_whoever_may(
    making: Making, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the switch and its end; then with a file that belongs to no key at all."""
    old = writer.vault

    def killed_here(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(rotation, "_put_in_place", killed_here)
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate(old, PASSPHRASE, CHEAP_POLICY)
    envelope = envelopes.read(making.place.folder)
    key = with_passphrase(envelope, PASSPHRASE, CHEAP_POLICY)
    assert key != old.data_key
    other = making.place.folder / f"rotated-{'0' * 32}.db"
    other.write_bytes(b"of no use")
    changed = envelopes.signed(envelope, old.data_key)
    with pytest.raises(DamagedError):
        rotation.finish(making.place, changed, key, making.clock)
    assert len(list(making.place.folder.glob("rotated-*"))) == 2
    rotation.finish(making.place, envelope, key, making.clock)
    assert list(making.place.folder.glob("rotated-*")) == [other]
    vault = making.open()
    assert verify(vault, deep=True).status == "clean"
    rotation.sweep(vault)
    assert not other.exists()
    rotation.finish(making.place, envelope, key, making.clock)  # nothing to do
