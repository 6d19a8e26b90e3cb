"""What the check hands out and takes in: spans, and the writer's own names and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tier = Literal["likely", "check"]

# The closed list of types, direct identifiers first, the way a review walks through them.
TYPES = (
    "PERSON",
    "INITIALS",
    "PRISON_NUMBER",
    "CRN",
    "PNC",
    "CRO",
    "NHS_NUMBER",
    "NINO",
    "POSTCODE",
    "PHONE",
    "EMAIL",
    "SOCIAL_HANDLE",
    "VEHICLE_REG",
    "COURT_CASE",
    "DOB",
    "AGE",
    "PLACE",
    "PREMISES",
    "ADDRESS",
)
# What people answer to: a replacement of one of these is somebody, with a pseudonym.
PEOPLE_TYPES = frozenset({"PERSON", "INITIALS"})
# One of these alone seldom names anybody; several together may (domain.md, section 5).
QUASI_TYPES = frozenset({"INITIALS", "AGE", "PLACE", "PREMISES", "POSTCODE"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text as given, in code points, that could identify someone.

    Titles ("Mr", "PC") and a possessive 's are outside it, so that a replacement reads well.
    `tier` is "likely" (worth an underline) or "check" (worth a look before sharing).
    """

    start: int
    end: int
    type: str
    text: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Known:
    """A name or place the writer has confirmed, with any spellings they also use for it."""

    text: str
    type: str = "PERSON"
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A detector's answer, in offsets of the normalised copy. `rank` settles overlaps:
    the higher one stays, and of equals the longer."""

    start: int
    end: int
    type: str
    tier: Tier
    rank: int = 50
