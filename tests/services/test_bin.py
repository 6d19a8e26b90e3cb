"""The bin: thirty days, a clock that waits, and a doubt before anything is erased."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query
from reflect_app.services.journal import Journal
from reflect_app.vault.meta import get_meta
from tests.fixtures import MORNING, PASSPHRASE

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FixedClock:
    """In UTC: on a local clock, a day in March may be an hour short."""
    return FixedClock(MORNING, "UTC")


def binned(journal: Journal, title: str = "Gone") -> str:
    id_ = journal.entries.write(EntryInput("free", {"title": title})).id
    journal.entries.delete(id_)
    return id_


def daily(journal: Journal, clock: FixedClock, days: int) -> list[str]:
    """Open the journal every day, as far as the bin can tell; what went."""
    purged: list[str] = []
    for _ in range(days):
        clock.at += DAY
        result = journal.tidy()
        assert result.doubt is None
        purged += result.purged
    return purged


def test_what_is_in_the_bin_and_until_when(journal: Journal, clock: FixedClock) -> None:
    first = binned(journal)
    clock.at += DAY
    second = binned(journal, "Second")
    rows = journal.bin.list()
    assert [(row.id, row.title, row.goes) for row in rows] == [
        (second, "Second", "2026-04-12"),
        (first, "Gone", "2026-04-11"),
    ]


def test_thirty_days_and_not_one_less(journal: Journal, clock: FixedClock) -> None:
    id_ = binned(journal)
    assert daily(journal, clock, 29) == []
    clock.at += DAY - timedelta(seconds=1)
    assert journal.tidy().purged == ()
    clock.at += timedelta(seconds=1)
    result = journal.tidy()
    assert result.purged == (id_,)
    assert result.changes.entries == {id_}
    assert journal.bin.list() == []
    assert journal.entries.page(Query(binned=True)).total == 0
    assert journal.integrity.verify(deep=True).status == "clean"


def test_what_was_taken_out_again_stays(journal: Journal, clock: FixedClock) -> None:
    id_ = binned(journal)
    daily(journal, clock, 20)
    journal.entries.undelete(id_)
    assert daily(journal, clock, 20) == []
    journal.entries.delete(id_)
    assert daily(journal, clock, 29) == []
    assert daily(journal, clock, 1) == [id_]


def test_after_months_away_a_person_is_asked_first(journal: Journal, clock: FixedClock) -> None:
    id_ = binned(journal)
    journal.tidy()
    clock.at += 90 * DAY
    result = journal.tidy()
    assert result.purged == ()
    assert result.doubt is not None
    assert (result.doubt.last, result.doubt.due) == ("2026-03-12T07:30:00+00:00", 1)
    assert result.doubt.says.startswith("2026-06-10")
    assert journal.tidy().doubt == result.doubt  # asked again until it is answered
    assert journal.tidy(clock_is_right=True).purged == (id_,)
    clock.at += DAY
    assert journal.tidy().doubt is None


def test_writing_under_a_wrong_clock_does_not_make_it_right(
    journal: Journal, clock: FixedClock
) -> None:
    id_ = binned(journal)
    journal.tidy()
    right = clock.at
    clock.at += 20_000 * DAY
    journal.entries.write(EntryInput("free", {"title": "Under a wrong clock"}))
    assert journal.tidy().doubt is not None
    clock.at += DAY
    assert journal.tidy().doubt is not None
    clock.at = right + DAY
    assert journal.tidy().purged == ()
    assert journal.entries.show(id_).deleted is not None


def test_nothing_is_asked_where_nothing_hangs_on_it(journal: Journal, clock: FixedClock) -> None:
    journal.entries.write(EntryInput("free", {"title": "Kept"}))
    journal.tidy()
    clock.at += 400 * DAY
    assert journal.tidy().doubt is None


def test_a_clock_set_back_erases_nothing_early_and_keeps_nothing_for_ever(
    journal: Journal, clock: FixedClock
) -> None:
    journal.tidy()
    now = clock.at
    clock.at -= 10_000 * DAY
    id_ = binned(journal)
    assert journal.tidy().purged == ()
    clock.at = now
    assert journal.tidy().purged == ()
    assert daily(journal, clock, 29) == []
    assert daily(journal, clock, 1) == [id_]


def test_whoever_keeps_everything_keeps_the_bin(journal: Journal, clock: FixedClock) -> None:
    id_ = binned(journal)
    journal.settings.set("keep_everything", True)
    assert [row.goes for row in journal.bin.list()] == [""]
    assert daily(journal, clock, 60) == []
    journal.settings.set("keep_everything", False)
    assert journal.tidy().purged == (id_,)


def test_a_reader_erases_nothing(app: App, journal: Journal, clock: FixedClock) -> None:
    binned(journal)
    daily(journal, clock, 1)
    clock.at += 30 * DAY
    reader = app.vaults.unlock(journal.folder, PASSPHRASE, write=False)
    assert reader.tidy().purged == ()
    assert len(reader.bin.list()) == 1
    reader.close()


def test_a_restored_journal_asks_before_it_erases(
    app: App, journal: Journal, clock: FixedClock, tmp_path: Path
) -> None:
    binned(journal)
    journal.tidy()
    made = journal.backups.make()
    clock.at += 60 * DAY
    restored = app.vaults.restore(made.out, tmp_path / "r", PASSPHRASE)
    result = restored.tidy()
    assert result.doubt is not None
    assert len(restored.bin.list()) == 1
    restored.close()


def test_tidying_often_is_not_writing_often(journal: Journal, clock: FixedClock) -> None:
    def commits() -> str:
        with journal._vault.reading() as connection:
            return get_meta(connection, "counter")

    journal.tidy()
    before = commits()
    for _ in range(5):
        clock.at += timedelta(minutes=10)
        journal.tidy()
    assert commits() == before
    clock.at += timedelta(minutes=10)
    journal.tidy()
    assert commits() != before
