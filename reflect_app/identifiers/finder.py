"""Text in, spans out: every detector asked, overlaps settled, offsets led back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from reflect_app.identifiers.detectors import (
    age,
    birth,
    court,
    crn,
    nhs,
    nino,
    online,
    phone,
    police,
    postcode,
    prison,
    vehicle,
)
from reflect_app.identifiers.detectors import address, initials, person, place, premises
from reflect_app.identifiers.doc import Detector, Doc
from reflect_app.identifiers.spans import Found, Known, Span

_DETECTORS: tuple[Detector, ...] = (
    online.Emails(),
    online.Handles(),
    nhs.HealthNumbers(),
    nino.InsuranceNumbers(),
    prison.PrisonNumbers(),
    crn.CaseReferences(),
    police.PoliceNumbers(),
    police.RecordOfficeNumbers(),
    court.CourtNumbers(),
    postcode.Postcodes(),
    phone.PhoneNumbers(),
    vehicle.Registrations(),
    birth.BirthDates(),
    age.Ages(),
    address.Addresses(),
    premises.Premises(),
    place.Places(),
    person.People(),
    initials.Initials(),
)


class Finder:
    """Finds what could identify someone. `known` is what the writer has confirmed, `allow`
    what they have said is no name. Built once and used for many texts; it keeps none."""

    def __init__(self, known: Sequence[Known] = (), allow: Collection[str] = ()) -> None:
        self._known = tuple(known)
        self._allow = frozenset(text.casefold() for text in allow)

    def find(self, text: str) -> list[Span]:
        """Spans in the order of the text; none overlaps another."""
        doc = Doc(text)
        found = [item for detector in _DETECTORS for item in detector.find(doc)]
        return [self._span(text, doc, item) for item in settle(found)]

    def _span(self, given: str, doc: Doc, item: Found) -> Span:
        start, end = doc.normal.original(item.start, item.end)
        return Span(start, end, item.type, given[start:end], item.tier)


def settle(found: Iterable[Found]) -> list[Found]:
    """One answer for each stretch: the higher rank, then the longer, then the earlier."""
    kept: list[Found] = []
    taken = bytearray()
    for item in sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        if item.end > len(taken):
            taken.extend(bytes(item.end - len(taken)))
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\x01" * (item.end - item.start)
            kept.append(item)
    return sorted(kept, key=lambda f: f.start)
