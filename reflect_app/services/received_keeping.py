"""How long what others sent is kept: as long as its reader says, and a policy allows."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.core.changes import Saved
from reflect_app.errors import InvalidInputError
from reflect_app.organisation import LEAST_KEEP, MOST_KEEP
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.words import tr, trn

KEEP_DAYS = "received_keep_days"


@dataclass(frozen=True, slots=True)
class KeptFor:
    """In days, 0 for no end: what the reader `chose`, and the `longest` that a policy allows."""

    chosen: int
    longest: int

    @property
    def days(self) -> int:
        """What holds: the shorter of the two."""
        return min(filter(None, (self.chosen, self.longest)), default=0)


class ReceivedKeeping:
    """The rule of one unlocked vault. What is held for a reason stays, whatever it says."""

    def __init__(self, settings: VaultSettings, longest: int = 0) -> None:
        self._settings = settings
        self._longest = longest

    def now(self) -> KeptFor:
        """What holds now."""
        return KeptFor(int(self._settings.get(KEEP_DAYS)), self._longest)

    def set(self, days: int) -> Saved:
        """Keep it for so many days from when it came; 0 for as long as its author lets it.

        Raises:
            InvalidInputError: code `bad-keeping`; too short to be read, or too long to mean it.
        """
        if days and not LEAST_KEEP <= days <= MOST_KEEP:
            raise InvalidInputError(
                tr(
                    "What others sent is kept for {least} to {most} days, or without an end."
                ).format(least=LEAST_KEEP, most=MOST_KEEP),
                tr("Give a number of days between these, or 0."),
                code="bad-keeping",
            )
        return self._settings.set(KEEP_DAYS, days)


def kept_line(kept: KeptFor) -> str:
    """How long it is kept, in a sentence."""
    if not kept.days:
        return tr("It is kept until it expires or is asked back.")
    return trn(
        "It is erased {count} day after it came, at the next opening.",
        "It is erased {count} days after it came, at the next opening.",
        kept.days,
    ).format(count=kept.days)
