"""Real vaults for tests: everything as shipped but the price of a key and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.crypto.kdf import KdfParams, KdfPolicy
from reflect_app.paths import Paths
from reflect_app.services.journal import Journal

PASSPHRASE = "otter lantern gravel teapot"
CHEAP = KdfParams(memory=8, passes=1, lanes=1)
CHEAP_POLICY = KdfPolicy(floor=CHEAP)
# A waking night has just ended.
MORNING = datetime(2026, 3, 12, 7, 30, tzinfo=UTC)


def make_app(folder: Path, clock: FixedClock | None = None) -> App:
    """The program below one folder, with a clock that stands and keys that cost nothing."""
    return App(
        Paths.under(folder),
        clock or FixedClock(MORNING),
        policy=CHEAP_POLICY,
        costs={"standard": CHEAP, "light": CHEAP},
    )


@pytest.fixture
def clock() -> FixedClock:
    """Half past seven on a March morning, until the test moves it."""
    return FixedClock(MORNING)


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> App:
    """The composition root on a home of its own."""
    return make_app(tmp_path / "home", clock)


@pytest.fixture
def journal(app: App) -> Iterator[Journal]:
    """A new, empty journal, open for writing in the default place."""
    created = app.vaults.create(app.paths.default_vault, PASSPHRASE)
    yield created.journal
    created.journal.close()
