"""What of a set of counts may be told, so that nobody can work a small count out.

First, whatever is small is hidden, and with a group of people everything about it. Then each
count of 1 to 7 is put to the proof against the *whole* set of tables at once: a different set of
people is looked for that would have printed exactly the same tables, with another number in that
cell. Such a set is a whole-number solution of everything that was published, so whatever exact
bounds somebody works out from the tables, both numbers lie within them: the cell is not pinned
down. Three different numbers are asked for where the cell is printed. Where they cannot be
found, more is hidden, until they can: the search may miss a solution, and then hides too much,
never too little.

A stronger reader than there is, is assumed: one who knows which cells were hidden for being small
(so that a number outside 1 to 7 is no proof) and every number that rounding allows. This is not
proof against somebody who has other knowledge, such as the answers of half the people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reflect_app.core.evaluation.figures import (
    EVERYBODY,
    LEAST,
    SMALL,
    Cell,
    Layout,
    count,
    rounded,
)
from reflect_app.core.evaluation.people import Person

Standing = Literal["shown", "small", "group", "second", "withheld"]
_PROOFS = 3
_PROOFS_UNPRINTED = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: a number rounded to 5 by cell, None for a hidden one. Cells of a table that
    had to be left out whole are not there. `standings` say why, for tests.
    """

    figures: Mapping[Cell, int | None]
    standings: Mapping[Cell, Standing]


class CannotProtectError(Exception):
    """Whatever is hidden, some small count could still be worked out. Nothing is told."""


def suppressed(layout: Layout, everybody: Sequence[Person]) -> Told:
    """What may be told of these people.

    Raises:
        CannotProtectError: nothing.
        ValueError: they are fewer than ten; there is nothing to ask then.
    """
    if len(everybody) < LEAST:
        raise ValueError("fewer than ten")
    # In an order of their own: where the order of the files could choose what is hidden, one set
    # told of twice would be two tables to put together.
    work = _Work(layout, sorted(everybody))
    work.prove_all()
    figures = {
        cell: rounded(work.counts[cell]) if standing == "shown" else None
        for cell, standing in work.standings.items()
        if standing != "withheld"
    }
    return Told(figures, work.standings)


