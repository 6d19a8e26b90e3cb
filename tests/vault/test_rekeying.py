"""Ways in are changed wholly or not at all, wherever the disk refuses in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.errors import DiskFullError, WrongPassphraseError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import rekeying
from reflect_app.vault.anchor import Anchor
from reflect_app.vault.keys import with_passphrase
from reflect_app.vault.vault import Vault
from reflect_app.vault.verify import verify
from tests.fixtures import CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, Writer

NEW = "another one by now"


def changed(vault: Vault) -> None:
    rekeying.change_passphrase(vault, NEW, CHEAP_POLICY)


def opens(making: Making, vault: Vault, phrase: str) -> None:
    """This phrase alone opens what lies there, and the open vault says the same."""
    lying = envelopes.read(making.place.folder)
    assert vault.envelope == lying
    assert with_passphrase(lying, phrase, CHEAP_POLICY) == vault.data_key
    with pytest.raises(WrongPassphraseError):
        with_passphrase(lying, NEW if phrase == PASSPHRASE else PASSPHRASE, CHEAP_POLICY)


def test_the_new_one_opens_it_and_the_old_one_does_not(making: Making) -> None:
    vault = making.create()
    changed(vault)
    opens(making, vault, NEW)
    assert verify(vault, deep=True).problems == ()


def test_a_refusal_after_the_envelope_was_replaced_leaves_the_old_one(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, write = Writer(making.create()), envelopes.write
    failures = [DiskFullError()]

    def late(folder: Path, envelope: envelopes.Envelope) -> None:
        write(folder, envelope)
        if failures:
            raise failures.pop()

    monkeypatch.setattr(envelopes, "write", late)
    with pytest.raises(DiskFullError):
        changed(writer.vault)
    opens(making, writer.vault, PASSPHRASE)
    writer.write("goes on")
    changed(writer.vault)
    opens(making, writer.vault, NEW)
    assert verify(writer.vault, deep=True).problems == ()


def test_a_refusal_before_it_was_replaced_leaves_the_old_one(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = making.create()

    def full(folder: Path, envelope: envelopes.Envelope) -> None:
        raise DiskFullError

    with monkeypatch.context() as failing:
        failing.setattr(envelopes, "write", full)
        with pytest.raises(DiskFullError):
            changed(vault)
    opens(making, vault, PASSPHRASE)
    assert verify(vault, deep=True).problems == ()


def test_a_refusal_after_the_commit_leaves_the_new_one(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The anchor comes last. The old one would be called an older copy by then."""
    vault = making.create()

    def full(self: Anchor, seen: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as failing:
        failing.setattr(Anchor, "write", full)
        with pytest.raises(DiskFullError):
            changed(vault)
    opens(making, vault, NEW)
    making.close()
    assert envelopes.read(making.place.folder) == vault.envelope
