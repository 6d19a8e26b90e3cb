"""Keep everything for now: while somebody may ask for the journal, nothing in it is erased."""

from __future__ import annotations

from reflect_app.errors import InvalidInputError
from reflect_app.vault.object_store import SettingStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

KEEP = "keep_everything"
"""The setting's name."""


class Keeping:
    """Whether one unlocked vault keeps everything, and the refusal where something would go."""

    def __init__(self, vault: Vault) -> None:
        self._settings = SettingStore(vault)

    @property
    def on(self) -> bool:
        """Whether the writer keeps everything for now."""
        return bool(self._settings.all().get(KEEP))

    def refuse(self) -> None:
        """Raise where something would be erased for good that must be kept.

        Raises:
            InvalidInputError: code `keeping-everything`; nothing was erased.
        """
        if self.on:
            raise InvalidInputError(
                tr("You are keeping everything for now, so nothing is erased."),
                tr("“Keep everything for now” is in Settings. Ask for advice before you end it."),
                code="keeping-everything",
            )


def keeping_line() -> str:
    """What is said wherever something would have gone by itself."""
    return tr("You are keeping everything for now: nothing here is erased.")
