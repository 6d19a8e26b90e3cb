"""The next date as a calendar file (RFC 5545). It says when, and nothing about who or what for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from reflect_app.core.supervision import Kind
from reflect_app.core.supervision.states import kind_name

_USUAL_MINUTES = 60


def calendar_file(id_: str, kind: Kind, at: str, minutes: int, made: datetime) -> bytes:
    """One event, in UTC. `at` is an instant; `minutes` 0 counts as an hour.

    The same session keeps its UID, so that a new date moves the event. There is no name,
    place, note, attendee or organiser in it.
    """
    start = datetime.fromisoformat(at).astimezone(UTC)
    event = Event()
    event.add("uid", f"{id_}@reflect.invalid")
    event.add("dtstamp", made.astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes or _USUAL_MINUTES))
    event.add("summary", kind_name(kind))
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Reflect//reflect//EN")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
