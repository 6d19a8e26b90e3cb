"""A journal that was made by the command line itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.app import App
from tests.helpers.commands import Commands


@pytest.fixture
def commands(app: App, tmp_path: Path) -> Commands:
    """Commands on a new journal in the default place."""
    made = Commands(app, tmp_path)
    made.ok("init", "--name", "Sam")
    return made
