"""Whole stories: one person, real vaults, real windows, the real worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reflect_app.core.clock import FixedClock
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys.person import Person


@pytest.fixture
def person(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Person]:  # fmt: skip
    """Somebody at a computer where Reflect was never started. It is half past seven."""
    made = Person(qapp, qtbot, tmp_path / "account", clock, monkeypatch)
    yield made
    made.leave()
    assert not made.faults, "\n".join(made.faults)
    assert made.stray.seen == []
    assert made.unseen == [], "the keyboard was where nobody could see it"


@pytest.fixture
def settled(person: Person) -> Person:
    """The same, some weeks in: a journal in the usual place, closed."""
    app = make_app(person.folder, person.clock)
    created = app.vaults.create(app.paths.default_vault, PASSPHRASE, name="Sam")
    created.journal.settings.set("recovery_deferred", False)
    created.journal.close()
    return person


def look_into(person: Person) -> Journal:
    """The journal itself, opened beside the window to read only. Close it."""
    app = make_app(person.folder, person.clock)
    return app.vaults.unlock(app.paths.default_vault, PASSPHRASE, write=False)
