"""Stretches of time: their bounds, their names, and how they are cut."""

from __future__ import annotations

from datetime import date

import pytest

from reflect_app.core.periods import own, pieces, since, usual, whole_month


def test_what_is_offered() -> None:
    found = usual(date(2026, 3, 12), None)
    assert [(period.kind, period.first, period.last) for period in found] == [
        ("month", "2026-03-01", None),
        ("quarter", "2025-12-13", None),
        ("year", "2025-03-13", None),
        ("all", None, None),
    ]


def test_since_supervision_comes_first_where_there_was_one() -> None:
    period = usual(date(2026, 3, 12), "2026-02-28")[0]
    assert (period.first, period.label) == ("2026-03-01", "Since supervision on 28 February 2026")
    assert period == since("2026-02-28")


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 5, 31), "2026-03-01"),
        (date(2024, 5, 30), "2024-03-01"),
        (date(2026, 1, 15), "2025-10-16"),
    ],
)
def test_three_months_back_over_short_months(today: date, first: str) -> None:
    assert usual(today, None)[1].first == first


@pytest.mark.parametrize(
    ("month", "last"),
    [("2026-02", "2026-02-28"), ("2024-02", "2024-02-29"), ("2025-12", "2025-12-31")],
)
def test_a_whole_month(month: str, last: str) -> None:
    period = whole_month(month)
    assert (period.first, period.last) == (f"{month}-01", last)


def test_pieces_meet_and_cover_everything() -> None:
    assert pieces("2025-11-17", "2026-01-02") == [
        ("2025-11-17", "2025-11-30"),
        ("2025-12-01", "2025-12-31"),
        ("2026-01-01", "2026-01-02"),
    ]
    assert pieces("2026-01-02", "2026-01-02") == [("2026-01-02", "2026-01-02")]
    assert pieces("2026-01-02", "2026-01-01") == []


def test_two_days_of_ones_own_choice() -> None:
    assert own("2026-01-02", "2026-02-03").label == "2 January 2026 to 3 February 2026"
