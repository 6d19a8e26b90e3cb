"""Key slots: every way in, and every way of tampering with one."""

from __future__ import annotations

import msgspec
import pytest

from reflect_app.crypto import slots
from reflect_app.crypto.kdf import KdfParams, KdfPolicy
from reflect_app.crypto.recovery import new_words
from reflect_app.crypto.slots import KeySlot
from reflect_app.errors import DamagedError, WrongPassphraseError
from tests.fixtures import CHEAP, CHEAP_POLICY

NOW = "2026-03-12T07:30:00+00:00"


@pytest.fixture
def key() -> bytes:
    return slots.new_data_key()


def made(key: bytes, phrase: str = "bamboo ladder gravity ozone") -> KeySlot:
    return slots.passphrase_slot(key, phrase, NOW, CHEAP, CHEAP_POLICY)


def test_the_passphrase_opens_it_and_no_other_does(key: bytes) -> None:
    slot = made(key, "Tŷ bach, 3 cathod")
    assert slots.open_with_passphrase(slot, "Tŷ bach, 3 cathod", CHEAP_POLICY) == key
    for wrong in ("tŷ bach, 3 cathod", "Tŷ bach,3 cathod", "", "x" * 5000):
        with pytest.raises(WrongPassphraseError):
            slots.open_with_passphrase(slot, wrong, CHEAP_POLICY)


def test_a_suggested_phrase_forgives_its_spelling(key: bytes) -> None:
    slot = made(key)
    assert slots.open_with_passphrase(slot, "Bamboo-Ladder GRAVITYozone", CHEAP_POLICY) == key


def test_recovery_words_open_their_own_slot_only(key: bytes) -> None:
    words = new_words()
    slot = slots.recovery_slot(key, words, NOW)
    assert slots.open_with_words(slot, words.upper()) == key
    assert (slot.cost(), slot.salt, slot.expires) == (KdfParams(0, 0, 0), "", "")
    assert len(bytes.fromhex(slot.id)) == 8
    with pytest.raises(WrongPassphraseError):
        slots.open_with_words(slot, new_words())


def test_no_two_slots_share_a_salt_a_nonce_or_an_id(key: bytes) -> None:
    many = [made(key) for _ in range(100)]
    for part in ("salt", "nonce", "id", "sealed"):
        assert len({getattr(slot, part) for slot in many}) == 100
    assert {len(bytes.fromhex(slot.salt)) for slot in many} == {16}
    assert {len(bytes.fromhex(slot.id)) for slot in many} == {8}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "00"}, {"created": "2020-01-01T00:00:00+00:00"}, {"form": "exact"},
        {"expires": NOW}, {"passes": 2}, {"memory": 16},
    ],
)  # fmt: skip
def test_a_slots_own_facts_are_bound_to_it(key: bytes, change: dict[str, object]) -> None:
    slot = msgspec.structs.replace(made(key), **change)
    with pytest.raises(WrongPassphraseError):
        slots.open_with_passphrase(slot, "bamboo ladder gravity ozone", CHEAP_POLICY)


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "zz" * 16}, {"salt": ""}, {"salt": "00" * 4}, {"salt": "00" * 64},
        {"memory": 1 << 40}, {"passes": 0}, {"lanes": 0}, {"lanes": 99},
        {"nonce": "not hex"}, {"sealed": "0"},
    ],
)  # fmt: skip
def test_what_no_slot_of_ours_holds_is_damage(key: bytes, change: dict[str, object]) -> None:
    slot = msgspec.structs.replace(made(key), **change)
    with pytest.raises(DamagedError):
        slots.open_with_passphrase(slot, "bamboo ladder gravity ozone", CHEAP_POLICY)


def test_the_shipped_policy_refuses_the_cost_of_tests(key: bytes) -> None:
    with pytest.raises(DamagedError):
        slots.open_with_passphrase(made(key), "bamboo ladder gravity ozone", KdfPolicy())
    with pytest.raises(DamagedError):
        slots.passphrase_slot(key, "x", NOW, KdfParams(8, 1, 1), KdfPolicy())


def test_a_devices_secret_opens_it_until_the_computer_starts_anew(key: bytes) -> None:
    slot = slots.device_slot(key, "a secret", "boot 1", NOW, "2026-03-12T19:30:00+00:00")
    assert slots.open_with_device(slot, "a secret", "boot 1") == key
    later = msgspec.structs.replace(slot, expires="2027-03-12T19:30:00+00:00")
    for wrong, secret, boot in (
        (slot, "a secret", "boot 2"), (slot, "another", "boot 1"), (later, "a secret", "boot 1"),
    ):  # fmt: skip
        with pytest.raises(WrongPassphraseError):
            slots.open_with_device(wrong, secret, boot)
