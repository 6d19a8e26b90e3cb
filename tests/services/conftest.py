"""People who share with one another, for tests of what they hand about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.circle import Circle, Somebody, circle


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Circle]:
    """Nobody yet."""
    with circle(tmp_path) as made:
        yield made


@pytest.fixture
def ann(ring: Circle) -> Somebody:
    """A worker of one agency."""
    return ring.join("Ann")


@pytest.fixture
def ben(ring: Circle, ann: Somebody) -> Somebody:
    """A supervisor of another; both have confirmed the other's card."""
    made = ring.join("Ben", "HMPPS")
    ring.meet(ann, made)
    return made
