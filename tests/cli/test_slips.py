"""A slip in a name or an id is met with what was most likely meant, in the hint alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fixtures import make_app
from tests.helpers.commands import Commands


@pytest.fixture
def written(commands: Commands) -> str:
    """Somebody, a session, a group, and an entry, whose id it is."""
    commands.ok("people", "add", "Teapot")
    commands.ok("session", "add", "--with", "Priya Shah", "--at", "2026-03-12T10:00")
    commands.ok("groups", "add", "Tuesday group")
    return commands.write("after-shift", {"heavy": 3}, "--mark")


def hint(commands: Commands, *words: str, stdin: str = "") -> str:
    refused = commands.run(*words, stdin=stdin)
    assert refused.code == 1, refused.out
    return str(refused.document["error"]["hint"])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("write", "aftershift", "--answers", "-"), "after-shift"),
        (("prompts", "show", "afer-shift"), "after-shift"),
        (("people", "retire", "Tepot"), "Teapot"),
        (("groups", "show", "tuesday"), "Tuesday group"),
        (("preview", "--marked", "--fields", "hevy"), "heavy"),
        (("mark", "ENTRY", "--question", "hevy"), "heavy"),
    ],
)
def test_the_hint_asks_for_the_nearest(
    commands: Commands, written: str, words: tuple[str, ...], meant: str
) -> None:
    said = [written if word == "ENTRY" else word for word in words]
    assert hint(commands, *said, stdin='{"heavy": 3}').startswith(f"Did you mean “{meant}”?")


def test_a_session_and_an_action_by_an_id_with_a_slip(commands: Commands, written: str) -> None:
    (session,) = commands.ok("session", "list")
    slip = session["id"][:-2] + "zz"
    said = hint(commands, "session", "show", slip)
    assert said == f"Did you mean “{session['id']}”? “reflect session list” shows them all."


def test_a_question_and_a_pseudonym_in_answers(commands: Commands, written: str) -> None:
    said = hint(commands, "write", "after-shift", "--answers", "-", stdin='{"hevy": 3}')
    assert said.startswith("Did you mean “heavy”? Its questions are: ")
    template = "formulation"
    asked = commands.ok("prompts", "show", template)["questions"]
    name = next(each["id"] for each in asked if each["type"] == "people")
    people = json.dumps({name: ["Teepot"]})
    said = hint(commands, "write", template, "--answers", "-", stdin=people)
    assert said == "Did you mean “Teapot”? Add it under people first."


def test_unknown_fields_are_told_what_there_is(commands: Commands, written: str) -> None:
    said = hint(commands, "preview", "--marked", "--fields", "zzzzzz")
    asked = commands.ok("prompts", "show", "after-shift")["questions"]
    assert ", ".join(each["id"] for each in asked) in said


def test_a_contact_by_a_part_of_the_name(commands: Commands, tmp_path: Path) -> None:
    app = make_app(tmp_path / "theirs")
    (tmp_path / "her").mkdir()
    theirs = Commands(app, tmp_path / "her")
    theirs.ok("init", "--name", "Priya Shah")
    card = str(tmp_path / "priya.rcard")
    theirs.ok("card", "export", card)
    commands.ok("contacts", "add", card)
    entry = commands.write("free", {"page": "One."})
    words = ("share", "--to", "Pryia", "--entries", entry, "--all-fields", "--out")
    said = hint(commands, *words, str(tmp_path / "out.rbundle"))
    assert said.startswith("Did you mean “Priya Shah”? Add their card first.")
