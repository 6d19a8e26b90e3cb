"""Tables as CSV, and how numbers are said."""

from __future__ import annotations

import csv
import io

import pytest

from reflect_app.core.charts import FEW, Spread, Table, csv_text, figure, too_few


def test_csv_comes_back_cell_by_cell() -> None:
    rows = (("2026-03-12", 'a "quoted", one'), ("line\nbreak", "Siân 🫖"))
    text = csv_text(Table(("Day", "What"), rows))
    assert tuple(map(tuple, csv.reader(io.StringIO(text, newline="")))) == (("Day", "What"), *rows)
    assert text.startswith("Day,What\r\n")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"]
)
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    text = csv_text(Table(("Person",), ((cell,),)))
    [_, [shown]] = csv.reader(io.StringIO(text, newline=""))
    assert shown == f"'{cell}"


@pytest.mark.parametrize(
    ("value", "shown"), [(5, "5"), (5.0, "5"), (5.5, "5.5"), (3.333, "3.3"), (2.96, "3"), (0, "0")]
)
def test_figures(value: float, shown: str) -> None:
    assert figure(value) == shown


def test_small_numbers_are_said_as_such() -> None:
    assert too_few(1) == "1 entry: too few for a pattern."
    assert too_few(3) == "3 entries: too few for a pattern."
    assert Spread("n", "N", FEW - 1, 0, 1, 2).few
    assert not Spread("n", "N", FEW, 0, 1, 2).few
