"""Dates and times as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest

from reflect_app.ui.questions.carets import to_points, to_units
from reflect_app.ui.questions.dates import parse_date, say_date
from reflect_app.ui.questions.shift import parse_time
from tests.helpers.spoken import speaking

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20/11/2026", date(2026, 11, 20)),
        ("20.11.26", date(2026, 11, 20)),
        ("20/11", date(2026, 11, 20)),
        ("25/12", date(2025, 12, 25)),
        ("29/2", date(2024, 2, 29)),
        ("20 nov", date(2026, 11, 20)),
        ("Fri 20 November 2026", date(2026, 11, 20)),
        ("1st September", date(2026, 9, 1)),
        ("today", date(2026, 11, 22)),
        ("Yesterday", date(2026, 11, 21)),
        ("31/2", None),
        ("soon", None),
        ("", None),
        ("20 octopus", date(2026, 10, 20)),
    ],
)
def test_days(typed: str, day: date | None) -> None:
    assert parse_date(typed, TODAY) == day


def test_under_welsh_a_day_is_read_as_it_is_said() -> None:
    with speaking("cy"):
        for day in (date(2026, 3, 1), date(2025, 10, 4), date(2026, 12, 31)):
            assert parse_date(say_date(day), TODAY) == day
            assert parse_date(say_date(day).partition(" ")[2], TODAY) == day


def test_a_day_to_come() -> None:
    assert parse_date("1 dec", TODAY, "ahead") == date(2026, 12, 1)
    assert parse_date("1 nov", TODAY, "ahead") == date(2027, 11, 1)
    assert parse_date("1 dec", TODAY, "either") == date(2026, 12, 1)
    assert parse_date("1 oct", TODAY, "either") == date(2026, 10, 1)
    assert parse_date("tomorrow", TODAY) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("21:45", time(21, 45)),
        ("2145", time(21, 45)),
        ("21.45", time(21, 45)),
        ("7", time(7)),
        ("9pm", time(21)),
        ("12am", time(0)),
        ("24:00", None),
        ("13pm", None),
        ("7:60", None),
        ("", None),
    ],
)
def test_times(typed: str, at: time | None) -> None:
    assert parse_time(typed) == at


def test_carets_between_units_and_points() -> None:
    text = "a🙂b"
    assert [to_units(text, n) for n in range(4)] == [0, 1, 3, 4]
    assert [to_points(text, n) for n in (0, 1, 3, 4)] == [0, 1, 2, 3]
    assert to_units(text, 99) == 4
    assert to_points(text, 2) == 1, "between the halves of one is before it"
    assert to_units(text, -1) == 0
