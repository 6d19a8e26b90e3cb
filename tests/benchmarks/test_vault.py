"""One entry, one durable save, and what a hundred thousand entries weigh."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.stopwatch import measured
from reflect_app.vault.plain_sqlite import Plain, plain_copy
from tests.helpers import many
from tests.helpers.sources import ROOT

ENTRIES = 100_000
SAVE_BUDGET = 2.0
ENTRY_BUDGET = 1.5  # or under a millisecond, which is what anybody could notice
MORE_MEMORY = 20  # MiB


def test_one_entry(tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    journal = many.opened(many.folder_of(ENTRIES))
    plain = Plain(plain_copy(journal.vault, tmp_path / "plain.db"))
    listed = journal.entries.page(Query(), 40_000, 500).entries
    ours, floor = (itertools.cycle([entry.id for entry in listed]) for _ in range(2))
    found = measured(
        lambda: journal.entries.show(next(ours)), lambda: plain.entry(next(floor)), 400
    )
    benchmark.extra_info |= found.said()
    benchmark.pedantic(lambda: journal.entries.show(next(ours)), rounds=50)  # type: ignore[no-untyped-call]
    plain.close()
    journal.close()
    assert found.ratio <= ENTRY_BUDGET or found.ours < 0.001, found.said()


@pytest.mark.parametrize("entries", [100, ENTRIES])
def test_a_durable_save(tmp_path: Path, entries: int, benchmark: BenchmarkFixture) -> None:
    """Ours also writes and syncs the anchor, and keeps the wording, the chain and the index."""
    folder = Path(shutil.copytree(many.folder_of(entries), tmp_path / "copy"))
    journal = many.opened(folder)
    plain = Plain(plain_copy(journal.vault, tmp_path / "plain.db"))
    text = "typed and not to be lost " * 40
    given = EntryInput("free", {"page": text}, tags=("team",))
    # The best of five: a disk that others use says more about them than about us.
    found = min(
        (measured(lambda: journal.entries.write(given), lambda: plain.save(text)) for _ in "12345"),
        key=lambda one: one.ratio,
    )
    draft = journal.drafts.start("free")
    drafts = measured(lambda: journal.drafts.save(draft), lambda: plain.save(text), 60)
    benchmark.extra_info |= {**found.said(), "draft ratio": round(drafts.ratio, 2)}
    benchmark.pedantic(lambda: journal.drafts.save(draft), rounds=10)  # type: ignore[no-untyped-call]
    plain.close()
    journal.close()
    assert found.ratio <= SAVE_BUDGET, found.said()
    assert drafts.ratio <= SAVE_BUDGET, drafts.said()


WEIGH = """
import re, sys
from pathlib import Path
from reflect_app.core.entries import Query
from tests.helpers import many
journal = many.opened(Path(sys.argv[1]))
for offset in range(0, 5000, 50):
    page = journal.entries.page(Query(), offset)
for text in ("tired", "heliotrope", "kettle", "ba"):
    journal.entries.page(Query(text, prefix=True))
for entry in page.entries:
    journal.entries.show(entry.id)
journal.close()
# Not getrusage: its peak is the parent's, until the child goes above it.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024)
"""


def weight(entries: int) -> int:
    """MiB of a process that has looked round in a journal of so many entries."""
    done = subprocess.run(
        [sys.executable, "-c", WEIGH, str(many.folder_of(entries))],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="reads /proc")
def test_what_many_entries_weigh(benchmark: BenchmarkFixture) -> None:
    few, lots = weight(100), weight(ENTRIES)
    benchmark.extra_info |= {"MiB with 100": few, f"MiB with {ENTRIES}": lots}
    benchmark.pedantic(lambda: None, rounds=1)  # type: ignore[no-untyped-call]
    assert lots - few <= MORE_MEMORY, (few, lots)
