"""Ten thousand entries come in under a minute, and the journal stays free to save in between."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from reflect_app.services.import_plan import ImportRequest
from reflect_app.services.journal import Journal

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

MANY = 10_000
_WORDS = (
    "night shift quiet alarm kitchen rota handover manager felt tired cross door office garden"
    " walked slept kettle about until four when somebody rang and that the was over"
).split()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A Day One export of two hundred words an entry."""
    draw = random.Random(7)
    entries = [
        {
            "uuid": f"{number:032X}",
            "creationDate": f"{2010 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}"
            "T08:00:00Z",
            "timeZone": "Europe/London",
            "text": f"# Day {number}\n\n" + " ".join(draw.choice(_WORDS) for _ in range(200)),
        }
        for number in range(MANY)
    ]
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", json.dumps({"metadata": {}, "entries": entries}))
    return path


def followed(steps: Generator[Any, None, Any]) -> tuple[Any, int, float]:
    """The result, how many steps there were, and the longest in seconds of processor time."""
    count, longest, since = 0, 0.0, time.process_time()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value, count, longest
        now = time.process_time()
        count, longest, since = count + 1, max(longest, now - since), now


def test_ten_thousand_entries(journal: Journal, export: Path) -> None:
    before = journal.integrity.state_hash()
    request = ImportRequest("dayone", export)
    begun = time.process_time()
    made, steps, longest = followed(journal.imports.bring_in(request))
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak >>= 20 if sys.platform == "darwin" else 10
    undone, _, _ = followed(journal.imports.undo(made.batch))
    away = time.process_time() - begun - took
    sys.stdout.write(
        f"in {took:.1f} s, {steps} steps, longest {longest * 1000:.0f} ms, peak {peak} MiB;"
        f" out {away:.1f} s\n"
    )
    assert (made.new, undone.removed) == (MANY, MANY)
    assert took < 60
    assert steps > 100
    assert peak < 400
    assert journal.integrity.state_hash() == before
