"""New recovery words in place of the old. The data key stays, so nothing is encrypted anew."""

from __future__ import annotations

import msgspec

from reflect_app.core.clock import stamp
from reflect_app.crypto import recovery, slots
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.meta import get_meta, set_meta
from reflect_app.vault.vault import Vault


def renew_words(vault: Vault) -> str:
    """Replace the recovery slot and return the words that open the new one.

    The envelope is on disk before the vault's own figure for it is raised: a kill in between
    leaves an envelope that is ahead, which is no alarm. Backups made before keep the old words.

    Raises:
        RolledBackError, FileProblemError: the vault cannot be written; nothing has changed.
    """
    words = recovery.new_words()
    with vault.writing() as tx:
        now = stamp(vault.clock.now())
        newest = max(vault.envelope.generation, int(get_meta(tx.connection, "generation")))
        kept = [slot for slot in vault.envelope.slots if slot.kind != "recovery"]
        renewed = msgspec.structs.replace(
            vault.envelope,
            generation=newest + 1,
            slots=[*kept, slots.recovery_slot(vault.data_key, words, now)],
        )
        signed = envelopes.signed(renewed, vault.data_key)
        set_meta(tx.connection, "generation", str(signed.generation))
        tx.append("vault", signed.instance, "recovery-renewed", {})
        envelopes.write(vault.place.folder, signed)
        vault.envelope = signed
    return words
