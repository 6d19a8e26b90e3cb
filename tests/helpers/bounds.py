"""What somebody could work out of published tables, written apart from the code that guards them.

Every printed number says a range (rounded to 5; a printed number is never of 1 to 7, 0 is nobody).
A hidden one says nothing, or to a reader who knows which were hidden for being small, 1 to 7 or
1 to 9. Then each sum narrows each of its parts, and each part its sum, until nothing moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reflect_app.core.evaluation.figures import Cell, Layout

Range = tuple[int, int]
_MOST = 1000
Sum = tuple[Cell, tuple[Cell, ...]]


@dataclass(frozen=True)
class Reader:
    """The tables as they are read; `small` are the cells known to be hidden for being small."""

    layout: Layout
    figures: Mapping[Cell, int | None]
    small: frozenset[Cell] = frozenset()

    def ranges(self) -> dict[Cell, Range]:
        """The bounds of every cell, printed, hidden and only worked out."""
        found = {cell: self._said(cell) for cell in [(), *self.layout.all_cells()]}
        sums = list(self._sums())
        moved = True
        while moved:
            moved = False
            for whole, parts in sums:
                moved = _narrow(found, whole, parts) or moved
        return found

    def _said(self, cell: Cell) -> Range:
        people = all(self.layout.things[place].people for place in cell[::2])
        if self.figures.get(cell) is not None:
            number = self.figures[cell] or 0
            least = 10 if people else 8
            return (max(number - 2, least), number + 2) if number else (0, 0)
        if cell in self.small:
            return 1, 9 if people else 7
        return 0, _MOST

    def _sums(self) -> Sequence[Sum]:
        things = self.layout.things
        found: list[Sum] = []
        for place, thing in enumerate(things):
            found.append(((), tuple((place, each) for each in range(len(thing.categories)))))
        for of, by in self.layout.pairs:
            rows, groups = len(things[of].categories), len(things[by].categories)
            for group in range(groups):
                parts = tuple((of, row, by, group) for row in range(rows))
                found.append(((by, group), parts))
            found += [
                ((of, row), tuple((of, row, by, group) for group in range(groups)))
                for row in range(rows)
            ]
        return found


def _narrow(found: dict[Cell, Range], whole: Cell, parts: tuple[Cell, ...]) -> bool:
    low, high = sum(found[part][0] for part in parts), sum(found[part][1] for part in parts)
    before = [found[whole], *(found[part] for part in parts)]
    found[whole] = max(found[whole][0], low), min(found[whole][1], high)
    for part in parts:
        least, most = found[part]
        others_low, others_high = low - least, high - most
        found[part] = (
            max(least, found[whole][0] - others_high),
            min(most, found[whole][1] - others_low),
        )
    return before != [found[whole], *(found[part] for part in parts)]


def pinned(reader: Reader, counts: Mapping[Cell, int]) -> list[Cell]:
    """The cells of 1 to 7 people of which the reader knows the number; none is as it should be."""
    ranges = reader.ranges()
    for cell, (least, most) in ranges.items():
        assert least <= counts[cell] <= most, (cell, least, counts[cell], most)
    return [cell for cell, (least, most) in ranges.items() if least == most and 1 <= least <= 7]
