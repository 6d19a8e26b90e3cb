"""Text in, spans out: every detector asked, overlaps settled, repeats added, offsets led back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from reflect_app.identifiers.detectors import (
    address,
    age,
    birth,
    court,
    crn,
    houses,
    initials,
    nhs,
    nino,
    online,
    person,
    phone,
    place,
    police,
    postcode,
    premises,
    prison,
    vehicle,
)
from reflect_app.identifiers.doc import Detector, Doc
from reflect_app.identifiers.forgotten import Forgotten
from reflect_app.identifiers.known import KnownNames
from reflect_app.identifiers.normal import Normal, fold
from reflect_app.identifiers.settle import settle
from reflect_app.identifiers.spans import Found, Known, Span
from reflect_app.identifiers.spread import Seen, spread
from reflect_app.identifiers.widen import widened

_PIECE = 200_000

DETECTORS: tuple[Detector, ...] = (
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
    houses.Houses(),
    place.Places(),
    person.People(),
    initials.Initials(),
)
"""Each asked on its own; what they find together is settled afterwards."""


class Finder:
    """Finds what could identify someone. `known` is what the writer has confirmed, `allow`
    what they have said is no name; a confirmed one is found even if it is allowed too.
    `forgotten` holds digests of names that were replaced and not kept. Built once and used
    for many texts; it keeps none of them."""

    def __init__(
        self,
        known: Sequence[Known] = (),
        allow: Collection[str] = (),
        forgotten: Forgotten | None = None,
    ) -> None:
        self._given = tuple(known)
        self._forgotten = forgotten
        self._known: KnownNames | None = None
        self._allow = frozenset(_key(text) for text in allow)

    def find(self, text: str) -> list[Span]:
        """Spans in the order of the text; none overlaps another."""
        if not text or text.isspace():
            return []
        if self._known is None:
            self._known = KnownNames(self._given)  # reads the lists, so not before a text
        spans: list[Span] = []
        seen = Seen()
        for start, end in _pieces(text):
            spans.extend(self._find(text, start, end, self._known, seen))
        return spans

    def _find(
        self, text: str, begin: int, finish: int, known: KnownNames, seen: Seen
    ) -> Iterator[Span]:
        doc = Doc(text[begin:finish])
        confirmed = list(known.find(doc))
        if self._forgotten is not None:
            confirmed += self._forgotten.find(doc)
        found = [
            item
            for detector in DETECTORS
            for item in detector.find(doc)
            if not self._allowed(doc, item)
        ]
        settled = settle([*widened(doc, confirmed, found), *found])
        for item in settle(spread(doc, settled, self._allow, seen)):
            first, last = doc.normal.original(item.start, item.end)
            start, end = begin + first, begin + last
            yield Span(start, end, item.type, text[start:end], item.tier)

    def _allowed(self, doc: Doc, item: Found) -> bool:
        return bool(self._allow) and fold(doc.text[item.start : item.end]) in self._allow


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A long text in stretches that end with a line or a sentence, so that the words of an
    enormous one need not all be in memory at once."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        for mark in ("\n", ". ", " "):
            cut = text.rfind(mark, start + _PIECE // 2, end)
            if cut > 0:
                end = cut + len(mark)
                break
        yield start, end
        start = end
    yield start, len(text)


def _key(text: str) -> str:
    return fold(Normal(text.strip()).text)
