"""Settings that say something about a person: they live inside the vault, never beside it."""

from __future__ import annotations

from typing import Any

from reflect_app.core.changes import Changes, Saved
from reflect_app.vault.object_store import SettingStore
from reflect_app.vault.vault import Vault

DEFAULTS: dict[str, Any] = {
    "display_name": "",
    "agency": "",
    "role": "",
    "second_backup_place": "",
    "second_backup_skipped": False,
    "recovery_deferred": False,
    "recovery_checked": "",
    "my_words": [],
    "prompt_in_work": {},
    "keep_everything": False,
    "learning_body": "",
    "learning_since": "",
    "learning_figures": {},
    "evaluation": {},
    "evaluation_ledger": [],
    "exchange_folder": "",
    "answers_seen": "",
    "received_keep_days": 0,
}
"""Every name that may be set, with what holds until it is."""


class VaultSettings:
    """Settings of one unlocked vault, by name."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._settings = SettingStore(vault)

    def all(self) -> dict[str, Any]:
        """Every setting with its value or default."""
        return {**DEFAULTS, **{k: v for k, v in self._settings.all().items() if k in DEFAULTS}}

    def get(self, name: str) -> Any:  # noqa: ANN401  any JSON
        """One setting; KeyError for a name that is none."""
        return self.all()[name]

    def set(self, name: str, value: Any) -> Saved:  # noqa: ANN401  any JSON
        """Save one setting; the same value again saves nothing."""
        if self.get(name) == value:
            return Saved(name, 0, "")
        with self._vault.writing() as tx:
            number = self._settings.put(tx, name, value)
            return Saved(name, number, tx.at, Changes(settings=frozenset({name})))
