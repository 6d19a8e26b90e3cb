"""What somebody stumbled over who had only the help: each is met with a sentence and a way on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.commands import Commands

PRIVATE = "Darren slammed the door on me again"


@pytest.mark.parametrize(
    "words",
    [
        ("note", PRIVATE),
        ("comment", "1", "--text", PRIVATE),
        ("session", "agenda", "1", "--bring", PRIVATE),
        ("actions", "done", "1", "--went", PRIVATE),
        ("identifiers", PRIVATE),
        ("write", "free", "--answers", f'{{"page": "{PRIVATE}"}}'),
    ],
)
def test_words_in_the_command_are_not_repeated(commands: Commands, words: tuple[str, ...]) -> None:
    refused = commands.run(*words)
    assert (refused.code, refused.document["error"]["code"]) == (1, "file")
    assert "Darren" not in refused.out + refused.err
    assert "file" in refused.document["error"]["hint"]


def test_a_passphrase_in_place_of_its_file_is_not_repeated(commands: Commands) -> None:
    refused = commands.bare("--passphrase-file", "hunter2", "--json", "list")
    assert refused.document["error"]["code"] == "file"
    assert "hunter2" not in refused.out + refused.err


def test_a_mistyped_file_is_named(commands: Commands) -> None:
    refused = commands.run("write", "free", "--answers", "anwsers.json")
    assert refused.document["error"]["message"] == "anwsers.json cannot be read."


def test_a_prompt_with_a_slip_is_told_before_what_answers_need(commands: Commands) -> None:
    refused = commands.run("write", "aftershift")
    assert (refused.code, refused.document["error"]["hint"]) == (1, "Did you mean “after-shift”?")
    refused = commands.run("write", "after-shift")
    assert (refused.code, refused.document["error"]["code"]) == (2, "answers-needed")
    assert "“reflect prompts show after-shift”" in refused.document["error"]["hint"]


@pytest.mark.parametrize(("heavy", "told"), [(7, True), (6, False)])
def test_a_heavy_answer_from_a_file_brings_up_who_is_there(
    commands: Commands, heavy: int, told: bool
) -> None:
    names = [line.name for line in commands.app.support()]
    answers = json.dumps({"heavy": heavy})
    done = commands.run("write", "after-shift", "--answers", "-", stdin=answers)
    assert set(done.document) == {"id", "revision"}
    assert [name in done.err for name in names] == [told] * len(names)


def test_a_heavy_answer_in_an_edit_and_in_a_finished_page(commands: Commands) -> None:
    (first, *_) = commands.app.support()
    id_ = commands.write("after-shift", {"heavy": 2})
    patch = json.dumps({"heavy": 9})
    assert first.name in commands.run("edit", id_, "--answers", "-", stdin=patch).err
    commands.ok("note", "-", stdin="One line.")
    draft = commands.ok("notes", "take", "1", "--template", "after-shift")["draft"]
    assert first.name in commands.run("drafts", "finish", draft, "--answers", "-", stdin=patch).err


def test_an_empty_page_is_kept_and_said(commands: Commands) -> None:
    done = commands.run("write", "free", "--answers", "-", stdin='{"page": null}')
    id_ = done.document["id"]
    assert (
        done.err == f"No question was answered. To fill it in: reflect edit {id_} --answers FILE\n"
    )
    assert commands.ok("show", id_)["answers"] == {}


def hint(commands: Commands, *words: str, stdin: str = "") -> str:
    refused = commands.run(*words, stdin=stdin)
    assert refused.code in (1, 2), refused.out
    return str(refused.document["error"]["hint"])


def test_an_agenda_takes_only_what_is_on_it(commands: Commands) -> None:
    entry = commands.write("free", {"page": "One."}, "--mark")
    at = "2099-03-12T10:00"
    session = commands.ok("session", "add", "--with", "Priya Shah", "--at", at)["id"]
    slip = entry[:-1] + "z"
    for option in ("--order", "--leave-out"):
        said = hint(commands, "session", "agenda", session, option, slip)
        assert said.startswith(f"Did you mean “{entry}”?")
    other = commands.write("free", {"page": "Two."})
    words = ("--take-up", other, "--order", f"{other},{entry}")
    lines = commands.ok("session", "agenda", session, *words)
    assert [line["id"] for line in lines] == [other, entry]
    assert commands.ok("session", "agenda", session, "--leave-out", other)[0]["id"] == entry


def test_nothing_ends_with_somebody_who_was_never_here(commands: Commands) -> None:
    commands.ok("session", "add", "--with", "Priya Shah", "--at", "2099-03-12T10:00")
    assert hint(commands, "session", "end", "--with", "Prya Shah").startswith(
        "Did you mean “Priya Shah”?"
    )
    assert commands.ok("session", "end", "--with", "Priya Shah")["cancelled"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("prompts", "remove", "free"), "“reflect prompts hide” does that"),
        (("passphrase",), "Give it with --new-passphrase-file."),
        (("learning", "export", "--out", "x.zzz"), ".csv"),
        (("evaluate", "tell", "zz=1"), "“reflect evaluate preview” shows them."),
    ],
)
def test_the_way_on_is_named(commands: Commands, words: tuple[str, ...], told: str) -> None:
    commands.write("cpd-account", {"what": "A talk.", "hours": 1})
    refused = commands.run(*words)
    if words == ("passphrase",):
        refused = commands.bare("--json", *words)
    assert told in refused.document["error"]["hint"]


def test_columns_of_the_row_are_named_with_their_choices(commands: Commands) -> None:
    said = commands.run("evaluate", "preview", json=False).out
    assert "[agency=" in said


def test_a_filter_that_names_nothing_says_so(commands: Commands) -> None:
    commands.write("free", {"page": "One."}, "--tag", "team")
    for words, told in (
        (("--tag", "tea"), "No entry has the tag “tea”."),
        (("--person", "Nobody"), "No pseudonym is called “Nobody”."),
    ):
        assert told in commands.run("list", *words).err
    assert commands.run("list", "--tag", "Team", "--from", "2199-01-01").err == ""


def test_a_file_of_another_format_is_doubted(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"tags": {}, "entries": []}', encoding="utf-8")
    done = commands.run("import", "jrnl", str(tmp_path / "x.json"), json=False)
    assert "Is it of another format?" in done.out


def test_a_pack_that_fails_warns_of_nothing(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"page": "Ring Darren Whitlock on 07700 900123."}, "--mark")
    refused = commands.run("pack", "--marked", "--out", str(tmp_path / "x.zzz"))
    assert refused.code == 1
    assert "point to someone" not in refused.err
