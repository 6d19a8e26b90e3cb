"""The ways to the data key through the envelope, and the keys that hang on it."""

from __future__ import annotations

import msgspec
import pytest

from reflect_app.crypto import recovery, slots
from reflect_app.errors import DamagedError, WrongPassphraseError
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.keys import backup_key, vault_key, with_passphrase, with_words
from tests.fixtures import CHEAP, CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making

AT = "2026-03-12T07:30:00+00:00"


def without(envelope: Envelope, kind: str) -> Envelope:
    kept = [slot for slot in envelope.slots if slot.kind != kind]
    return msgspec.structs.replace(envelope, slots=kept)


def test_each_of_two_passphrases_opens_it_and_no_third(making: Making) -> None:
    vault = making.create()
    second = slots.passphrase_slot(vault.data_key, "a second one", AT, CHEAP, CHEAP_POLICY)
    both = msgspec.structs.replace(vault.envelope, slots=[*vault.envelope.slots, second])
    for phrase in (PASSPHRASE, "a second one"):
        assert with_passphrase(both, phrase, CHEAP_POLICY) == vault.data_key
    with pytest.raises(WrongPassphraseError):
        with_passphrase(both, "a third one", CHEAP_POLICY)


def test_an_envelope_without_a_passphrase_is_damage_and_no_wrong_passphrase(
    making: Making,
) -> None:
    envelope = without(making.create().envelope, "passphrase")
    with pytest.raises(DamagedError) as refusal:
        with_passphrase(envelope, PASSPHRASE, CHEAP_POLICY)
    assert refusal.value.name == "no-passphrase-slot"


def test_words_open_their_slot_alone(making: Making) -> None:
    vault = making.create()
    assert with_words(vault.envelope, making.words) == vault.data_key
    with pytest.raises(WrongPassphraseError):
        with_words(vault.envelope, recovery.new_words())
    with pytest.raises(WrongPassphraseError):
        with_words(without(vault.envelope, "recovery"), making.words)


def test_no_two_keys_are_one(making: Making) -> None:
    key = making.create().data_key
    made = {key, vault_key(key), backup_key(key, "00"), backup_key(key, "01")}
    assert len(made) == 4
    assert {len(one) for one in made} == {32}
