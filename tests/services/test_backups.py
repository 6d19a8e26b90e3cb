"""Backups: made in steps, kept for a year, found damaged, and shown to come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.core.steps import to_the_end
from reflect_app.errors import FileProblemError, ReflectError
from reflect_app.services import retention
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE

_LEAST, _MOST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    begin = datetime(2025, 1, 1, 8, tzinfo=UTC)
    days = [begin + timedelta(days=n) for n in range(400)]
    stay = sorted(retention.kept(days), reverse=True)
    assert stay[:7] == sorted(days, reverse=True)[:7]
    assert len({day.isocalendar()[:2] for day in stay[:10]}) >= 4
    assert len({(day.year, day.month) for day in stay}) == 12
    assert len(stay) <= 7 + 4 + 12


@given(st.sets(st.datetimes(_LEAST, _MOST), min_size=1))
def test_the_newest_always_stays_and_pruning_settles(times: set[datetime]) -> None:
    stay = retention.kept(times)
    assert max(times) in stay
    assert retention.kept(stay) == stay


def test_each_day_makes_one_and_old_ones_go(journal: Journal, clock: FixedClock) -> None:
    for _ in range(12):
        done = to_the_end(journal.backups.daily())
        assert (len(done.made), done.problem) == (1, "")
        clock.at += timedelta(days=1)
    left = journal.backups.list()
    assert 7 <= len(left) <= 10
    assert all(item.ours and not item.problem for item in left)


def test_steps_give_way_and_leave_nothing_when_stopped(journal: Journal) -> None:
    journal.entries.write(EntryInput("free", {"page": "before"}))
    steps = journal.backups.make_steps()
    next(steps)
    journal.entries.write(EntryInput("free", {"page": "meanwhile"}))  # writing is not held up
    next(steps)
    steps.close()
    assert list(journal.backups.folder.iterdir()) == []
    assert journal.backups.due()
    assert journal.backups.make().entries == 2


def test_a_damaged_backup_is_found_and_left_and_not_counted(
    journal: Journal, clock: FixedClock
) -> None:
    first = journal.backups.make().out
    clock.at += timedelta(days=1)
    spoil(first)
    done = to_the_end(journal.backups.daily())
    assert [item.path for item in done.damaged] == [first]
    assert first.name in done.problem
    assert len(done.made) == 1
    assert first.exists()


def test_a_backup_of_another_journal_is_never_pruned(
    app: App, journal: Journal, clock: FixedClock, tmp_path: Path
) -> None:
    other = app.vaults.create(tmp_path / "other", PASSPHRASE).journal
    theirs = other.backups.make(journal.backups.folder).out
    other.close()
    for _ in range(30):
        clock.at += timedelta(days=1)
        assert theirs not in to_the_end(journal.backups.daily()).pruned
    assert theirs.exists()


def test_the_second_place_is_remembered_with_when_it_was_there(
    journal: Journal, clock: FixedClock, tmp_path: Path
) -> None:
    assert journal.backups.second_place() is None
    stick = tmp_path / "stick"
    stick.mkdir()
    journal.settings.set("second_backup_place", str(stick))
    assert len(to_the_end(journal.backups.daily()).made) == 2
    day = clock.now().date().isoformat()
    clock.at += timedelta(days=1)
    stick.rename(tmp_path / "in a drawer")
    done = to_the_end(journal.backups.daily())
    assert len(done.made) == 1
    assert "12 March 2026" in done.problem
    assert journal.backups.reminder() == ""  # a stick in a drawer overnight is as it should be
    clock.at += timedelta(days=7)
    assert journal.backups.reminder() == done.problem
    second = journal.backups.second_place()
    assert second is not None
    assert (second.there, second.last_there[:10]) == (False, day)
    journal.settings.set("second_backup_place", str(tmp_path / "new"))
    second = journal.backups.second_place()
    assert second is not None
    assert second.last_there == ""


def test_the_drill_proves_the_newest(journal: Journal, clock: FixedClock) -> None:
    with pytest.raises(FileProblemError):
        journal.backups.drill()
    journal.backups.make()
    clock.at += timedelta(days=1)
    journal.entries.write(EntryInput("free", {"page": "kept"}))
    newest = journal.backups.make().out
    drill = journal.backups.drill()
    assert (drill.path, drill.entries, drill.same_passphrase) == (newest, 1, True)
    assert drill.state_hash == journal.integrity.state_hash()
    assert not list(journal.folder.parent.glob(".*drill*"))
    journal.keys.change_passphrase("quite another phrase")
    assert not journal.backups.drill().same_passphrase


def test_the_drill_says_when_nothing_opens(journal: Journal) -> None:
    spoil(journal.backups.make().out)
    with pytest.raises(ReflectError) as refusal:
        journal.backups.drill()
    assert refusal.value.exit_code == 3
