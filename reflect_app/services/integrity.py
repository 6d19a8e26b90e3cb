"""Is the journal what was written, and is it the newest there was?"""

from __future__ import annotations

from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.vault import Vault
from reflect_app.vault.verify import Report, verify


class IntegrityService:
    """Use cases on the soundness of one unlocked vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def verify(self, *, deep: bool = False) -> Report:
        """Look at everything and change nothing."""
        return verify(self._vault, deep=deep)

    def accept(self) -> None:
        """Go on with a copy that is older than last seen; chained, for the record."""
        if self._vault.rollback is not None:
            self._vault.accept()

    def state_hash(self) -> str:
        """One figure for everything that is kept: equal after backup and restore."""
        return state_hash(self._vault)
