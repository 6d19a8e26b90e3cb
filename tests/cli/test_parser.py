"""What is said of words that do not fit: our own names, never what was typed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from reflect_app.cli.overview import GROUPS
from reflect_app.cli.parser import Parser, build, parse
from reflect_app.errors import UsageError
from tests.helpers.sources import ROOT

BUILT = """
import sys
from reflect_app.cli.parser import build
build()
print(*sys.modules)
"""
# What one command or another needs, and none of them to know its own words.
HEAVY = {"sqlalchemy", "cryptography", "keyring", "docx", "typst", "segno", "PySide6"}
LATER = ("reflect_app.services.", "reflect_app.vault.", "reflect_app.identifiers.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lisst"], "Reflect has no such command. Did you mean “list”?"),
        (["xyzzy"], "Reflect has no such command."),
        (["list", "--whatever", "x"], "There is no option --whatever here."),
        (["list", "--limt", "5"], "There is no option --limt here. Did you mean “--limit”?"),
        (["shares", "list", "--too"], "There is no option --too here. Did you mean “--to”?"),
        (["list", "--jsn"], "There is no option --jsn here. Did you mean “--json”?"),
        (
            ["list", "--limit", "many"],
            "That does not fit --limit, which is a whole number such as 20.",
        ),
        (
            ["list", "--from", "28/03/2026"],
            "That does not fit --from, which is a date such as 2026-03-28.",
        ),
        (["receive"], "Give one of these: FILE, --exchange."),
        (
            ["share", "--to", "x", "--entries", "1", "--all-fields"],
            "Give one of these: --out, --exchange.",
        ),
        (
            ["contacts"],
            (
                "After “reflect contacts” comes one of these: list, add, confirm, rename,"
                " retire, use-again, end, again."
            ),
        ),
        (
            ["shares", "lst"],
            "After “reflect shares” comes one of these: list. Did you mean “list”?",
        ),
        (["preview", "--marked", "--entries", "1"], "--entries and --marked do not go together."),
        (["list", "--limit"], "Something has to follow --limit."),
        (["show"], "Something is missing: id."),
        (["share"], "Something is missing: --to, --entries."),
        (
            ["pack", "--format", "docs"],
            (
                "That does not fit --format, which is one of these: pdf, docx, html, md, json."
                " Did you mean “docx”?"
            ),
        ),
        (
            ["share", "--purpose", "x"],
            (
                "That does not fit --purpose, which is one of these: supervision, psychology,"
                " group, learning, support."
            ),
        ),
        (["show", "1", "2"], "There is a word too many."),
        (
            ["--passphrase=hunter2", "list"],
            "There is no option --passphrase here. Did you mean “--passphrase-file”?",
        ),
    ],
)
def test_the_sentence_names_what_is_wrong(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert caught.value.message == said


def every(parser: Parser, name: str = "reflect") -> Iterator[tuple[str, Parser]]:
    """Each command, and each command of a command."""
    yield name, parser
    for word, under in parser.under().items():
        assert isinstance(under, Parser)
        yield from every(under, f"{name} {word}")


def test_the_help_has_every_command_once() -> None:
    said = build().format_help()
    names = [name for _, group in GROUPS for name in group]
    assert sorted(names) == sorted(build().under())
    for name in names:
        assert len(re.findall(rf"^  {name} ", said, re.MULTILINE)) == 1
    for ending in (".rcard", ".rbundle", ".reflect-backup", "130"):
        assert ending in said


def test_a_closed_list_is_told_in_the_help() -> None:
    lists = 0
    for name, parser in every(build()):
        shown = " ".join(parser.format_help().split())
        for action in parser._actions:
            if isinstance(action.choices, Sequence):
                lists += 1
                assert all(str(choice) in shown for choice in action.choices), (name, action.dest)
    assert lists > 10


@pytest.mark.parametrize(
    "option", [["--json"], ["--vault", "v"], ["--passphrase-file", "p"], ["--keychain"]]
)
def test_options_of_every_command_are_taken_before_it_and_after(option: list[str]) -> None:
    plain, before, after = (parse(words) for words in (
        ["shares", "list"], [*option, "shares", "list"], ["shares", "list", *option],
    ))  # fmt: skip
    told = {name: value for name, value in vars(before).items() if name != "used"}
    assert told != {name: value for name, value in vars(plain).items() if name != "used"}
    assert told == {name: value for name, value in vars(after).items() if name != "used"}


@pytest.mark.parametrize(
    "words",
    [
        ["hunter2 sat on the bed"],
        ["list", "hunter2"],
        ["show", "1", "--", "--hunter2"],
        ["pack", "--format", "hunter2"],
        ["list", "--limit", "hunter2"],
        ["list", "--h=hunter2"],
        ["list", "-- hunter2"],
    ],
)
def test_what_was_typed_is_never_repeated(words: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert "hunter2" not in f"{caught.value.message} {caught.value.hint} {caught.value!r}"


def test_a_command_loads_what_it_needs_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "reflect_app.cli.commands.shares" in loaded
    assert not [name for name in loaded if name in HEAVY or name.startswith(LATER)]


def said_of(words: list[str]) -> UsageError | None:
    """The refusal of words that do not fit."""
    try:
        parse(words)
    except UsageError as problem:
        return problem
    return None


def test_every_command_refuses_what_it_does_not_know_in_one_sentence_with_a_hint() -> None:
    tried = 0
    for name, _ in every(build()):
        command = name.split()[1:]
        alone, unknown = said_of(command), said_of([*command, "--zzzz"])
        assert unknown is not None
        for problem in filter(None, (alone, unknown)):
            tried += 1
            assert re.fullmatch(r"[^\n]+[.?]", problem.message), name
            assert re.fullmatch(r"“reflect[^\n]+[.]", problem.hint), name
    assert tried > 150
