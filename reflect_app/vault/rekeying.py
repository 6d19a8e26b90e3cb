"""Other ways in, the same data key: slots of the envelope replaced so that one always opens.

The envelope is on disk before the vault's own figure for it is raised, and the anchor comes
last: a kill in between leaves an envelope that is ahead, which is no alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from reflect_app.core.clock import stamp
from reflect_app.crypto import slots
from reflect_app.crypto.kdf import KdfPolicy
from reflect_app.crypto.slots import KeySlot
from reflect_app.errors import DamagedError, InvalidInputError, ReflectError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.meta import get_meta, set_meta
from reflect_app.vault.vault import Vault
from reflect_app.words import tr


def replace_slots(vault: Vault, ways: Sequence[KeySlot], change: str) -> None:
    """Make these the ways in. `change` is the word for it in the journal's history.

    Raises:
        RolledBackError, FileProblemError: it could not be written; the old ways still open.
    """
    before = vault.envelope
    after = before
    try:
        with vault.writing() as tx:
            newest = max(before.generation, int(get_meta(tx.connection, "generation")))
            bare = msgspec.structs.replace(before, generation=newest + 1, slots=list(ways))
            after = envelopes.signed(bare, vault.data_key)
            envelopes.decoded(envelopes.encoded(after))  # never write what nobody could read
            set_meta(tx.connection, "generation", str(after.generation))
            tx.append("vault", after.instance, change, {})
            envelopes.write(vault.place.folder, after)
            vault.envelope = after
    except BaseException:
        _put_back(vault, before, after)
        raise


def change_passphrase(vault: Vault, phrase: str, policy: KdfPolicy) -> None:
    """One passphrase slot for the new phrase in place of every old one, at the same cost.

    Quick unlock on any device ends with it: whoever changes a passphrase wants others out.

    Raises:
        InvalidInputError: the new passphrase is empty.
    """
    if not phrase.strip():
        raise InvalidInputError(
            tr("The new passphrase is empty."), tr("Choose one, or take four common words.")
        )
    cost = next(slot for slot in vault.envelope.slots if slot.kind == "passphrase").cost()
    now = stamp(vault.clock.now())
    new = slots.passphrase_slot(vault.data_key, phrase, now, cost, policy)
    if slots.open_with_passphrase(new, phrase, policy) != vault.data_key:
        raise DamagedError(code="slot-not-proved")  # bad memory; better found now
    kept = [slot for slot in vault.envelope.slots if slot.kind == "recovery"]
    replace_slots(vault, [new, *kept], "passphrase-changed")


def remove_slot(vault: Vault, slot: str) -> None:
    """Take one way in away, by its id.

    Raises:
        InvalidInputError: there is no such slot, or it is the last passphrase.
    """
    kept = [each for each in vault.envelope.slots if each.id != slot]
    if len(kept) == len(vault.envelope.slots):
        raise InvalidInputError(tr("The journal has no such way in."), code="no-slot")
    if not any(each.kind == "passphrase" for each in kept):
        raise InvalidInputError(
            tr("The last passphrase cannot be taken away."),
            tr("Change it instead."),
            code="last-passphrase",
        )
    replace_slots(vault, kept, "slot-removed")


def _put_back(vault: Vault, before: envelopes.Envelope, after: envelopes.Envelope) -> None:
    """After a refusal: the old envelope again, unless the vault itself has moved on."""
    vault.envelope = before
    if after is before:
        return
    with suppress(ReflectError):
        with vault.reading() as connection:
            moved_on = int(get_meta(connection, "generation")) >= after.generation
        if moved_on:
            vault.envelope = after
        else:
            envelopes.write(vault.place.folder, before)
