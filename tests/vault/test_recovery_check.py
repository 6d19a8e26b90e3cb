"""What the vault keeps of its recovery words: enough to tell three wrong ones, not the words."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from reflect_app.vault import recovery_check
from reflect_app.vault.vault import Vault
from tests.vault.making import Making


@pytest.fixture
def vault(making: Making) -> Vault:
    return making.create()


def kept(vault: Vault) -> dict[str, object]:
    with vault.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT value FROM secret WHERE name = 'recovery-check'"
        ).scalar()
    told: dict[str, object] = msgspec.json.decode(bytes(found or b"{}"))
    return told


def test_every_word_fits_its_own_place_by_four_letters(vault: Vault, making: Making) -> None:
    words = dict(enumerate(making.words.split(), 1))
    assert recovery_check.count(vault) == 24
    assert recovery_check.fits(vault, words) == ()
    assert recovery_check.fits(vault, {p: f" {w[:4].upper()} " for p, w in words.items()}) == ()


def test_wrong_words_are_told_by_their_place(vault: Vault, making: Making) -> None:
    """A mark has five bits, so that of 24 words in the next one's place hardly two fit."""
    words = making.words.split()
    moved = dict(enumerate([*words[1:], words[0]], 1))
    wrong = recovery_check.fits(vault, moved)
    assert set(wrong) <= set(range(1, 25))
    assert len(wrong) > 12


def test_the_marks_are_those_of_the_format(vault: Vault, making: Making) -> None:
    """A journal that was made before is asked with the same marks: one bit else, and none fits."""
    found = kept(vault)
    salt = bytes.fromhex(str(found["salt"]))
    assert len(salt) == 16
    assert found["marks"] == [
        hashlib.sha256(salt + bytes([0, place]) + word[:4].encode()).digest()[0] % 32
        for place, word in enumerate(making.words.split(), 1)
    ]
    assert making.words.split()[0] not in str(found)


def test_another_way_in_has_no_marks(vault: Vault, making: Making) -> None:
    slots = [
        msgspec.structs.replace(slot, id="00" * 8) if slot.kind == "recovery" else slot
        for slot in vault.envelope.slots
    ]
    vault.envelope = msgspec.structs.replace(vault.envelope, slots=slots)
    assert recovery_check.count(vault) == 0
    assert recovery_check.fits(vault, {3: making.words.split()[2]}) == (3,)
