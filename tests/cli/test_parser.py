"""What is said of words that do not fit: our own names, never what was typed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reflect_app.cli.parser import parse
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
        (["list", "--from-day", "x"], "There is no option --from-day here."),
        (["list", "--limit", "many"], "That does not fit --limit."),
        (["list", "--limit"], "Something has to follow --limit."),
        (["show"], "Something is missing: id."),
        (["share"], "Something is missing: --to, --entries."),
        (["pack", "--format", "docs"], "That does not fit --format. Did you mean “docx”?"),
        (["show", "1", "2"], "There is a word too many."),
        (["--passphrase=hunter2", "list"], "There is no option --passphrase here."),
    ],
)
def test_the_sentence_names_what_is_wrong(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert caught.value.message == said


def test_a_short_list_is_read_out() -> None:
    with pytest.raises(UsageError, match="one of these: pdf, docx, html, md, json"):
        parse(["pack", "--format", "zzz"])


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
