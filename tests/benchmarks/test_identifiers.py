"""Finding identifiers, against the plainest reading of the same words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.identifiers import find

NOTE = (
    "Handover quiet. Darren up till 3 and then dave, both fine. Rang 07700 900318 for Mr Kearney, "
    "no answer. He is 34, from Barnsley, CRN X123456. Told Ngozi I would ring in the morning.\n"
)
#: Nineteen kinds, each a pass and more over the text, against one pass that only counts words.
BUDGET = 40
WORD = re.compile(r"[^\W\d_]+|\d+|\S")


@pytest.mark.parametrize(("words", "most"), [(200, 0.005), (20_000, 0.500)])
def test_finding_against_reading(words: int, most: float, benchmark: BenchmarkFixture) -> None:
    text = " ".join((NOTE * (words // 30 + 1)).split(" ")[:words])
    find(text)
    ours = _quickest(lambda: find(text))
    floor = _quickest(lambda: [match.group().casefold() for match in WORD.finditer(text)])
    benchmark.extra_info |= {"ours": ours, "floor": floor, "ratio": ours / floor}
    benchmark.pedantic(find, args=(text,), rounds=3)  # type: ignore[no-untyped-call]
    assert ours < most or ours / floor < BUDGET, (ours, floor)


def _quickest(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of seven: what the work costs on a machine that is busy."""
    times = []
    for _ in range(7):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
