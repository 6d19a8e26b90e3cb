"""Another journal brought in and taken out again at the window, by keyboard alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from reflect_app.core.entries import Query
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys.conftest import look_into
from tests.journeys.person import Person
from tests.vault.pages import decrypted

OBSIDIAN = Path(__file__).parents[1] / "importing/samples/markdown/obsidian"
CANARY = "until four"

# What the offscreen platform says of a dialog and of a menu.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)


def choose(person: Person, notes: Path) -> None:
    person.tab_to("Choose a folder…")
    person.answer_dialog(notes, lambda: person.press("Space"))


def pages(person: Person) -> bytes:
    folder = make_app(person.folder, person.clock).paths.default_vault
    return decrypted(folder, PASSPHRASE)


def bring_in(person: Person, notes: Path) -> None:
    """Look first, choose the prompt, leave the place and the weather out, review the names."""
    choose(person, notes)
    person.sees("5 new entries. From 12 March 2024 to ", "picture", "Keep places (1)")
    assert look(person) == 0, "nothing is kept before the last button"
    person.tab_to("Free page")
    person.press("W")
    assert person.focus().startswith("What, so what")
    person.tab_to("Look for names and numbers")
    person.press("Space")
    person.sees("Suggest a word for each person")
    person.tab_to("Suggest a word for each person")
    person.press("Space")
    go = next(b for b in person.window.findChildren(QPushButton) if b.text() == "Bring it in")
    assert person.until(go.isEnabled), "it waits for the words"
    person.tab_to("Bring it in")
    person.press("Space")
    person.sees("5 entries were brought in.")


def look(person: Person) -> int:
    journal = look_into(person)
    count = journal.entries.count()
    journal.close()
    return count


def test_in_once_and_out_again(settled: Person, tmp_path: Path) -> None:
    person = settled
    person.start()
    person.unlock()
    person.press("Ctrl+,")
    person.sees("Bring in another journal…")
    person.back_to("Bring in another journal…")
    person.press("Space")
    person.sees("1. Choose it")
    notes = tmp_path / "notes"
    shutil.copytree(OBSIDIAN, notes)
    (notes / "2024-03-15.md").write_text("Spoke to Ngozi Okafor about the rota.", "utf-8")
    bring_in(person, notes)
    journal = look_into(person)
    found = journal.entries.page(Query()).entries
    assert {entry.template for entry in found} == {"what-so-what"}
    assert not any(entry.marked for entry in found)
    assert journal.entries.page(Query(text="Ashgrove")).total == 0, "the place stayed out"
    assert journal.entries.page(Query(text="rota")).total == 1
    assert journal.entries.page(Query(text="Ngozi")).total == 0, "the name was replaced"
    assert journal.entries.page(Query(text="four")).total == 1
    journal.close()
    assert CANARY.encode() in pages(person)
    choose(person, notes)
    person.sees("0 new entries. 5 are here already.")
    assert "Bring it in" not in person.screen()
    assert look(person) == 5
    person.tab_to("Back to Settings")
    person.press("Space")
    person.sees("Take it out again")
    person.back_to("Take out ")
    person.press("Space")
    person.sees("5 entries were taken out again.")
    assert look(person) == 0
    person.close()
    assert CANARY.encode() not in pages(person)
