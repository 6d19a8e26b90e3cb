"""Each fuzz target over its seeds, and over what a few changes make of them."""

from __future__ import annotations

import random
import resource
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.changing import changed
from tests.fuzz.targets import TARGETS, seeds

SECONDS = 2.0
#: The importers have their own, with archives and folders: tests/importing/formats/test_fuzz.py.
OURS = [name for name in TARGETS if not name.startswith("import-")]


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_every_seed(name: str) -> None:
    given = seeds(name)
    assert given, "a target without seeds finds nothing"
    for data in given:
        begun = time.process_time()
        TARGETS[name](data)
        assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("name", OURS)
@given(data=st.binary(max_size=600), number=st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_any_bytes_and_any_changed_seed(name: str, data: bytes, number: int) -> None:
    TARGETS[name](data)
    draw = random.Random(number)
    begun = time.process_time()
    TARGETS[name](changed(draw.choice(seeds(name)), draw))
    assert time.process_time() - begun < SECONDS


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", OURS)
def test_changed_seeds_for_two_minutes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The long form where there is no atheris; with it, `python -m tests.fuzz.run`."""
    draw, tried, end = random.Random(name), 0, time.monotonic() + 120
    given = seeds(name)
    while time.monotonic() < end:
        TARGETS[name](changed(draw.choice(given), draw))
        tried += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (
        20 if sys.platform == "darwin" else 10
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {tried} inputs, peak {peak} MiB\n")
    assert tried > 100
