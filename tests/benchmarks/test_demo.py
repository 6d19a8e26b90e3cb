"""The demonstration's year, beside as many saves as it has pages: it goes in as one commit."""

from __future__ import annotations

import itertools
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.stopwatch import measured
from reflect_app.services.demo import open_demo
from tests.fixtures import PASSPHRASE, make_app

PART = 1.0  # of what the saves would take one by one


def test_the_year_opens_sooner_than_it_was_written(
    tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    app = make_app(tmp_path / "home")
    with open_demo(app) as demo:
        pages = demo.journal.entries.page(Query()).total
    names = itertools.count()

    def one_by_one() -> None:
        journal = app.vaults.create(tmp_path / f"{next(names)}", PASSPHRASE).journal
        for _ in range(pages):
            journal.entries.write(EntryInput("free", {"page": "as many as the year has"}))
        journal.close()

    found = measured(lambda: open_demo(app).close(), one_by_one, rounds=3)
    benchmark.extra_info |= {"pages": pages, **found.said()}
    benchmark.pedantic(lambda: open_demo(app).close(), rounds=1)  # type: ignore[no-untyped-call]
    assert found.ratio < PART, found.said()
