"""Which time is believed before something is erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reflect_app.core.trusted_time import AHEAD, BIN_KEEPS, believed, in_doubt, leaves_bin

LAST = datetime(2026, 3, 12, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "doubt"),
    [
        (timedelta(0), False),
        (-timedelta(days=400), False),
        (AHEAD, False),
        (AHEAD + timedelta(seconds=1), True),
        (timedelta(days=90), True),
    ],
)
def test_a_clock_far_ahead_is_doubted(ahead: timedelta, doubt: bool) -> None:
    now = LAST + ahead
    assert in_doubt(LAST, now) is doubt
    assert believed(LAST, now) == (LAST if doubt or ahead < timedelta(0) else now)


def test_the_latest_that_is_believed_counts() -> None:
    hour = timedelta(hours=1)
    assert believed(LAST, LAST + hour, LAST + 3 * hour, LAST + AHEAD + hour) == LAST + 3 * hour
    assert believed(LAST) == LAST


def test_thirty_days_in_the_bin() -> None:
    assert leaves_bin(LAST) - LAST == BIN_KEEPS == timedelta(days=30)
