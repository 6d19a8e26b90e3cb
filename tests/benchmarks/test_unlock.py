"""From the passphrase to the journal shown, beside what the key itself costs."""

from __future__ import annotations

import time
from statistics import median

from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.core.entries import Query
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.keys import with_passphrase
from tests.fixtures import CHEAP_POLICY, PASSPHRASE
from tests.helpers import many

ENTRIES = 100_000
MOST = 0.060  # seconds more than the key derivation


def test_unlock_to_the_first_page(benchmark: BenchmarkFixture) -> None:
    folder = many.folder_of(ENTRIES)
    many.opened(folder).close()  # what is imported late is imported now, as while one types
    shown, derived = [], []
    for _ in range(15):
        began = time.perf_counter()
        with_passphrase(envelopes.read(folder / "v"), PASSPHRASE, CHEAP_POLICY)
        derived.append(time.perf_counter() - began)
        began = time.perf_counter()
        journal = many.opened(folder)
        journal.entries.page(Query())
        journal.drafts.list()
        shown.append(time.perf_counter() - began)
        journal.close()
    more = median(shown) - median(derived)
    benchmark.extra_info |= {"more than the key, ms": round(more * 1e3, 1)}
    benchmark.pedantic(lambda: many.opened(folder).close(), rounds=3)  # type: ignore[no-untyped-call]
    assert more < MOST
