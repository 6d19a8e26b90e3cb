"""Dates as they are met."""

from __future__ import annotations

import pytest

from reflect_app.importing.day_words import is_only_a_day, written_day
from reflect_app.importing.times import (
    day_comes_first,
    numbers_day,
    of_day,
    of_seconds,
    of_text,
    wall_of,
    zone_named,
)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-07-01", "2024-07-01T12:00:00+01:00"),
        ("2024-07-01T21:15:00Z", "2024-07-01T22:15:00+01:00"),
        ("2024-07-01T21:15:00.1234567+02:00", "2024-07-01T20:15:00+01:00"),
        ("2024-07-01 21:15", "2024-07-01T21:15:00+01:00"),
        ("2024-7-1 9:15 PM", "2024-07-01T21:15:00+01:00"),
        ("2024-07-01 12:15 am", "2024-07-01T00:15:00+01:00"),
        # The clocks went forward: half past one never was.
        ("2024-03-31 01:30", "2024-03-31T02:30:00+01:00"),
        # They went back: the first of the two.
        ("2024-10-27 01:30", "2024-10-27T01:30:00+01:00"),
        ("2024-02-30", None),
        ("1066-10-14", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2024-01-01T25:00", None),
        ("12 o'clock", None),
        ("", None),
    ],
)
def test_iso(text: str, at: str | None) -> None:
    moment = of_text(text, "Europe/London")
    assert (moment.at if moment else None) == at


def test_seconds_out_of_any_year() -> None:
    assert of_seconds(1.7976931348623157e308, "UTC") is None
    assert of_seconds(-5e9, "UTC") is None
    found = of_seconds(0, "Europe/London")
    assert found is not None
    assert found.at == "1970-01-01T01:00:00+01:00"


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../../etc/passwd", 5, None, "x" * 99, "é", "\0"]
)
def test_zones_that_are_none(name: object) -> None:
    assert zone_named(name) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Tuesday, 15 January 2024", "2024-01-15T12:00"),
        ("15th of January 2024 at 9:05 pm", "2024-01-15T21:05"),
        ("January 15, 2024", "2024-01-15T12:00"),
        ("15 Ionawr 2024", "2024-01-15T12:00"),
        ("Mittwoch, 3. März 2021 um 08:30", "2021-03-03T08:30"),
        ("3 de agosto de 2021", "2021-08-03T12:00"),
        ("3 août 2021", "2021-08-03T12:00"),
        ("15 Jan 2024", "2024-01-15T12:00"),
        ("31 February 2024", None),
        ("15 Blursday 2024", None),
        ("2024", None),
    ],
)
def test_days_written_out(text: str, iso: str | None) -> None:
    found = written_day(text)
    assert (found.isoformat(timespec="minutes") if found else None) == iso


def test_a_heading_that_is_only_a_day() -> None:
    assert is_only_a_day("Tuesday 12 March 2024")
    assert not is_only_a_day("Thoughts on 3 April 2022")
    assert not is_only_a_day("No day")


def test_digits_follow_what_the_others_show() -> None:
    assert day_comes_first(["03/02/2024", "28/02/2024"])
    assert day_comes_first(["03/02/2024"])
    assert not day_comes_first(["03/02/2024", "02/28/2024 10:00"])
    found = numbers_day("02/28/2024 9:30 PM", day_first=False)
    assert found is not None
    assert found.isoformat() == "2024-02-28T21:30:00"
    assert numbers_day("28/02/2024", day_first=False) is None


def test_a_day_alone_is_its_noon() -> None:
    from datetime import date

    moment = of_day(date(2024, 7, 1), "America/New_York")
    assert moment is not None
    assert moment.at == "2024-07-01T12:00:00-04:00"


@pytest.mark.parametrize("day", ["0", "32", "2" * 40, "2" * 5000, "²"])
def test_a_day_that_no_month_has_is_none(day: str) -> None:
    assert wall_of("2024", "1", day) is None
