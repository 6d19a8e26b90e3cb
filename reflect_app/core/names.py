"""The writer's own list of real names and places: what to point out, and what is no name.

It lies in the vault outside the one history, so that a name taken off it leaves no earlier
state behind, and travels in encrypted backups only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnName:
    """A confirmed name or place with the writer's other spellings of it.

    `person` is the id of the pseudonym that stands for it, where the writer wanted Reflect to
    remember that; "" otherwise.
    """

    text: str
    type: str = "PERSON"
    variants: tuple[str, ...] = ()
    person: str = ""


@dataclass(frozen=True, slots=True)
class NamesList:
    """All that was decided. `forgotten` are keyed digests (hex) of names that are not kept."""

    known: tuple[OwnName, ...] = ()
    allowed: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
