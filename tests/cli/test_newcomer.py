"""What somebody stumbled over who had only the help: each is met with a sentence and a way on."""

from __future__ import annotations

import json

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
