"""note, notes, notes take, notes drop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import Commands


def test_a_note_needs_no_passphrase_and_comes_back(commands: Commands) -> None:
    done = commands.bare("--json", "note", "-", stdin="the boiler hums\r\n")
    assert done.code == 0
    assert done.document == {"at": "2026-03-12T07:30:00+00:00", "waiting": 1}
    assert commands.ok("notes") == [
        {"n": 1, "at": "2026-03-12T07:30:00+00:00", "text": "the boiler hums\r\n"}
    ]


def test_a_note_in_words_for_people(commands: Commands) -> None:
    said = commands.bare("note", stdin="one").out
    assert "Kept at 07:30. 1 note waits" in said
    assert "Urgent, or about someone's safety?" in said
    assert "2 notes wait" in commands.bare("note", stdin="two").out
    assert commands.ok("notes", "list") == commands.ok("notes")
    listed = commands.run("notes", json=False).out
    assert listed.startswith("Left without unlocking: anyone at this computer could have")


def test_a_note_in_a_file_is_taken_into_a_page(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"\xef\xbb\xbfa line")
    assert commands.bare("note", str(file)).code == 0
    document = commands.ok("notes", "take", "1", "--template", "free")
    assert set(document) == {"draft"}
    assert commands.ok("notes") == []


def test_a_damaged_note_is_listed_with_its_problem_and_dropped(commands: Commands) -> None:
    commands.bare("note", stdin="lost")
    [path] = (commands.app.paths.default_vault / "notes").iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    [row] = commands.ok("notes")
    assert row["text"] == ""
    assert "damaged" in row["problem"]
    assert commands.run("notes", "take", "1", "--template", "free").document["error"]["code"] == (
        "bad-note"
    )
    assert commands.ok("notes", "drop", "1") == {"dropped": 1}
    assert commands.ok("notes") == []


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("notes", "take", "1", "--template", "free"), "unknown-note", 1),
        (("notes", "take", "one", "--template", "free"), "usage", 2),
        (("notes", "take", "1"), "usage", 2),
        (("note", "-", "-"), "usage", 2),
    ],
)
def test_refusals(commands: Commands, words: tuple[str, ...], code: str, exit_code: int) -> None:
    done = commands.run(*words)
    assert (done.code, done.document["error"]["code"]) == (exit_code, code)


def test_too_long_empty_and_not_utf8(commands: Commands) -> None:
    for data, code in (
        (b"x" * 65_537, "note-too-long"),
        (b" \n", "invalid"),
        (b"\xff", "not-utf8"),
    ):
        done = commands.bare("--json", "note", stdin=data)
        assert (done.code, done.document["error"]["code"]) == (1, code)
    assert commands.bare("--json", "note", stdin=b"x" * 65_536).code == 0


def test_no_journal(commands: Commands) -> None:
    done = commands.bare("--json", "--vault", "nowhere", "note", stdin="x")
    assert (done.code, done.document["error"]["code"]) == (1, "no-vault")
