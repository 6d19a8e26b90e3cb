"""drafts: what a note or a copied entry began is finished, or dropped, without a window."""

from __future__ import annotations

import pytest

from tests.helpers.commands import Commands
from tests.helpers.spoken import speaking


@pytest.fixture
def entry(commands: Commands) -> str:
    written = commands.ok("write", "free", "--answers", "-", stdin='{"page": "The door stood."}')
    return str(written["id"])


def test_a_copied_entry_is_finished_by_its_id(commands: Commands, entry: str) -> None:
    assert commands.ok("drafts") == []
    assert "No page is unfinished." in commands.run("drafts", json=False).out
    made = commands.ok("learning", "promote", entry)["draft"]
    [row] = commands.ok("drafts")
    assert commands.ok("drafts", "list") == [row]
    assert (row["id"], row["template"], row["entry"]) == (made, "cpd-account", None)
    shown = commands.ok("drafts", "show", made)
    assert shown["answers"]["what"] == "The door stood."
    assert "The door stood." in commands.run("drafts", "show", made, json=False).out

    bad = commands.run("drafts", "finish", made, "--answers", "-", stdin='{"hours": "many"}')
    assert bad.code == 1
    assert commands.ok("drafts", "show", made)["answers"] == shown["answers"]

    own = '{"hours": 2.5, "what": null, "learned": "To wait."}'
    saved = commands.ok("drafts", "finish", made, "--answers", "-", stdin=own)
    assert commands.ok("drafts") == []
    account = commands.ok("show", saved["id"])["answers"]
    assert (account["hours"], account["learned"]) == (2.5, "To wait.")
    assert "what" not in account
    assert commands.ok("show", entry)["answers"] == {"page": "The door stood."}


def test_under_welsh_a_person_reads_welsh_titles_and_a_program_the_same_as_ever(
    commands: Commands, entry: str
) -> None:
    made = commands.ok("learning", "promote", entry)["draft"]
    commands.app.settings.change(language="cy")
    with speaking("cy"):
        for words in (("list",), ("show", entry), ("prompts", "list"), ("prompts", "show", "free")):
            assert "Tudalen rydd" in commands.run(*words, json=False).out, words
        assert "Cyfrif DPP" in commands.run("drafts", json=False).out
        assert "The door stood." in commands.run("drafts", "show", made, json=False).out
        (row,) = commands.ok("list")["entries"]
        assert row["title"] == "Free page"


def test_a_note_taken_is_dropped(commands: Commands) -> None:
    commands.bare("note", "-", stdin="the boiler hums")
    made = commands.ok("notes", "take", "1", "--template", "free")["draft"]
    assert commands.ok("drafts", "discard", made) == {"discarded": made}
    assert commands.ok("drafts") == []
    gone = commands.run("drafts", "show", made)
    assert gone.code == 1
    assert "error" in gone.document
