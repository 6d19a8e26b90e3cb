"""The month as a calendar shows it, and the way from written day to written day."""

from __future__ import annotations

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.services.journal import Journal


@pytest.fixture
def written(journal: Journal) -> Journal:
    for day in ("2026-02-27", "2026-03-02", "2026-03-02", "2026-03-30", "2026-04-02"):
        journal.entries.write(EntryInput("free", {}, event=f"{day}T23:30:00+00:00"))
    gone = journal.entries.write(EntryInput("free", {}, event="2026-03-15T10:00:00+00:00"))
    journal.entries.delete(gone.id)
    return journal


def test_a_month_in_whole_weeks_with_its_written_days(written: Journal) -> None:
    month = written.calendar.month("2026-03")
    assert (month.title, month.before, month.after) == ("March 2026", "2026-02", "2026-04")
    assert [len(week) for week in month.weeks] == [7] * 6
    cells = [cell for week in month.weeks for cell in week]
    assert (cells[0].day, cells[0].inside) == ("2026-02-23", False)
    assert (cells[-1].day, cells[-1].inside) == ("2026-04-05", False)
    assert [cell.day for cell in cells if cell.written] == [
        "2026-02-27", "2026-03-02", "2026-03-30", "2026-04-02",
    ]  # fmt: skip
    assert [cell.day for cell in cells if cell.today] == ["2026-03-12"]
    assert [cell.number for cell in cells if cell.inside] == list(range(1, 32))


@pytest.mark.parametrize(
    ("month", "starts", "first", "weeks"),
    [
        ("2026-02", 0, "2026-01-26", 5),
        ("2026-02", 6, "2026-02-01", 4),
        ("2027-02", 0, "2027-02-01", 4),
        ("2026-03", 6, "2026-03-01", 5),
        ("2026-12", 5, "2026-11-28", 5),
    ],
)
def test_weeks_begin_where_the_reader_begins_them(
    journal: Journal, month: str, starts: int, first: str, weeks: int
) -> None:
    found = journal.calendar.month(month, week_starts=starts)
    assert (found.weeks[0][0].day, len(found.weeks)) == (first, weeks)


def test_from_written_day_to_written_day(written: Journal) -> None:
    calendar = written.calendar
    assert calendar.next_written("2026-03-02") == "2026-03-30"
    assert calendar.next_written("2026-03-10") == "2026-03-30"
    assert calendar.previous_written("2026-03-30") == "2026-03-02"
    assert calendar.previous_written("2026-02-27") is None
    assert calendar.next_written("2026-04-02") is None
    assert calendar.bounds() == ("2026-02-27", "2026-04-02")


def test_an_empty_journal(journal: Journal) -> None:
    assert journal.calendar.bounds() is None
    assert journal.calendar.next_written("2026-03-02") is None
    assert not any(
        cell.written for week in journal.calendar.month("2026-03").weeks for cell in week
    )
