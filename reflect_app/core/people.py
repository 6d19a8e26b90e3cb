"""People appear by pseudonym only. Never a fact about a resident, never a real name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A pseudonym the writer uses. `retired` ones are kept but no longer offered.

    `formerly` are words that stood for the same person before a rename or a merge: earlier
    wordings still hold them, and an earlier wording may come back.
    """

    id: str
    pseudonym: str
    created: str
    retired: bool = False
    formerly: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that ever stood for this person."""
        return (self.pseudonym, *self.formerly)