class _Work:
    """One set of people, its counts, and what stands where so far."""

    def __init__(self, layout: Layout, everybody: Sequence[Person]) -> None:
        self.layout = layout
        self.counts = count(layout, everybody)
        self.kinds = Counter(everybody)
        self.standings: dict[Cell, Standing] = {EVERYBODY: "shown"}
        self._cells = list(layout.all_cells())
        for cell in self._cells:
            if layout.is_shown(cell) and len(cell) == 2:
                self.standings[cell] = self._first(cell)
        for cell in self._cells:
            if layout.is_shown(cell) and len(cell) == 4:
                self.standings[cell] = self._first(cell)

    def _first(self, cell: Cell) -> Standing:
        if any(self._is_hidden_group(part) for part in _parts(cell)):
            return "group"
        return "small" if 1 <= self.counts[cell] <= self.layout.limit(cell) else "shown"

    def _is_hidden_group(self, part: Cell) -> bool:
        """Whether a part of a cell is a group of people of whom nothing may be told."""
        people = self.layout.things[part[0]].people
        small = 1 <= self.counts[part] < LEAST
        return people and (small or self.standings.get(part) == "second")

    def prove_all(self) -> None:
        """Hide more until every count of 1 to 7 has its proofs."""
        waiting = [cell for cell in self._cells if 1 <= self.counts[cell] <= SMALL]
        for cell in waiting:
            while not self._is_safe(cell):
                if not (self._hide_one_more(cell) or self._withhold(cell)):
                    raise CannotProtectError

    def _is_safe(self, cell: Cell) -> bool:
        printed = self.standings.get(cell) in ("small", "second", "group")
        wanted = _PROOFS if printed else _PROOFS_UNPRINTED
        found = {self.counts[cell]}
        for step in (1, -1):
            counts, kinds = self.counts.copy(), self.kinds.copy()
            while len(found) < wanted and (move := self._move(counts, kinds, cell, step)):
                _apply(counts, kinds, move)
                found.add(counts[cell])
        return len(found) >= wanted

    def _move(
        self, counts: Counter[Cell], kinds: Counter[Person], cell: Cell, step: int
    ) -> _Move | None:
        """One person who could be another, or come or go, with every table as it was."""
        for person in kinds:
            for move in self._moves(person, cell, step):
                if all(self._fits(each, counts[each] + by) for each, by in move.changes):
                    return move
        return None

    def _moves(self, person: Person, cell: Cell, step: int) -> Iterator[_Move]:
        away = [(place, to) for place, to in _pairs(cell) if person[place] != to]
        if step > 0 and len(away) == 1:
            place, to = away[0]
            yield self._changed(person, place, to)
        if away:
            return
        if step > 0:
            yield _Move(None, person, tuple((each, 1) for each in self.layout.cells(person)))
            return
        for place, now in _pairs(cell):
            for to in range(len(self.layout.things[place].categories)):
                if to != now:
                    yield self._changed(person, place, to)
        yield _Move(person, None, tuple((each, -1) for each in self.layout.cells(person)))

    def _changed(self, person: Person, place: int, to: int) -> _Move:
        after = (*person[:place], to, *person[place + 1 :])
        return _Move(person, after, tuple(self.layout.moved(person, place, to)))

    def _fits(self, cell: Cell, number: int) -> bool:
        """Whether the tables would look the same with this number there."""
        standing = self.standings.get(cell, "withheld")
        if standing == "shown":
            true = self.counts[cell]
            least = LEAST if cell == EVERYBODY else self.layout.limit(cell) + 1
            same = rounded(number) == rounded(true) and (number == 0) == (true == 0)
            return same and (number == 0 or number >= least)
        if standing == "small":
            return 1 <= number <= self.layout.limit(cell)
        return number >= (1 if standing == "second" else 0)

    def _hide_one_more(self, cell: Cell) -> bool:
        """Hide the smallest number that could have given this one away: in its own table first,
        then in the tables of its parts.
        """
        for near in (self._beside(cell), (each for part in _parts(cell)
                                          for each in (part, *self._beside(part)))):  # fmt: skip
            shown = [each for each in near if self._can_hide(each)]
            if shown:
                self._hide(min(shown, key=lambda each: (self.counts[each], each)))
                return True
        return False

    def _beside(self, cell: Cell) -> Iterator[Cell]:
        """The cells of the same table that differ in one part."""
        for at in range(1, len(cell), 2):
            for category in range(len(self.layout.things[cell[at - 1]].categories)):
                if category != cell[at]:
                    yield (*cell[:at], category, *cell[at + 1 :])

    def _can_hide(self, cell: Cell) -> bool:
        return self.standings.get(cell) == "shown" and self.counts[cell] > 0

    def _hide(self, cell: Cell) -> None:
        self.standings[cell] = "second"
        if len(cell) != 2 or not self.layout.things[cell[0]].people:
            return
        for other, standing in self.standings.items():
            if len(other) == 4 and cell in _parts(other) and standing == "shown":
                self.standings[other] = "group"

    def _withhold(self, cell: Cell) -> bool:
        """Leave a whole table out: the cell's own, then whatever has to do with its parts."""
        places = set(cell[::2])
        own = [each for each in self.standings if len(each) == 4 and each[::2] == cell[::2]]
        near = [each for each in self.standings if places & set(each[::2])]
        for group in (own, near):
            still = [each for each in group if self.standings[each] != "withheld"]
            if still:
                self.standings |= dict.fromkeys(still, "withheld")
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Move:
    before: Person | None
    after: Person | None
    changes: tuple[tuple[Cell, int], ...]


def _apply(counts: Counter[Cell], kinds: Counter[Person], move: _Move) -> None:
    for cell, by in move.changes:
        counts[cell] += by
    for person, by in ((move.before, -1), (move.after, 1)):
        if person is not None:
            kinds[person] += by
            if not kinds[person]:
                del kinds[person]


def _parts(cell: Cell) -> Iterable[Cell]:
    """The thing and the group of a cell within a breakdown; nothing of any other."""
    return (cell[:2], cell[2:]) if len(cell) == 4 else ()


def _pairs(cell: Cell) -> Iterator[tuple[int, int]]:
    return zip(cell[::2], cell[1::2], strict=True)
