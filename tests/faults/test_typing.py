"""`kill -9` while somebody types: a second of typing at most, and the caret where it was."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.driver import Driver
from tests.fixtures import PASSPHRASE, make_app

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL"),
    pytest.mark.timeout(1800),
]

MOST = 1.0  # seconds of typing
STALL = 0.1  # a longer gap between two keys is the computer's, and nobody typed in it
PER_VAULT = 10


@dataclass(frozen=True)
class Seen:
    """The page on the screen at one moment."""

    at: float
    text: str
    caret: int


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    made = Driver("tests.faults.typist")
    yield made
    made.close()


def read(ledger: Path) -> list[Seen]:
    lines = ledger.read_bytes().splitlines()
    return [Seen(*json.loads(line)) for line in lines]


def kept(root: Path) -> tuple[str, int] | None:
    """The draft as the next unlock finds it: its words and where the caret was."""
    journal = make_app(root / "home").vaults.unlock(root / "v", PASSPHRASE, write=False)
    try:
        assert journal.integrity.verify().status == "clean"
        drafts = journal.drafts.list()
    finally:
        journal.close()
    if not drafts:
        return None
    (draft,) = drafts
    assert draft.caret is not None
    assert draft.caret.question == "page"
    return str(draft.answers.get("page", "")), draft.caret.position


def lost(seen: list[Seen], found: tuple[str, int] | None, killed: float) -> float:
    """Seconds of typing since the screen last looked like what was found."""
    if found is None:
        same = [0]
    else:
        text, caret = found
        same = [
            place
            for place, page in enumerate(seen)
            if (page.text if page.text.strip() else "", page.caret) == (text, caret)
        ]
    assert same, "what was kept never stood on the screen"
    times = [*(page.at for page in seen[same[-1] :]), killed]
    return sum(min(after - at, STALL) for at, after in pairwise(times))


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.long)])
def test_a_second_at_most(kills: int, tmp_path: Path, driver: Driver) -> None:
    rng = random.Random(20260312)
    worst, came_back = 0.0, 0
    found: tuple[str, int] | None = None
    for kill in range(kills):
        root, ledger = tmp_path / f"root-{kill // PER_VAULT}", tmp_path / f"ledger-{kill}"
        if kill % PER_VAULT == 0:
            make_app(root / "home").vaults.create(root / "v", PASSPHRASE).journal.close()
            found = None
        pid = driver.start(root, ledger, kill)
        driver.wait_for(saves=0)
        time.sleep(rng.uniform(0.05, 2.0))
        killed = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        driver.wait_gone()
        seen = read(ledger)
        if found is not None:  # the words and the caret that the last kill left
            assert (seen[0].text, seen[0].caret) == found
            came_back += 1
        found = kept(root)
        worst = max(worst, lost(seen, found, killed))
        assert worst <= MOST
    assert came_back > kills // 2
    assert worst > 0
    print(f"{kills} kills: {worst:.2f} s of typing lost at worst, {came_back} carried on")  # noqa: T201
