"""The writer's own pattern with each pseudonym. It is about the writer, never a profile.

Nothing here is a fact about the other person, and nothing is inferred: closeness is the warmth
the writer marked, thickness how often they wrote, and the sign where they marked much wariness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from reflect_app.core import when
from reflect_app.core.charts import FEW, Chart, Table, figure, too_few
from reflect_app.core.measures import Labels, nothing_line, over_time, picked, scale_name
from reflect_app.core.readings import Reading
from reflect_app.core.renaming import SOMEONE
from reflect_app.words import tr, trn

WARY_FROM = 7
THICKEST = 5
_SCALES = ("warmth", "wariness", "clarity")


@dataclass(frozen=True, slots=True)
class Said:
    """Something the writer wrote: where, when, under which question."""

    entry: str
    day: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Relationship:
    """What the writer marked about being with one person. `entries` are newest first."""

    person: str
    contacts: int
    first: str
    last: str
    scores: Chart
    pulls: Chart
    door: Chart
    repairs: tuple[Said, ...]
    entries: tuple[str, ...]
    summary: str

    @property
    def few(self) -> bool:
        """Whether there are too few entries for a pattern."""
        return self.contacts < FEW


@dataclass(frozen=True, slots=True)
class Tie:
    """One person on the map, the writer in the middle.

    `closeness` runs from 0 (far) to 1 and is None where no warmth was marked; `thickness` from
    1 to 5. Scores are the middle ones, None where none was marked. `few`: draw it as a guess.
    """

    person: str
    contacts: int
    last: str
    warmth: float | None
    wariness: float | None
    clarity: float | None
    closeness: float | None
    thickness: int
    wary: bool
    few: bool


@dataclass(frozen=True, slots=True)
class RelationshipMap:
    """Everybody the writer wrote about in a time, most written about first."""

    ties: tuple[Tie, ...]
    table: Table
    summary: str

    @property
    def words(self) -> tuple[str, ...]:
        """What everybody on it is called."""
        return tuple(tie.person for tie in self.ties)


def relationship(
    person: str, readings: Sequence[Reading], labels: Labels, repairs: Iterable[Said]
) -> Relationship:
    """What the readings that name a person say of being with them; `readings` oldest first."""
    mine = [reading for reading in readings if person in reading.people]
    return Relationship(
        person=person,
        contacts=len(mine),
        first=mine[0].day if mine else "",
        last=mine[-1].day if mine else "",
        scores=over_time(_SCALES, mine, "relationship"),
        pulls=picked("pull", mine, labels),
        door=picked("door", mine, labels),
        repairs=tuple(repairs),
        entries=tuple(reading.entry for reading in reversed(mine)),
        summary=_summary(person, mine),
    )


def relationship_map(readings: Sequence[Reading]) -> RelationshipMap:
    """The map of everybody named in the readings. People who were forgotten are not on it."""
    by_person: dict[str, list[Reading]] = {}
    for reading in readings:
        for person in reading.people:
            if person != SOMEONE:
                by_person.setdefault(person, []).append(reading)
    most = max((len(found) for found in by_person.values()), default=1)
    ties = sorted(
        (_tie(person, found, most) for person, found in by_person.items()),
        key=lambda tie: (-tie.contacts, tie.person.casefold()),
    )
    return RelationshipMap(
        tuple(ties), _table(ties), " ".join(map(_spoken, ties)) or nothing_line()
    )


def law_line() -> str:
    """What stands on every page about one person."""
    return tr(
        "This page is about you. It may still count in law as information about the other person,"
        " so they might have a right to ask for it."
    )


def _tie(person: str, found: Sequence[Reading], most: int) -> Tie:
    middles = {scale: _middle(scale, found) for scale in _SCALES}
    warmth, wariness = middles["warmth"], middles["wariness"]
    return Tie(
        person=person, contacts=len(found), last=found[-1].day,
        warmth=warmth, wariness=wariness, clarity=middles["clarity"],
        closeness=None if warmth is None else warmth / 10,
        thickness=max(1, round(THICKEST * len(found) / most)),
        wary=wariness is not None and wariness >= WARY_FROM,
        few=len(found) < FEW,
    )  # fmt: skip


def _middle(scale: str, found: Iterable[Reading]) -> float | None:
    scores = [reading.scores[scale] for reading in found if scale in reading.scores]
    return median(scores) if scores else None


def _table(ties: Iterable[Tie]) -> Table:
    columns = (
        tr("Person"), tr("Entries"), *(scale_name(scale) for scale in _SCALES), tr("Last written"),
    )  # fmt: skip
    rows = tuple(
        (
            tie.person, str(tie.contacts), _shown(tie.warmth), _shown(tie.wariness),
            _shown(tie.clarity), tie.last,
        )
        for tie in ties
    )  # fmt: skip
    return Table(columns, rows)


def _shown(value: float | None) -> str:
    return "" if value is None else figure(value)


def _spoken(tie: Tie) -> str:
    """What a dashed line, a place and a thickness show, for a person who hears the map."""
    told = [
        f"{scale_name(scale)} {figure(value)}"
        for scale, value in (("warmth", tie.warmth), ("wariness", tie.wariness))
        if value is not None
    ]
    if tie.few:
        scores = f" {', '.join(told)}." if told else ""
        return f"{tie.person}: {too_few(tie.contacts)}{scores}"
    count = trn("{count} entry", "{count} entries", tie.contacts).format(count=tie.contacts)
    return f"{tie.person}: {', '.join([count, *told])}."


def _summary(person: str, found: Sequence[Reading]) -> str:
    if not found:
        return nothing_line()
    if len(found) < FEW:
        return too_few(len(found))
    return tr("{person}: {count} entries from {first} to {last}.").format(
        person=person, count=len(found), first=when.day(found[0].day), last=when.day(found[-1].day)
    )
