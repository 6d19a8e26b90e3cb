"""Shifts and instants on the nights when the clocks change, and on every other one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.entries import SHIFT_KINDS, Shift
from reflect_app.core.shifts import check_instant, check_shift, kind_for, offered, start_of
from reflect_app.errors import InvalidInputError

LONDON = "Europe/London"
ZONES = st.sampled_from([LONDON, "Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC"])
# Wall-clock times have no zone of their own; that is what these tests are about.
WALLS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001
    datetime(2037, 12, 31),  # noqa: DTZ001
).map(lambda at: at.replace(second=0, microsecond=0))


def shift(start: str, *, kind: str = "night", zone: str = LONDON, fold: int = 0) -> Shift:
    return Shift(start, kind, zone, fold)


def test_the_night_the_clocks_go_back_takes_the_first_hour_unless_told() -> None:
    first, second = shift("2025-10-26T01:30"), shift("2025-10-26T01:30", fold=1)
    assert start_of(first).astimezone(UTC) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert start_of(second).astimezone(UTC) == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    assert check_shift(first) is first


def test_the_night_the_clocks_go_forward_has_no_half_past_one() -> None:
    for fold in (0, 1):
        with pytest.raises(InvalidInputError, match="clocks went forward") as refusal:
            check_shift(shift("2026-03-29T01:30", fold=fold))
        assert refusal.value.name == "bad-shift"
    check_shift(shift("2026-03-29T00:59"))
    check_shift(shift("2026-03-29T02:00"))


def test_a_night_over_the_change_is_an_hour_longer_or_shorter() -> None:
    def hours(start: str, end: str) -> timedelta:
        return start_of(shift(end)).astimezone(UTC) - start_of(shift(start)).astimezone(UTC)

    assert hours("2025-10-25T21:45", "2025-10-26T07:15") == timedelta(hours=10, minutes=30)
    assert hours("2026-03-28T21:45", "2026-03-29T07:15") == timedelta(hours=8, minutes=30)


@given(WALLS, ZONES, st.sampled_from([0, 1]))
def test_a_shift_is_refused_exactly_where_its_hour_is_missing(
    wall: datetime, zone: str, fold: int
) -> None:
    at = wall.replace(tzinfo=ZoneInfo(zone), fold=fold)
    exists = at.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
    given_shift = shift(f"{wall:%Y-%m-%dT%H:%M}", zone=zone, fold=fold)
    if exists:
        kept = check_shift(given_shift)
        assert kept.start == given_shift.start  # wall-clock text, kept as given
        assert start_of(kept) == at
    else:
        with pytest.raises(InvalidInputError):
            check_shift(given_shift)


@pytest.mark.parametrize(
    "start",
    ["", "yesterday", "2026-03-28", "2026-03-28 21:45", "2026-03-28T21:45Z", "2026-13-01T10:00",
     "2026-02-30T10:00", "2026-03-28T25:00", "2026-03-28T21:45+00:00", "٢٠٢٦-03-28T21:45",
     "2026-03-28T21:45\n"],
)  # fmt: skip
def test_what_is_no_wall_clock_time_is_refused(start: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        check_shift(shift(start))
    assert refusal.value.name == "bad-shift"


@pytest.mark.parametrize("zone", ["", "Mars/Phobos", "../../etc/passwd", "Europe", "/etc/x", "\0"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInputError):
        check_shift(shift("2026-03-28T21:45", zone=zone))


@pytest.mark.parametrize("fold", [-1, 2, 10**30])
def test_an_hour_is_repeated_at_most_once(fold: int) -> None:
    with pytest.raises(InvalidInputError):
        check_shift(shift("2026-03-28T21:45", fold=fold))


@pytest.mark.parametrize(
    ("start", "zone"), [("0001-01-01T00:00", "Asia/Tokyo"), ("9999-12-31T23:59", "America/Lima")]
)
def test_the_ends_of_time_are_refused_in_words(start: str, zone: str) -> None:
    with pytest.raises(InvalidInputError):
        check_shift(shift(start, zone=zone))


def test_only_listed_kinds() -> None:
    for kind in SHIFT_KINDS:
        check_shift(shift("2026-03-28T21:45", kind=kind))
    with pytest.raises(InvalidInputError, match="sleep-in"):
        check_shift(shift("2026-03-28T21:45", kind="Night"))


@pytest.mark.parametrize(
    ("now", "start", "kind"),
    [
        ("2026-03-12T07:30", "2026-03-11T21:45", "night"),
        ("2026-03-12T00:10", "2026-03-11T21:45", "night"),
        ("2026-03-01T03:00", "2026-02-28T21:45", "night"),
        ("2026-01-01T07:30", "2025-12-31T21:45", "night"),
        ("2026-03-12T15:30", "2026-03-12T07:00", "early"),
        ("2026-03-12T18:00", "2026-03-12T09:00", "day"),
        ("2026-03-12T22:30", "2026-03-12T14:00", "late"),
        ("2025-10-26T07:30", "2025-10-25T21:45", "night"),  # the clocks went back
        ("2026-03-29T07:30", "2026-03-28T21:45", "night"),  # the clocks went forward
    ],
)
def test_the_shift_that_has_just_ended_is_offered(now: str, start: str, kind: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(LONDON))
    assert offered(at, LONDON) == Shift(start, kind, LONDON)


@given(WALLS, ZONES)
def test_what_is_offered_is_always_a_shift_that_has_begun(wall: datetime, zone: str) -> None:
    now = wall.replace(tzinfo=UTC)
    found = check_shift(offered(now, zone))
    assert start_of(found) <= now
    assert kind_for(found.start) in SHIFT_KINDS


@pytest.mark.parametrize(
    ("start", "kind"),
    [("2026-03-12T07:00", "early"), ("2026-03-12T09:00", "day"), ("2026-03-12T14:00", "late"),
     ("2026-03-12T21:45", "night"), ("2026-03-12T03:00", "other")],
)  # fmt: skip
def test_the_usual_kind_of_a_start(start: str, kind: str) -> None:
    assert kind_for(start) == kind


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2026-03-28T22:10+00:00", "2026-03-28T22:10:00+00:00"),
        ("2026-03-28T22:10:05-05:00", "2026-03-28T22:10:05-05:00"),
        ("2026-03-28T22:10Z", "2026-03-28T22:10:00+00:00"),
        ("20260328T221000Z", "2026-03-28T22:10:00+00:00"),
        ("2026-W13-6T22:10Z", "2026-03-28T22:10:00+00:00"),
        ("2026-07-01T09:00", "2026-07-01T09:00:00+01:00"),
        ("2026-03-28", "2026-03-28T00:00:00+00:00"),
        ("2025-10-26T01:30", "2025-10-26T01:30:00+01:00"),  # the first of the two
        ("2026-03-28T22:10:05.250Z", "2026-03-28T22:10:05.250000+00:00"),
    ],
)
def test_an_instant_is_kept_as_rfc_3339_has_it(text: str, kept: str) -> None:
    assert check_instant(text, LONDON) == kept
    assert check_instant(kept, LONDON) == kept


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-02-30T10:00", "2026-03-29T01:30", "10:00", "0001-01-01T00:00+14:00",
     "9999-12-31T23:59-12:00", "2026-03-28T22:10+99:00"],
)  # fmt: skip
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        check_instant(text, LONDON)
    assert refusal.value.name == "bad-time"


@given(WALLS, ZONES)
def test_the_day_of_an_instant_is_its_own_local_day(naive: datetime, zone: str) -> None:
    local = naive.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    kept = check_instant(local.isoformat(), "UTC")
    assert datetime.fromisoformat(kept) == local
    assert kept[:10] == f"{local:%Y-%m-%d}"
