"""The fixed set: what is printed, what a file may not ask for, and rows that say too much."""

from __future__ import annotations

from typing import Any

import pytest

from reflect_app import assets
from reflect_app.core.evaluation.columns import check_row, read_plan
from reflect_app.core.evaluation.ledger import Earlier, row_hash, too_close
from reflect_app.core.evaluation.tables import HIDDEN, make_tables
from reflect_app.errors import InvalidInputError
from tests.helpers.answers import COLUMNS, PLAN, made_rows


def test_the_columns_are_those_of_the_research_without_place_or_service() -> None:
    assert [column.id for column in COLUMNS] == [
        "agency", "setting", "role", "shifts", "offered", "attended", "cut_short",
        "protected_time", "missed", "useful", "safe", "uses", "changed", "supervision",
        "energy", "strain", "satisfaction",
    ]  # fmt: skip
    assert len(next(c for c in COLUMNS if c.id == "role").choices) == 4
    for column in COLUMNS:
        assert column.label.cy
        assert all(pick.label.cy for pick in column.choices)


def test_every_printed_figure_is_rounded_and_none_is_small() -> None:
    found = make_tables(COLUMNS, PLAN, made_rows(7, people=200))
    assert found.people == 200
    for table in found.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
        for row in table.rows:
            for figure in row[1:]:
                if table.id.startswith("medians"):
                    assert figure == HIDDEN or 0 <= int(figure) <= 10
                elif figure != HIDDEN:
                    number = int(figure.partition(" ")[0])
                    assert number % 5 == 0
                    assert number != 5


def test_shares_are_worked_out_from_rounded_numbers() -> None:
    rows = [{"agency": "nhs"}] * 33 + [{"agency": "hmpps"}] * 18
    table = make_tables(COLUMNS, PLAN, rows).tables[0]
    assert table.rows[0] == ("NHS", "35 (70 %)")
    assert table.rows[1] == ("HMPPS", "20 (40 %)")


def test_a_median_needs_ten_answers() -> None:
    rows: list[dict[str, Any]] = [{"agency": "nhs", "setting": "custody", "useful": 7}] * 10
    rows += [{"agency": "nhs", "setting": "health", "strain": 3}] * 9
    found = {table.id: table for table in make_tables(COLUMNS, PLAN, rows).tables}
    assert found["medians"].rows[0][1] == "7"
    assert found["medians"].rows[3][1] == HIDDEN
    by = found["medians by setting"]
    assert by.rows[0][by.header.index("custody")] == "7"
    assert by.rows[3][by.header.index("health")] == HIDDEN


def test_setting_role_and_shifts_never_stand_together() -> None:
    text = assets.read_text("evaluation/tables.toml")
    more = text + '\n[[tables]]\nof = "shifts"\nby = "role"\n'
    assert len(read_plan(more.encode()).tables) == len(PLAN.tables) + 1
    more += '\n[[tables]]\nof = "shifts"\nby = "setting"\n'
    with pytest.raises(ValueError, match="single somebody out"):
        read_plan(more.encode())
    with pytest.raises(ValueError, match="breakdown"):
        read_plan((text + '\n[[tables]]\nof = "uses"\nby = "changed"\n').encode())


@pytest.mark.parametrize(
    "row",
    [{"site": "x"}, {"months": 3}, {"agency": "MI5"}, {"offered": -1}, {"offered": True},
     {"offered": 201}, {"useful": 7.25}, {"useful": 11}, {"useful": "7"}, {"uses": ["gossip"]},
     {"uses": "support"}, {"missed": {"weather": 1}}, {"missed": {"leave": "two"}},
     {"protected_time": 1}, {"name": "Sam"}, {"agency": None}],
)  # fmt: skip
def test_a_row_says_nothing_else(row: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_row(COLUMNS, row)
    assert refused.value.name == "bad-row"
    assert "Sam" not in refused.value.message + refused.value.hint


def test_made_up_rows_are_rows() -> None:
    for row in made_rows(1, people=20):
        assert check_row(COLUMNS, row) == row


def hashes(*numbers: int) -> frozenset[str]:
    return frozenset(row_hash("2026-Q1", str(n), {"agency": "nhs"}) for n in numbers)


@pytest.mark.parametrize(
    ("now", "close"),
    [(range(40), False), (range(41), True), (range(49), True), (range(50), False),
     (range(39), True), (range(31), True), (range(30), False), (range(5, 55), True),
     (range(20, 60), False), (range(100, 140), False)],
)  # fmt: skip
def test_sets_that_differ_by_fewer_than_ten_are_too_close(now: range, close: bool) -> None:
    earlier = Earlier("2026-Q1", "2026-04-02", hashes(*range(40)))
    assert (too_close(hashes(*now), [earlier]) is earlier) == close


def test_another_quarter_or_another_answer_is_another_row() -> None:
    one = row_hash("2026-Q1", "a", {"agency": "nhs"})
    assert one != row_hash("2026-Q2", "a", {"agency": "nhs"})
    assert one != row_hash("2026-Q1", "a", {"agency": "other"})
    assert "nhs" not in one
