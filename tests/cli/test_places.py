"""Nothing that stands there is written over unsaid; a name that lies is told of."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import Commands


def test_a_person_is_asked_before_a_file_goes(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"page": "One."}, "--mark")
    out = tmp_path / "mine.md"
    out.write_bytes(b"kept")
    words = ("pack", "--marked", "--out", str(out))
    refused = commands.typed({"Replace it?": "no"}, *words)
    assert refused.code == 1
    assert f"{out} is there already.\nChoose another name or folder." in refused.err
    assert out.read_bytes() == b"kept"
    assert commands.typed({"Replace it?": "yes"}, *words).code == 0
    assert b"One." in out.read_bytes()


def test_a_script_makes_a_file_again_and_is_told(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"page": "One."}, "--mark")
    out = tmp_path / "mine.md"
    words = ("pack", "--marked", "--out", str(out))
    assert "replaced" not in commands.run(*words).err
    again = commands.run(*words)
    assert (again.code, again.err) == (0, f"{out} was there already, and is replaced.\n")
    out.write_bytes(b"")  # as `mktemp` leaves it: there is nothing to lose
    assert commands.run(*words).err == ""


def test_a_name_that_promises_another_format_is_told_of(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"page": "One."}, "--mark")
    lying, plain = tmp_path / "pack.docx", tmp_path / "pack.txt"
    told = commands.run("pack", "--marked", "--format", "pdf", "--out", str(lying))
    assert told.code == 0
    assert lying.read_bytes().startswith(b"%PDF")
    assert f"{lying} holds PDF, whatever its name says: it opens once it ends in .pdf." in told.err
    told = commands.run("pack", "--marked", "--format", "md", "--out", str(plain))
    assert "whatever its name says" not in told.err
