"""The keys that stand for files of a vault, each derived from the data key for one purpose."""

from __future__ import annotations

from reflect_app.crypto import slots
from reflect_app.crypto.kdf import KdfPolicy, subkey
from reflect_app.errors import DamagedError, WrongPassphraseError
from reflect_app.vault.envelope import Envelope


def vault_key(data_key: bytes) -> bytes:
    """The key of `vault.db`."""
    return subkey(data_key, "vault")


def backup_key(data_key: bytes, backup: str) -> bytes:
    """The key of one backup, by its id."""
    return subkey(data_key, "backup", backup.encode())


def with_passphrase(envelope: Envelope, phrase: str, policy: KdfPolicy) -> bytes:
    """The data key, by the first passphrase slot that opens.

    Raises:
        WrongPassphraseError: none does. DamagedError: the envelope has none.
    """
    candidates = [slot for slot in envelope.slots if slot.kind == "passphrase"]
    if not candidates:
        raise DamagedError(code="no-passphrase-slot")
    for slot in candidates:
        try:
            return slots.open_with_passphrase(slot, phrase, policy)
        except WrongPassphraseError:
            continue
    raise WrongPassphraseError


def with_words(envelope: Envelope, words: str) -> bytes:
    """The data key, by the recovery words.

    Raises:
        InvalidInputError: they cannot be recovery words. WrongPassphraseError: not these.
    """
    for slot in envelope.slots:
        if slot.kind == "recovery":
            return slots.open_with_words(slot, words)
    raise WrongPassphraseError
