"""Finding identifiers, against the plainest reading of the same words."""

from __future__ import annotations

import time
from functools import partial

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.core.stopwatch import measured
from reflect_app.identifiers import find
from reflect_app.services.bench import READING, note_of, read_plainly


@pytest.mark.parametrize(("words", "most"), [(200, 0.005), (20_000, 0.500)])
def test_finding_against_reading(words: int, most: float, benchmark: BenchmarkFixture) -> None:
    text = note_of(words)
    ours, floor = partial(find, text), partial(read_plainly, text)
    found = measured(ours, floor, rounds=7, clock=time.process_time)
    benchmark.extra_info |= found.said()
    benchmark.pedantic(find, args=(text,), rounds=3)  # type: ignore[no-untyped-call]
    assert found.ours < most or found.ratio < READING, found.said()
