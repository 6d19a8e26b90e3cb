"""Nothing that stands there is written over, by any command; a name that lies is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import Commands

SOMEBODY = ("--with", "Priya", "--at", "2026-03-12T10:00")


@pytest.mark.parametrize(
    "words",
    [
        ("pack", "--marked", "--out"),
        ("export", "--all", "--format", "json", "--out"),
        ("prompts", "sheet", "after-shift", "--out"),
        ("prompts", "pack", "mine:one", "--out"),
        ("card", "export"),
        ("share", "--to", "Priya", "--entries", "1", "--all-fields", "--out"),
        ("withdraw", "1", "--out"),
        ("reply", "--out"),
        ("contacts", "end", "Priya", "--out"),
        ("session", "calendar", "1", "--out"),
        ("session", "dates", "--out"),
        ("session", "circulate", "1", "--out"),
        ("session", "end", "--with", "Priya", "--out"),
        ("learning", "export", "--out"),
        ("leave", "entries", "--reviewed", "--out"),
        ("evaluate", "export", "--out"),
    ],
)
def test_a_file_that_is_there_stays_as_it_was(
    commands: Commands, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "mine.pdf"
    out.write_bytes(b"kept")
    refused = commands.run(*words, str(out))
    assert refused.code == 1
    assert refused.document["error"] == {
        "code": "file",
        "message": f"{out} is there already.",
        "hint": "Choose another name or folder.",
    }
    assert out.read_bytes() == b"kept"


def test_a_name_that_promises_another_format_is_told_of(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"page": "One."}, "--mark")
    lying, plain = tmp_path / "pack.docx", tmp_path / "pack.txt"
    told = commands.run("pack", "--marked", "--format", "pdf", "--out", str(lying))
    assert told.code == 0
    assert lying.read_bytes().startswith(b"%PDF")
    assert f"{lying} holds PDF, whatever its name says: it opens once it ends in .pdf." in told.err
    told = commands.run("pack", "--marked", "--format", "md", "--out", str(plain))
    assert "whatever its name says" not in told.err
