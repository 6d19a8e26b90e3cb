"""Dates that leave say when, and nothing of what was said."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import icalendar
import pytest

from reflect_app.errors import InvalidInputError
from reflect_app.services.journal import Journal
from tests.services.test_sessions import LATER, planned, recorded


def test_a_calendar_file_names_nobody(journal: Journal, tmp_path: Path) -> None:
    session = planned(journal, LATER)
    journal.sessions.bring(session.id, "The door on B wing")
    out = tmp_path / "next.ics"
    journal.dates.write_calendar(session.id, out)
    data = out.read_bytes()
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    event: dict[str, Any] = dict(found)
    assert event["DTSTART"].dt.isoformat() == "2026-04-17T13:00:00+00:00"  # summer time
    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 3600
    assert str(event["SUMMARY"]) == "One-to-one supervision"
    keys = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS"}
    assert set(event) == keys
    for absent in (b"Morgan", b"door", b"ATTENDEE"):
        assert absent not in data


@pytest.mark.parametrize("suffix", ["csv", "md", "docx", "pdf"])
def test_an_employer_reads_dates_and_no_topics(
    journal: Journal, tmp_path: Path, suffix: str
) -> None:
    held = recorded(journal, planned(journal, role="clinical"), length=50)
    recorded(journal, planned(journal, "2026-02-01T10:00", kind="training"), what="Listening")
    planned(journal, "2026-02-10T10:00")  # planned, not held: nobody's absence shows
    out = tmp_path / f"dates.{suffix}"
    journal.dates.write_dates(out)
    if suffix == "csv":
        rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
        assert rows == [
            ["Date", "Length", "Kind", "Role of the other person"],
            ["2026-02-01", "", "Training", ""],
            ["2026-03-20", "50 minutes", "One-to-one supervision", "Clinical supervisor"],
        ]
    if suffix == "md":
        text = out.read_text(encoding="utf-8")
        assert "Friday 20 March 2026" in text
        assert "10 February" not in text
        for absent in ("Morgan", "slowed", "Listening", held.id):
            assert absent not in text
    assert out.stat().st_size


def test_nothing_is_written_where_nothing_was_held(journal: Journal, tmp_path: Path) -> None:
    planned(journal)
    out = tmp_path / "dates.csv"
    with pytest.raises(InvalidInputError, match="No session is recorded"):
        journal.dates.write_dates(out)
    recorded(journal, journal.sessions.list()[0])
    with pytest.raises(InvalidInputError):
        journal.dates.write_dates(out, "2026-04-01")
    assert not out.exists()
