"""Somebody at a real screen, for the stories that need one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.screen import Screen
from tests.journeys.desktop.at_screen import AtScreen


@pytest.fixture
def at_screen(tmp_path: Path) -> Iterator[AtScreen]:
    """Somebody at an empty account."""
    pictures = Path(os.environ.get("REFLECT_PICTURES", tmp_path / "pictures"))
    with Screen(tmp_path / "account") as screen:
        somebody = AtScreen(screen, pictures)
        yield somebody
        somebody.leave()
