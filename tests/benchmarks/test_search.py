"""Lists and search over 100,000 entries, against plain SQLite with the best query."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.core.entries import Query
from reflect_app.core.stopwatch import measured
from reflect_app.services.journal import Journal
from reflect_app.vault import feeling_index
from reflect_app.vault.plain_sqlite import Plain, plain_copy
from tests.helpers import many

ENTRIES = 100_000
BUDGET = 1.5
SLOWEST = 0.050  # seconds, at the 95th of a hundred searches

Pair = tuple[Journal, Plain]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    journal = many.opened(many.folder_of(ENTRIES))
    copy: Path = tmp_path_factory.mktemp("plain") / "plain.db"
    plain = Plain(plain_copy(journal.vault, copy))
    yield journal, plain
    journal.close()
    plain.close()
    copy.unlink()


WORK: dict[str, tuple[Query, str | None, int, str]] = {
    "first page": (Query(), None, 0, ""),
    "a page far down": (Query(), None, ENTRIES - 1000, ""),
    "rare": (Query(many.RARE), f'"{many.RARE}"', 0, many.RARE),
    "common": (Query(many.COMMON), f'"{many.COMMON}"', 0, many.COMMON),
    "common, far down": (Query(many.COMMON), f'"{many.COMMON}"', 30_000, many.COMMON),
    "phrase": (Query(f'"{many.PHRASE}"'), f'"{many.PHRASE}"', 0, many.PHRASE),
    "two words": (Query(f"{many.COMMON} kettle"), f'"{many.COMMON}" AND "kettle"', 0, "kettle"),
    "as you type": (Query("tir", prefix=True), '"tir"*', 0, "tir"),
    "nothing": (Query("zzyzx"), '"zzyzx"', 0, "zzyzx"),
}


@pytest.mark.parametrize("work", WORK)
def test_against_plain_sqlite(pair: Pair, work: str, benchmark: BenchmarkFixture) -> None:
    journal, plain = pair
    query, match, offset, word = WORK[work]
    ours = journal.entries.page(query, offset)
    floor = plain.page(match, offset, word=word)
    assert ours.total == floor.total
    assert [entry.id for entry in ours.entries] == [entry.id for entry in floor.entries]
    found = measured(
        lambda: journal.entries.page(query, offset),
        lambda: plain.page(match, offset, word=word),
    )
    benchmark.extra_info |= {"work": work, **found.said()}
    benchmark.pedantic(journal.entries.page, args=(query, offset), rounds=5)  # type: ignore[no-untyped-call]
    assert found.ratio <= BUDGET or found.ours < 0.001, found.said()
    assert found.slow < SLOWEST, found.said()


FILTERED = {
    "template": Query(many.COMMON, template="free"),
    "tag": Query(many.COMMON, tag="team"),
    "shift": Query(many.COMMON, shift_kind="night"),
    "a year": Query(many.COMMON, start="2020-01-01", end="2020-12-31"),
    "marked": Query(many.COMMON, marked=True),
    "tag alone": Query(tag="team"),
    "shift alone": Query(shift_kind="night"),
    "template alone": Query(template="free"),
    "years alone": Query(start="2017-01-01"),
    "a template's year": Query(template="free", start="2020-01-01", end="2020-12-31"),
    "a year's nights": Query(shift_kind="night", start="2020-01-01", end="2020-12-31"),
    "marked alone": Query(marked=True),
    "feeling": Query(many.COMMON, feeling=many.FEELING),
    "feeling alone": Query(feeling=many.FEELING),
    "not shared": Query(shared=False),
}


@pytest.mark.parametrize("filtered", FILTERED)
def test_filters_keep_a_search_quick(
    pair: Pair, filtered: str, benchmark: BenchmarkFixture
) -> None:
    """No floor of their own: what counts is that a filter never makes a search slow."""
    journal, plain = pair
    found = measured(
        lambda: journal.entries.page(FILTERED[filtered]),
        lambda: plain.page(f'"{many.COMMON}"', word=many.COMMON),
    )
    benchmark.extra_info |= {"filtered": filtered, **found.said()}
    benchmark.pedantic(journal.entries.page, args=(FILTERED[filtered],), rounds=5)  # type: ignore[no-untyped-call]
    assert found.ours < SLOWEST, found.said()


def test_the_first_look_for_a_feeling(pair: Pair, benchmark: BenchmarkFixture) -> None:
    """After something was saved every entry is looked at once, as plain SQLite has to as well."""
    journal, plain = pair
    index = journal.entries._index._feelings
    index.keys(many.FEELING)
    numbers = "[" + ",".join(map(str, index._found[many.FEELING])) + "]"

    def ours() -> None:
        index._keys.clear()
        index.keys(many.FEELING)

    def floor() -> None:
        with plain.engine.connect() as connection:
            connection.exec_driver_sql(feeling_index._KEYS, (numbers,)).scalars().all()

    found = measured(ours, floor)
    benchmark.extra_info |= found.said()
    benchmark.pedantic(ours, rounds=5)  # type: ignore[no-untyped-call]
    assert found.ratio <= BUDGET, found.said()


def test_what_remains_for_the_record(pair: Pair, benchmark: BenchmarkFixture) -> None:
    """Today asks for it at every opening; none of a hundred thousand entries has anything."""
    journal, plain = pair
    assert journal.record_reminders() == []
    found = measured(journal.record_reminders, lambda: plain.page(None))
    benchmark.extra_info |= found.said()
    benchmark.pedantic(journal.record_reminders, rounds=5)  # type: ignore[no-untyped-call]
    assert found.ours < SLOWEST / 5, found.said()


def test_what_goes_with_a_list(pair: Pair, benchmark: BenchmarkFixture) -> None:
    """The tags of the filter, a month of the calendar, an entry's place in the list."""
    journal, _ = pair
    entry = journal.entries.page(Query(), ENTRIES // 2, 1).entries[0]

    def ours() -> None:
        journal.entries.tags()
        journal.entries.days("2019-01-01", "2019-01-31")
        journal.entries.position(Query(), entry.id)

    found = measured(ours, lambda: None)
    benchmark.extra_info |= {"ours ms": found.ours * 1e3}
    benchmark.pedantic(ours, rounds=5)  # type: ignore[no-untyped-call]
    assert found.ours < SLOWEST
