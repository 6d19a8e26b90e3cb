"""Nobody can work a small count out of the whole set of tables."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from reflect_app.core.evaluation.columns import Row
from reflect_app.core.evaluation.figures import EVERYBODY, Cell, Layout, count, rounded
from reflect_app.core.evaluation.people import Thing, person
from reflect_app.core.evaluation.suppress import Told, suppressed
from reflect_app.core.evaluation.tables import layout_of
from tests.helpers.answers import COLUMNS, PLAN, made_rows
from tests.helpers.bounds import Reader, pinned

LAYOUT = layout_of(COLUMNS, PLAN)
SHORT, LONG = 60, 1000


def check(layout: Layout, everybody: Sequence[tuple[int, ...]]) -> Told:
    """Every promise about one set of people."""
    told = suppressed(layout, everybody)
    counts = count(layout, everybody)
    for cell, figure in told.figures.items():
        limit = layout.limit(cell) if cell != EVERYBODY else 9
        assert figure is None or not 1 <= counts[cell] <= limit, cell
        assert figure is None or (figure == rounded(counts[cell]) and figure % 5 == 0)
        if len(cell) == 4 and figure is not None:
            # Nothing of a group that is not told of itself; of nobody, there is nothing to tell.
            group = cell[2:]
            assert told.figures[group] is not None
    assert pinned(Reader(layout, told.figures), counts) == []
    small = frozenset(cell for cell, why in told.standings.items() if why == "small")
    assert pinned(Reader(layout, told.figures, small), counts) == []
    return told


def people(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    return [person(row, LAYOUT.things) for row in rows]


@pytest.mark.parametrize("tenth", range(10))
def test_random_sets_give_nobody_away(tenth: int, pytestconfig: pytest.Config) -> None:
    sets = LONG if pytestconfig.getoption("--long") else SHORT
    hidden = told = 0
    for seed in range(tenth, sets, 10):
        figures = check(LAYOUT, people(made_rows(seed))).figures
        hidden += sum(figure is None for figure in figures.values())
        told += sum(bool(figure) for figure in figures.values())
    # It must not be safe for telling nothing.
    assert told > 0.2 * hidden


@pytest.mark.parametrize("seed", [8, 26, 36])
def test_the_same_people_in_any_order_are_told_of_alike(seed: int) -> None:
    """Else two tables of one set could be put together; of these sets they once differed."""
    everybody = people(made_rows(seed))
    told = suppressed(LAYOUT, everybody)
    random.Random(1).shuffle(everybody)
    assert suppressed(LAYOUT, everybody) == told


def test_forty_people() -> None:
    told = check(LAYOUT, people(made_rows(40, people=40)))
    assert told.figures[EVERYBODY] == 40
    assert sum(bool(figure) for figure in told.figures.values()) > 10


def simple(*sizes: int) -> tuple[Layout, list[tuple[int, ...]]]:
    """One table of groups of these sizes, and nothing else."""
    names = tuple(f"g{n}" for n in range(len(sizes)))
    layout = Layout((Thing("setting", "setting", names, names, len(names), people=True),),
                    frozenset({0}), ())  # fmt: skip
    return layout, [(n,) for n, size in enumerate(sizes) for _ in range(size)]


def test_a_total_that_would_give_the_first_away_hides_a_second() -> None:
    # 47 people in all are at most 47, and these two at least 28 and 18: one is left, and known.
    layout, everybody = simple(28, 18, 1)
    told = check(layout, everybody)
    assert [told.figures[(0, n)] for n in range(3)] == [30, None, None]
    naive: dict[Cell, int | None] = {(): 45, (0, 0): 30, (0, 1): 20, (0, 2): None}
    small = frozenset({(0, 2)})
    assert pinned(Reader(layout, naive, small), count(layout, everybody)) == [(0, 2)]


def test_what_needs_no_second_hides_none() -> None:
    layout, everybody = simple(30, 20, 3)
    told = check(layout, everybody)
    assert [told.figures[(0, n)] for n in range(3)] == [30, 20, None]


def test_the_tables_would_give_people_away_without_the_second() -> None:
    """The check can fail: with the second ones printed, some small count is pinned down."""
    caught = 0
    for seed in range(40):
        everybody = people(made_rows(seed))
        told = suppressed(LAYOUT, everybody)
        counts = count(LAYOUT, everybody)
        shown = {
            cell: rounded(counts[cell]) if told.standings[cell] == "second" else figure
            for cell, figure in told.figures.items()
        }
        small = frozenset(cell for cell, why in told.standings.items() if why == "small")
        caught += bool(pinned(Reader(LAYOUT, shown, small), counts))
    assert caught


def test_a_group_of_nine_is_not_told_of_at_all() -> None:
    rows = [{"setting": "custody", "role": "officer", "uses": ["support"]}] * 30
    rows += [{"setting": "health", "role": "officer", "uses": ["support"]}] * 9
    told = check(LAYOUT, people(rows))
    places = {thing.id: n for n, thing in enumerate(LAYOUT.things)}
    setting, uses = places["setting"], places["uses.support"]
    health = LAYOUT.things[setting].categories.index("health")
    assert told.figures[(setting, health)] is None
    assert told.figures[(uses, 0, setting, health)] is None


def test_fewer_than_ten_are_refused() -> None:
    layout, everybody = simple(9)
    with pytest.raises(ValueError, match="fewer"):
        suppressed(layout, everybody)


@pytest.mark.parametrize("sizes", [(10,), (5, 5), (1, 9), (9, 9), (7, 7), (7, 9), (1, 1, 8),
                                   (10, 0, 0), (12, 1), (8, 8, 8), (3, 13, 28, 18)])  # fmt: skip
def test_awkward_sizes(sizes: tuple[int, ...]) -> None:
    check(*simple(*sizes))


def fits(layout: Layout, told: Told, counts: dict[Cell, int]) -> bool:
    """Whether these whole numbers would have been printed as those were, by the printed rules."""
    for cell, figure in told.figures.items():
        number = counts[cell]
        if figure is not None:
            least = 10 if all(layout.things[place].people for place in cell[::2]) else 8
            same = number == 0 if figure == 0 else number >= least and rounded(number) == figure
        else:
            small = told.standings[cell] == "small"
            same = not small or 1 <= number <= layout.limit(cell)
        if not same:
            return False
    return True


@pytest.mark.parametrize("seed", range(30))
def test_every_solution_there_is_leaves_small_counts_open(seed: int) -> None:
    """Exact, by trying all: two groups, two answers, every way to fill the four cells."""
    dice = random.Random(seed)
    things = (Thing("setting", "setting", ("a", "b"), ("a", "b"), 2, people=True),
              Thing("changed", "changed", ("yes", "no"), ("yes", "no"), 2))  # fmt: skip
    layout = Layout(things, frozenset({0, 1}), ((1, 0),))
    weights = [dice.random() ** 2 + 0.02 for _ in range(4)]
    everybody = [divmod(dice.choices(range(4), weights)[0], 2) for _ in range(dice.randint(10, 24))]
    told = suppressed(layout, everybody)
    counts = count(layout, everybody)
    seen: dict[Cell, set[int]] = {cell: set() for cell in layout.all_cells()}
    most = len(everybody) + 4
    for a, b, c in itertools.product(range(most + 1), repeat=3):
        for d in range(max(most + 1 - a - b - c, 0)):
            four: dict[Cell, int] = {
                (1, 0, 0, 0): a,
                (1, 1, 0, 0): b,
                (1, 0, 0, 1): c,
                (1, 1, 0, 1): d,
            }
            sums: dict[Cell, int] = {(0, 0): a + b, (0, 1): c + d, (1, 0): a + c, (1, 1): b + d}
            solution: dict[Cell, int] = {(): a + b + c + d, **four, **sums}
            if fits(layout, told, solution):
                for cell, numbers in seen.items():
                    numbers.add(solution[cell])
    for cell, numbers in seen.items():
        assert counts[cell] in numbers
        if 1 <= counts[cell] <= 7:
            assert len(numbers) > 1, cell
