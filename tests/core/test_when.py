"""Times in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core import when
from reflect_app.core.entries import SHIFT_KINDS, Shift
from tests.helpers.spoken import speaking


def test_days_and_months() -> None:
    assert when.day("2025-10-04") == "4 October 2025"
    assert when.full_day("2025-10-04") == "Saturday 4 October 2025"
    assert when.full_day("2026-03-29T02:30:00+01:00") == "Sunday 29 March 2026"
    assert when.month("2026-02-01") == "February 2026"


def test_in_welsh_a_day_begins_small_but_at_the_beginning_of_a_line() -> None:
    with speaking("cy"):
        assert when.full_day("2025-10-04") == "dydd Sadwrn 4 Hydref 2025"
        assert when.opening(when.full_day("2025-10-04")) == "Dydd Sadwrn 4 Hydref 2025"
        assert when.instant("2026-12-31T23:59:59-05:00") == "dydd Iau 31 Rhagfyr 2026, 23:59"
        night = when.shift("night", "2026-03-01T21:45")
        assert night == "Sifft nos, dechrau: dydd Sul 1 Mawrth 2026, 21:45"
    assert when.opening("") == ""
    assert when.opening("Saturday") == "Saturday"


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30"])
def test_what_is_no_date_comes_back_as_it_is(text: str) -> None:
    assert [part(text) for part in (when.day, when.full_day, when.month)] == [text] * 3


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2025-10-04T08:20:00+01:00", "Saturday 4 October 2025, 08:20"),
        ("2025-10-26T01:30:00+01:00", "Sunday 26 October 2025, 01:30"),
        ("2025-10-26T01:30:00+00:00", "Sunday 26 October 2025, 01:30"),
        ("2026-12-31T23:59:59-05:00", "Thursday 31 December 2026, 23:59"),
    ],
)
def test_an_instant_is_said_as_its_own_clock_showed_it(instant: str, words: str) -> None:
    assert when.instant(instant) == words


def test_a_shift() -> None:
    night = Shift("2026-03-28T21:45", "night", "Europe/London")
    assert when.shift_line(night) == "Night shift from Saturday 28 March 2026, 21:45"
    assert when.shift("early", "2026-03-28") == "Early shift on Saturday 28 March 2026"
    assert when.shift("sleep-in", "") == "Sleep-in"


def test_every_kind_has_words_and_an_unknown_one_is_said_as_it_is() -> None:
    assert all(when.shift(kind, "")[0].isupper() for kind in SHIFT_KINDS)
    assert when.shift("twilight", "") == "twilight"


@given(st.dates())
def test_any_day_names_its_own_parts(day: date) -> None:
    weekday, number, _, year = when.full_day(day.isoformat()).split()
    assert weekday.endswith("day")
    assert (int(number), int(year)) == (day.day, day.year)
