"""Dates that leave say when, and nothing of what was said."""

from __future__ import annotations

import csv
import re
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
    # RFC 5545, read strictly and by nobody's library: 3.1 lines end in CRLF and fold after 75
    # octets; 3.6 what a calendar must have; 3.6.1 and 3.8.7.2 what an event must have, in UTC.
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    lines = data.decode("utf-8").split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    assert [line for line in lines if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    told = dict(line.split(":", 1) for line in lines if not line.startswith(("BEGIN", "END")))
    assert set(told) == keys | {"VERSION", "PRODID"}
    assert told["VERSION"] == "2.0"
    for moment in ("DTSTAMP", "DTSTART", "DTEND"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", told[moment]), moment
    journal.sessions.change(session.id, "Morgan", "2026-04-18T14:00")
    journal.dates.write_calendar(session.id, out)
    moved = out.read_bytes().decode()
    assert f"UID:{told['UID']}" in moved  # the same event, on another day
    assert "DTSTART:20260418T130000Z" in moved


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
