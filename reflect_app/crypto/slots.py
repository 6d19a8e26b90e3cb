"""Key slots: ways to one random data key. Each wraps it with AES-256-GCM.

A slot's own parameters are the associated data, so that a slot cannot be cheapened
without failing to open. Everything is JSON in the envelope; bytes are lower-case hex.
"""

from __future__ import annotations

import hashlib
import os
from typing import Literal

import msgspec

from reflect_app.crypto import aead, kdf, passphrase, recovery
from reflect_app.crypto.kdf import KdfParams, KdfPolicy
from reflect_app.errors import DamagedError, WrongPassphraseError
from reflect_app.words import tr

SlotKind = Literal["passphrase", "recovery", "device"]
DATA_KEY_BYTES = 32


class KeySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One way in. `memory`, `passes`, `lanes`, `salt` and `form` belong to a passphrase.

    A recovery or device slot derives nothing: its 32 bytes are random already.
    """

    id: str
    kind: SlotKind
    created: str
    nonce: str
    sealed: str
    salt: str = ""
    memory: int = 0
    passes: int = 0
    lanes: int = 0
    form: passphrase.Form = "exact"
    expires: str = ""

    def cost(self) -> KdfParams:
        """What opening it costs."""
        return KdfParams(self.memory, self.passes, self.lanes)


def new_data_key() -> bytes:
    """Thirty-two random bytes, the root of every other key of a vault."""
    return os.urandom(DATA_KEY_BYTES)


def passphrase_slot(
    data_key: bytes, phrase: str, created: str, cost: KdfParams, policy: KdfPolicy
) -> KeySlot:
    """A slot that a passphrase opens, with a fresh 16-byte salt."""
    form = passphrase.form_of(phrase)
    salt = os.urandom(kdf.SALT_BYTES)
    bare = KeySlot(
        id=os.urandom(8).hex(), kind="passphrase", created=created, nonce="", sealed="",
        salt=salt.hex(), memory=cost.memory, passes=cost.passes, lanes=cost.lanes, form=form,
    )  # fmt: skip
    key = kdf.derive(passphrase.canonical(phrase, form), salt, cost, policy)
    return _sealed(bare, key, data_key)


def recovery_slot(data_key: bytes, words: str, created: str) -> KeySlot:
    """A slot that the 24 recovery words open."""
    bare = KeySlot(id=os.urandom(8).hex(), kind="recovery", created=created, nonce="", sealed="")
    return _sealed(bare, _recovery_key(words), data_key)


def device_slot(data_key: bytes, secret: str, boot: str, created: str, expires: str) -> KeySlot:
    """A slot that a device's own secret opens, until it is restarted. Expiry is for the caller
    to keep: whoever has the secret and the slot has the key.
    """
    bare = KeySlot(
        id=os.urandom(8).hex(), kind="device", created=created, expires=expires,
        nonce="", sealed="",
    )  # fmt: skip
    return _sealed(bare, _device_key(secret, boot), data_key)


def open_with_device(slot: KeySlot, secret: str, boot: str) -> bytes:
    """The data key, by a device's secret.

    Raises:
        WrongPassphraseError: another secret, another start of the computer, or another device.
    """
    return _opened(slot, _device_key(secret, boot), WrongPassphraseError())


def open_with_passphrase(slot: KeySlot, phrase: str, policy: KdfPolicy) -> bytes:
    """The data key.

    Raises:
        WrongPassphraseError: it does not open this slot.
        DamagedError: the slot asks for costs outside the policy, or is not well formed.
    """
    salt = _bytes(slot.salt)
    if len(salt) != kdf.SALT_BYTES:
        raise DamagedError(code="envelope-damaged")
    key = kdf.derive(passphrase.canonical(phrase, slot.form), salt, slot.cost(), policy)
    return _opened(slot, key, WrongPassphraseError())


def open_with_words(slot: KeySlot, words: str) -> bytes:
    """The data key, by recovery words.

    Raises:
        InvalidInputError: these cannot be recovery words at all.
        WrongPassphraseError: they are, but another journal's.
    """
    refusal = WrongPassphraseError(tr("Those recovery words belong to another journal."))
    return _opened(slot, _recovery_key(words), refusal)


def _device_key(secret: str, boot: str) -> bytes:
    return kdf.subkey(hashlib.sha256(secret.encode()).digest(), "device-slot", boot.encode())


def _recovery_key(words: str) -> bytes:
    return kdf.subkey(recovery.entropy(words), "recovery-slot")


def _sealed(bare: KeySlot, key: bytes, data_key: bytes) -> KeySlot:
    nonce, sealed = aead.wrap(key, data_key, _context(bare))
    return msgspec.structs.replace(bare, nonce=nonce.hex(), sealed=sealed.hex())


def _opened(slot: KeySlot, key: bytes, refusal: WrongPassphraseError) -> bytes:
    try:
        return aead.unwrap(key, _bytes(slot.nonce), _bytes(slot.sealed), _context(slot))
    except aead.NotOpenedError:
        raise refusal from None


def _context(slot: KeySlot) -> bytes:
    bare = msgspec.structs.replace(slot, nonce="", sealed="")
    return b"reflect/1/slot/" + msgspec.json.encode(bare, order="sorted")


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise DamagedError(code="envelope-damaged") from None
