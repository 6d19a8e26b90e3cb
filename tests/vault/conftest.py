"""A real vault, its key at hand, without the services above it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from tests.vault.making import Making


@pytest.fixture
def making(tmp_path: Path, clock: FixedClock) -> Iterator[Making]:
    """Makes, opens and at the end closes vaults below the test's own folder."""
    maker = Making(tmp_path, clock)
    yield maker
    maker.close()
