"""People appear by pseudonym only. Never a fact about a resident, never a real name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A pseudonym the writer uses. `retired` ones are kept but no longer offered."""

    id: str
    pseudonym: str
    created: str
    retired: bool = False
