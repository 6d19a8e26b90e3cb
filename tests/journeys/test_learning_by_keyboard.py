"""An entry becomes a learning account and leaves as a table, by keyboard alone."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput, Query
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)


def to_learning(person: Person) -> None:
    """Along the list of pages: the arrows open none of those on the way."""
    person.tab_to("Today")
    while person.focus() != "Learning":
        before = person.focus()
        person.press("Down")
        assert person.focus() != before
    person.press("Space")


def test_an_entry_becomes_an_account_and_leaves(settled: Person, tmp_path: Path) -> None:
    person = settled
    app = make_app(person.folder, person.clock)
    journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    said = {"title": "The gate", "page": "Sat with Darren Whitlock until he slept."}
    kept = journal.entries.write(EntryInput("free", said, "2026-03-02T08:00")).id
    journal.close()
    person.start()
    person.unlock()
    to_learning(person)
    person.sees("Who asks for your accounts?")
    assert person.until(lambda: person.focus() == "No register")
    person.write("Nursing")
    person.sees("0 of 5 accounts written", "0 of 35 hours", "check it with your body")
    person.tab_to("Copy an entry")
    person.press("Space")
    assert person.until(lambda: person.focus() == "Find an entry to add")
    person.sees("The gate, 2 March 2026")
    person.press("Down")
    assert person.row() == "The gate, 2 March 2026"
    person.press("Return")
    person.sees("Which body is this for?", "1 thing here could point to someone")
    person.tab_to("How many hours")
    person.write("2.5")
    person.tab_to("How many of those hours")
    person.write("2")
    person.tab_to("What did you learn?")
    person.write("=Waiting is work")
    person.press("Ctrl+Return")
    person.sees(
        "Saved.", "1 of 5 accounts written", "2.5 of 35 hours", "2 of 20 hours with other people"
    )
    person.tab_to("See what leaves")
    person.press("Space")
    person.sees("Exactly this leaves, and nothing else", "Back to Learning")
    person.tab_to("Please look at these")
    assert person.row().startswith("Darren Whitlock")
    person.press("R")
    assert person.until(lambda: "Whitlock" not in person.text_of("Preview of the pack"))
    person.tab_to("PDF")
    person.write("Table")
    person.tab_to("Save…")
    out = tmp_path / "accounts.csv"
    person.answer_dialog(out, lambda: person.press("Space"))
    person.sees("Saved 1 ")
    person.close()
    [row] = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    what, learned = row["What it was"], row["What I learned from it"]
    assert re.fullmatch(r"The gate\s+Sat with \w+ until he slept\.", what)
    assert learned == "'=Waiting is work", "no table program takes it for a sum"
    assert (row["Hours"], row["Of those, participatory"]) == ("2.5", "2")
    journal = look_into(person)
    answers = journal.entries.show(kept).answers
    assert answers == said, "the entry it came from is as it was"
    assert journal.entries.page(Query(text="Whitlock")).total == 2, "and so is the account here"
    journal.close()
