"""Counts of people, cell by cell, and how each may be told.

A cell is `(thing, category)` of everybody, or `(thing, category, by, group)` in one group of a
breakdown; `EVERYBODY` is the number of all. Thresholds are those of domain.md: nothing of fewer
than ten people, cells of 1 to 7 hidden, all others rounded to 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reflect_app.core.evaluation.people import Person, Thing

LEAST = 10
SMALL = 7
Cell = tuple[int, ...]
EVERYBODY: Cell = ()
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which things are counted whole and which within groups; by place in `things`.

    `pairs` are (thing, breakdown). The rest is worked out from those.
    """

    things: tuple[Thing, ...]
    whole: frozenset[int]
    pairs: tuple[Pair, ...]
    partners: dict[int, tuple[Pair, ...]] = field(init=False, compare=False)
    """By thing: every pair it has a part in."""

    def __post_init__(self) -> None:
        found = {
            place: tuple(pair for pair in self.pairs if place in pair)
            for place in range(len(self.things))
        }
        object.__setattr__(self, "partners", found)

    def cells(self, person: Person) -> Iterator[Cell]:
        """Every cell that somebody is counted in, hidden and unshown ones too."""
        yield EVERYBODY
        yield from enumerate(person)
        for of, by in self.pairs:
            yield of, person[of], by, person[by]

    def moved(self, person: Person, place: int, to: int) -> Iterator[tuple[Cell, int]]:
        """What changes, cell by cell, when somebody's category of one thing becomes another."""
        old = person[place]
        yield (place, old), -1
        yield (place, to), 1
        for of, by in self.partners[place]:
            if of == place:
                yield (of, old, by, person[by]), -1
                yield (of, to, by, person[by]), 1
            else:
                yield (of, person[of], by, old), -1
                yield (of, person[of], by, to), 1

    def is_shown(self, cell: Cell) -> bool:
        """Whether the fixed tables have the cell at all; the others can only be worked out."""
        if cell == EVERYBODY:
            return True
        if cell[1] >= self.things[cell[0]].shown:
            return False
        return len(cell) == 4 or cell[0] in self.whole

    def limit(self, cell: Cell) -> int:
        """The largest count that must be hidden in this cell, which counts from 1."""
        groups = all(self.things[place].people for place in cell[::2])
        return LEAST - 1 if groups else SMALL

    def all_cells(self) -> Iterator[Cell]:
        """Every cell there could be, shown or not, counted or not."""
        for place, thing in enumerate(self.things):
            for category in range(len(thing.categories)):
                yield place, category
        for of, by in self.pairs:
            for category in range(len(self.things[of].categories)):
                for group in range(len(self.things[by].categories)):
                    yield of, category, by, group


def count(layout: Layout, everybody: Sequence[Person]) -> Counter[Cell]:
    """How many people are in each cell."""
    return Counter(cell for person in everybody for cell in layout.cells(person))


def rounded(number: int) -> int:
    """To the nearest 5."""
    return 5 * ((number + 2) // 5)
