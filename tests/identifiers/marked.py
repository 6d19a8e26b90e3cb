"""Sentences with their identifiers marked: `Told {P Ngozi} about {PN A1234BC}.`"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
STYLES = ("tidy", "hurried", "lower")
CODES = {
    "P": "PERSON",
    "I": "INITIALS",
    "PN": "PRISON_NUMBER",
    "CRN": "CRN",
    "PNC": "PNC",
    "CRO": "CRO",
    "NHS": "NHS_NUMBER",
    "NI": "NINO",
    "PC": "POSTCODE",
    "PH": "PHONE",
    "EM": "EMAIL",
    "SH": "SOCIAL_HANDLE",
    "VR": "VEHICLE_REG",
    "CT": "COURT_CASE",
    "D": "DOB",
    "Y": "AGE",
    "L": "PLACE",
    "H": "PREMISES",
    "A": "ADDRESS",
}
_MARK = re.compile(r"\{([A-Z]+) ([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One identifier, in offsets of the plain sentence."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    marks: tuple[Mark, ...]


def read(line: str) -> Sentence:
    """A marked line as plain text and marks."""
    plain: list[str] = []
    marks: list[Mark] = []
    length = done = 0
    for match in _MARK.finditer(line):
        plain += [line[done : match.start()], match[2]]
        start = length + match.start() - done
        length = start + len(match[2])
        marks.append(Mark(start, length, CODES[match[1]]))
        done = match.end()
    return Sentence("".join([*plain, line[done:]]), tuple(marks))


def sentences(part: str, style: str) -> list[Sentence]:
    """The sentences of one file: `part` is "dev" (rules were written with it), "held"
    (written before the rules for names) or "late" (written after them, never tuned on)."""
    text = (DATA / f"{part}_{style}.txt").read_text("utf-8")
    return [read(line) for line in text.splitlines() if line and not line.startswith("#")]
