"""Written days: the bounds, and the way from one to the next."""

from __future__ import annotations

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal
from reflect_app.vault.day_index import DayIndex


@pytest.fixture
def days(journal: Journal) -> DayIndex:
    for day in ("2026-02-27", "2026-03-02", "2026-03-30"):
        journal.entries.write(EntryInput("free", {}, event=f"{day}T10:00:00+00:00"))
    for day in ("2020-01-01", "2026-03-15", "2030-01-01"):
        gone = journal.entries.write(EntryInput("free", {}, event=f"{day}T10:00:00+00:00"))
        journal.entries.delete(gone.id)
    return DayIndex(journal._vault)


def test_the_bin_is_left_out_of_the_bounds(days: DayIndex) -> None:
    assert days.bounds() == ("2026-02-27", "2026-03-30")


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2026-03-02", "2026-02-27", "2026-03-30"),
        ("2026-03-15", "2026-03-02", "2026-03-30"),
        ("2026-02-27", None, "2026-03-02"),
        ("2026-03-30", "2026-03-02", None),
        ("1999-01-01", None, "2026-02-27"),
    ],
)
def test_the_nearest_written_days(
    days: DayIndex, day: str, before: str | None, after: str | None
) -> None:
    assert days.beside(day, later=False) == before
    assert days.beside(day, later=True) == after


def test_nothing_written(journal: Journal) -> None:
    found = DayIndex(journal._vault)
    assert found.bounds() is None
    assert found.beside("2026-03-02", later=True) is None
