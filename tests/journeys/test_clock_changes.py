"""The two nights a year that have an hour too many or too few, worked and written about."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from reflect_app.core.entries import Query
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

#: When it is written (UTC), what the local clock and its offset were then, when the shift began.
NIGHTS = [
    ("2025-10-25T23:30", "2025-10-26T00:30:00+01:00", "2025-10-25T21:45"),
    ("2025-10-26T00:30", "2025-10-26T01:30:00+01:00", "2025-10-25T21:45"),
    ("2025-10-26T01:30", "2025-10-26T01:30:00+00:00", "2025-10-25T21:45"),
    ("2025-10-26T07:30", "2025-10-26T07:30:00+00:00", "2025-10-25T21:45"),
    ("2026-03-29T00:30", "2026-03-29T00:30:00+00:00", "2026-03-28T21:45"),
    ("2026-03-29T01:30", "2026-03-29T02:30:00+01:00", "2026-03-28T21:45"),
    ("2026-03-29T06:30", "2026-03-29T07:30:00+01:00", "2026-03-28T21:45"),
]


def sentence(place: int) -> str:
    """What is left here each time."""
    return f"page {place} of the long night"


def write_one(person: Person, text: str) -> None:
    """A check-in with its shift as it is offered, and one sentence."""
    person.press("Ctrl+T")
    person.sees("Night shift that began yesterday, 21:45")
    person.press("Return")
    person.sees("How heavy does it feel now?")
    person.tab_to("What's one thing you'd like to leave here?")
    person.write(text)
    person.press("Ctrl+Return")
    person.sees("Just finished a shift")


def test_every_hour_of_both_nights_has_its_own_instant_and_its_own_night(settled: Person) -> None:
    settled.clock.at = at(NIGHTS[0][0])
    settled.start()
    settled.unlock()
    for place, (written, *_) in enumerate(NIGHTS):
        settled.clock.at = at(written)
        write_one(settled, sentence(place))
    settled.press("Ctrl+J")
    settled.sees(f"{len(NIGHTS)} entries")
    settled.close()
    journal = look_into(settled)
    found = [
        journal.entries.show(entry.id) for entry in journal.entries.page(Query(), 0, 20).entries
    ]
    journal.close()
    told = [(str(entry.answers["leave_here"]), entry.event) for entry in reversed(found)]
    assert told == [(sentence(n), local) for n, (_, local, _) in enumerate(NIGHTS)]
    for entry, (_, local, start) in zip(reversed(found), NIGHTS, strict=True):
        assert entry.written == local
        assert entry.shift is not None
        assert (entry.shift.start, entry.shift.kind) == (start, "night")
        assert entry.shift.zone == "Europe/London"


def test_an_hour_that_never_was_is_refused_and_the_page_stays(settled: Person) -> None:
    settled.clock.at = at("2026-03-29T06:30")
    settled.start()
    settled.unlock()
    settled.press("Return")
    settled.sees("How heavy does it feel now?")
    settled.tab_to("The day the shift began")
    settled.press("Ctrl+A")
    settled.write("29/3/2026")
    settled.tab_to("The time the shift began")
    settled.press("Ctrl+A")
    settled.write("0130")
    settled.press("Ctrl+Return")
    settled.sees("2026-03-29T01:30 did not exist in Europe/London: the clocks went forward.")
    settled.tab_to("The time the shift began")
    settled.press("Ctrl+A")
    settled.write("0230")
    settled.press("Ctrl+Return")
    settled.sees("Just finished a shift")


def test_a_moment_in_the_hour_that_never_was_is_the_one_the_wall_clock_showed(
    settled: Person,
) -> None:
    settled.clock.at = at("2026-03-29T06:30")
    settled.start()
    settled.unlock()
    settled.press("Return")
    settled.sees("Sunday 29 March 2026, 07:30")
    settled.tab_to("Change when it happened")
    settled.press("Return")
    settled.tab_to("The time it happened")
    settled.press("Ctrl+A")
    settled.write("0130")
    settled.sees("Sunday 29 March 2026, 02:30")
    settled.tab_to("What's one thing you'd like to leave here?")
    settled.write(sentence(0))
    settled.press("Ctrl+Return")
    settled.sees("Just finished a shift")
    settled.close()
    journal = look_into(settled)
    (entry,) = journal.entries.page(Query()).entries
    journal.close()
    assert entry.event == "2026-03-29T02:30:00+01:00"


def at(utc: str) -> datetime:
    """An instant of the table, on a clock in London."""
    return datetime.fromisoformat(utc).replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))
