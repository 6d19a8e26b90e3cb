"""What Relationships asks for, in the thread that owns the vault. Nothing is asked unopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reflect_app.core.entries import EntrySummary, Query
from reflect_app.core.people import Person
from reflect_app.core.periods import Period
from reflect_app.core.relationships import Relationship, RelationshipMap
from reflect_app.services.journal import Journal
from reflect_app.services.people import Uses

MOST_ENTRIES = 30


@dataclass(frozen=True, slots=True)
class Everybody:
    """The map, and the pseudonyms with a few words that nobody here was called by."""

    periods: tuple[Period, ...]
    period: Period
    map: RelationshipMap
    people: tuple[Person, ...]
    offered: tuple[str, ...]
    read_only: bool


@dataclass(frozen=True, slots=True)
class OnePerson:
    """One person's page. `entries` are the newest, `total` counts them all."""

    person: Person
    periods: tuple[Period, ...]
    period: Period
    pattern: Relationship
    entries: tuple[EntrySummary, ...]
    total: int
    others: tuple[Person, ...]
    read_only: bool


def everybody(journal: Journal, wanted: Period | None) -> Everybody:
    """Everything for the map and the list."""
    periods, period = _period(journal, wanted)
    return Everybody(
        periods,
        period,
        journal.insights.relationship_map(period),
        tuple(journal.people.list()),
        journal.people.offered_words(5),
        journal.read_only,
    )


def one_person(journal: Journal, id_: str, wanted: Period | None) -> OnePerson:
    """Everything about being with one person."""
    periods, period = _period(journal, wanted)
    person = journal.people.find(id_)
    asked = Query(person=person.pseudonym, start=period.first, end=period.last)
    page = journal.entries.page(asked, 0, MOST_ENTRIES)
    others = (each for each in journal.people.list() if each.id != person.id)
    return OnePerson(
        person,
        periods,
        period,
        journal.insights.relationship(person.pseudonym, period),
        page.entries,
        page.total,
        tuple(others),
        journal.read_only,
    )


def uses(journal: Journal, id_: str) -> Uses:
    """Where the pseudonym stands, for the question before it goes."""
    return journal.people.uses(id_)


def _period(journal: Journal, wanted: Period | None) -> tuple[tuple[Period, ...], Period]:
    """The last twelve months unless another time is asked for."""
    periods = journal.insights.periods()
    return periods, wanted or _of_kind(periods, "year")


def _of_kind(periods: Sequence[Period], kind: str) -> Period:
    return next(each for each in periods if each.kind == kind)
