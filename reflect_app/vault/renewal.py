"""New recovery words in place of the old. The data key stays, so nothing is encrypted anew."""

from __future__ import annotations

from reflect_app.core.clock import stamp
from reflect_app.crypto import recovery, slots
from reflect_app.vault import recovery_check
from reflect_app.vault.rekeying import replace_slots
from reflect_app.vault.vault import Vault


def renew_words(vault: Vault) -> str:
    """Replace the recovery slot and return the words that open the new one.

    Backups made before keep the old words.

    Raises:
        RolledBackError, FileProblemError: the vault cannot be written; nothing has changed.
    """
    words = recovery.new_words()
    kept = [slot for slot in vault.envelope.slots if slot.kind != "recovery"]
    new = slots.recovery_slot(vault.data_key, words, stamp(vault.clock.now()))
    replace_slots(vault, [*kept, new], "recovery-renewed")
    with vault.writing() as tx:
        recovery_check.remember(tx, vault.envelope, words)
    return words
