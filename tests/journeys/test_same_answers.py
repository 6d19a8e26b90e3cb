"""The window and the command line write the same entry from the same answers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from reflect_app.core.entries import Query
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.commands import Commands
from tests.journeys import story
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

HARD = "Dw i wedi blino'n lân 😮‍💨 كان الليل طويلاً. Ẹ kú iṣẹ́ o.\nA second line."
#: What differs between two entries that say the same.
OWN = {"id", "written"}


def only(journal: Journal) -> dict[str, Any]:
    """The one entry there is, without what makes it this one."""
    (summary,) = journal.entries.page(Query()).entries
    found = asdict(journal.entries.show(summary.id))
    journal.close()
    return {name: value for name, value in found.items() if name not in OWN}


def by_command(
    folder: Path, person: Person, *words: str, answers: dict[str, Any]
) -> dict[str, Any]:
    """The same by `reflect write`, in another account."""
    app = make_app(folder, person.clock)
    commands = Commands(app, folder.parent)
    commands.ok("init", "--name", "Sam")
    commands.ok("write", *words, "--answers", "-", stdin=json.dumps(answers))
    return only(app.vaults.unlock(app.paths.default_vault, PASSPHRASE, write=False))


def test_the_morning_check_in(settled: Person, tmp_path: Path) -> None:
    settled.start()
    settled.unlock()
    story.check_in(settled)
    settled.close()
    words = ("after-shift", "--shift-start", "2026-03-11T21:45", "--shift-kind", "night", "--mark")
    there = by_command(tmp_path / "terminal", settled, *words, answers=story.NIGHT | story.TAPPED)
    assert only(look_into(settled)) == there


def test_words_of_every_script_through_an_input_method(settled: Person, tmp_path: Path) -> None:
    settled.start()
    settled.unlock()
    story.free_page(settled, "")
    first, second = HARD.split("\n")
    compose(first)
    settled.press("Return")
    compose(second)
    settled.press("Ctrl+Return")
    settled.sees("Just finished a shift")
    settled.close()
    there = by_command(tmp_path / "terminal", settled, "free", answers={"page": HARD})
    here = only(look_into(settled))
    assert here["answers"] == {"page": HARD}
    assert here == there


def compose(text: str) -> None:
    """What an input method sends once a person has chosen their characters."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event)
