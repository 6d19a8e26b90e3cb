"""The ways into an unlocked journal: which there are, another passphrase, one way fewer."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.crypto.kdf import KdfPolicy
from reflect_app.crypto.slots import SlotKind
from reflect_app.vault import rekeying
from reflect_app.vault.keys import with_passphrase
from reflect_app.vault.vault import Vault
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Way:
    """One way in. `expires` is empty but for a device's own key."""

    id: str
    kind: SlotKind
    created: str
    expires: str = ""


class KeyService:
    """Use cases on the slots of one unlocked vault. The data key stays as it is."""

    def __init__(self, vault: Vault, policy: KdfPolicy) -> None:
        self._vault = vault
        self._policy = policy

    def ways(self) -> tuple[Way, ...]:
        """Every way in, as the envelope lists them."""
        return tuple(
            Way(slot.id, slot.kind, slot.created, slot.expires)
            for slot in self._vault.envelope.slots
        )

    def check(self, phrase: str) -> None:
        """Refuse a passphrase that does not open the journal: asked again before a change.

        Raises:
            WrongPassphraseError: it does not.
        """
        with_passphrase(self._vault.envelope, phrase, self._policy)

    def change_passphrase(self, phrase: str) -> None:
        """The new passphrase opens the journal from now on, and the old one does not.

        Copies and backups of before still open with the old one: `old_copies` says so.

        Raises:
            InvalidInputError: it is empty. RolledBackError, FileProblemError: nothing changed.
        """
        rekeying.change_passphrase(self._vault, phrase, self._policy)

    def remove(self, way: str) -> None:
        """Take one way in away, by its id; the last passphrase stays."""
        rekeying.remove_slot(self._vault, way)


def old_copies() -> str:
    """What everyone is told who changes a passphrase."""
    return tr(
        "Backups and copies made before still open with the old passphrase, and whoever has one"
        " of them has this journal's key. If the old passphrase is known to somebody, give the"
        " journal a new key too."
    )
