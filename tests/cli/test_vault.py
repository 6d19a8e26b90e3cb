"""init, info, verify, state-hash, backup, restore, and what is said when it cannot be done."""

from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path

import pytest

from reflect_app.app import App
from tests.helpers.commands import Commands


def vault_of(commands: Commands) -> Path:
    return commands.app.paths.default_vault


def test_init_says_the_recovery_words_once_or_writes_them(app: App, tmp_path: Path) -> None:
    commands = Commands(app, tmp_path)
    one = commands.ok("--vault", str(tmp_path / "one"), "init")
    assert len(one["recovery_words"].split()) == 24
    assert len(one["fingerprint"].split()) == 12
    words = tmp_path / "words"
    two = commands.ok("--vault", str(tmp_path / "two"), "init", "--recovery-out", str(words))
    assert "recovery_words" not in two
    assert len(words.read_text().split()) == 24
    assert stat.S_IMODE(words.stat().st_mode) == 0o600


def test_init_refuses_a_folder_that_holds_something(commands: Commands, tmp_path: Path) -> None:
    refused = commands.run("init")
    assert (refused.code, refused.document["error"]["code"]) == (1, "exists")
    taken = tmp_path / "words"
    taken.write_text("mine")
    new = tmp_path / "new"
    refused = commands.run("--vault", str(new), "init", "--recovery-out", str(taken))
    assert refused.code == 1
    assert not new.exists()
    assert taken.read_text() == "mine"


def test_info_needs_no_passphrase(commands: Commands) -> None:
    info = commands.bare("--json", "info").document
    assert [slot["kind"] for slot in info["slots"]] == ["passphrase", "recovery"]
    assert info["locked_by"] is None
    assert info["format"] == 1


def test_backup_and_restore_keep_the_state_hash(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"title": "Kept", "page": "whole"})
    before = commands.ok("state-hash")["hash"]
    made = commands.ok("backup", "--to", str(tmp_path / "stick"))
    assert made["entries"] == 1
    assert commands.ok("state-hash")["hash"] == before
    restored = commands.ok("restore", made["out"], "--to", str(tmp_path / "again"))
    assert restored["state_hash"] == before
    verified = commands.ok("--vault", str(tmp_path / "again"), "verify", "--deep")
    assert verified["status"] == "clean"


def test_an_older_copy_is_told_with_both_dates_and_can_be_accepted(
    commands: Commands, tmp_path: Path
) -> None:
    commands.write("free", {"title": "First"})
    older = tmp_path / "older"
    shutil.copytree(vault_of(commands), older)
    commands.app.clock.at = commands.app.clock.at.replace(day=20)  # type: ignore[attr-defined]
    commands.write("free", {"title": "Second"})
    shutil.rmtree(vault_of(commands))
    shutil.copytree(older, vault_of(commands))
    done = commands.run("verify")
    assert done.code == 4
    assert done.document["status"] == "rolled-back"
    (problem,) = done.document["problems"]
    assert [said[:10] for said in problem["dates"]] == ["2026-03-12", "2026-03-20"]
    told = problem["message"]
    assert "Thursday 12 March 2026, 07:30" in told
    assert "Friday 20 March 2026, 07:30" in told
    assert commands.ok("list")["total"] == 1  # reading works
    refused = commands.run("write", "free", "--answers", "-", stdin="{}")
    assert (refused.code, refused.document["error"]["code"]) == (4, "rolled-back")
    assert commands.run("verify", "--accept").code == 0
    commands.write("free", {"title": "After"})
    assert commands.ok("verify", "--deep")["status"] == "clean"


def test_damage_is_never_called_a_wrong_passphrase(commands: Commands) -> None:
    envelope = vault_of(commands) / "envelope.json"
    data = bytearray(envelope.read_bytes())
    data[40] ^= 1
    envelope.write_bytes(data)
    assert commands.run("list").code == 3
    verified = commands.run("verify")
    assert (verified.code, verified.document["status"]) == (3, "damaged")


def test_wrong_passphrase(commands: Commands, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not this one at all")
    refused = commands.bare("--json", "--passphrase-file", str(wrong), "list")
    assert (refused.code, refused.document["error"]["code"]) == (5, "wrong-passphrase")


def test_a_suggested_phrase_forgives_its_spelling(commands: Commands, tmp_path: Path) -> None:
    loose = tmp_path / "loose"
    text = commands.passphrase_file.read_text().strip()
    commands.app.vaults.create(tmp_path / "v2", "abandon ability able about").journal.close()
    loose.write_bytes(b"\xef\xbb\xbfAbandon-ABILITY  able about\r\n")
    vault = ("--vault", str(tmp_path / "v2"))
    assert commands.bare("--json", *vault, "--passphrase-file", str(loose), "list").code == 0
    loose.write_text(text.upper())
    assert commands.bare("--json", "--passphrase-file", str(loose), "list").code in (0, 5)


def test_in_use(commands: Commands) -> None:
    held = commands.app.vaults.unlock(vault_of(commands), commands.passphrase_file.read_text()[:-1])
    try:
        refused = commands.run("write", "free", "--answers", "-", stdin="{}")
        assert (refused.code, refused.document["error"]["code"]) == (6, "in-use")
        assert commands.ok("list")["total"] == 0  # reading works beside it
        assert commands.bare("--json", "info").document["locked_by"]["host"]
    finally:
        held.close()


def test_nobody_is_asked_without_a_terminal(commands: Commands) -> None:
    refused = commands.bare("--json", "list")
    assert (refused.code, refused.document["error"]["code"]) == (2, "passphrase-needed")
    refused = commands.run("write", "free")
    assert (refused.code, refused.document["error"]["code"]) == (2, "answers-needed")


def test_two_dashes_are_a_usage_error(commands: Commands) -> None:
    words = ("--json", "--passphrase-file", "-", "write", "free", "--answers", "-")
    assert commands.bare(*words, stdin="{}").code == 2


def test_words_that_do_not_fit(commands: Commands, tmp_path: Path) -> None:
    for words in (
        (),
        ("frobnicate",),
        ("list", "--limit", "-3"),
        ("list", "--from", "yesterday"),
        ("write", "free", "--shift-kind", "brunch"),
        ("edit", "abc"),
        ("pack", "--out", str(tmp_path / "x.pdf")),
        ("restore", "nothing"),
    ):
        done = commands.run(*words)
        assert done.code == 2, words
        assert done.document["error"]["hint"], words


def test_no_vault_no_backup_no_entry(commands: Commands, tmp_path: Path) -> None:
    nowhere = commands.run("--vault", str(tmp_path / "nowhere"), "list")
    assert (nowhere.code, nowhere.document["error"]["code"]) == (1, "no-vault")
    assert commands.run("restore", str(tmp_path / "none"), "--to", str(tmp_path / "r")).code == 1
    assert commands.run("show", "feedfeedfeedfeed").code == 1
    assert commands.run("write", "no-such-template", "--answers", "-", stdin="{}").code == 1
    assert commands.run("write", "free", "--answers", str(tmp_path / "missing")).code == 1
    bad = tmp_path / "bad.reflect-backup"
    bad.write_bytes(b"RFLBAK1\n" + bytes(100))
    assert commands.run("restore", str(bad), "--to", str(tmp_path / "r")).code == 3
    assert not (tmp_path / "r").exists()


def test_people_are_told_plainly(commands: Commands) -> None:
    done = commands.run("list", json=False)
    assert (done.code, done.out.strip()) == (0, "0 of 0")
    refused = commands.run("show", "feed", json=False)
    assert refused.out == ""
    assert len(refused.err.strip().splitlines()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(
    commands: Commands, tmp_path: Path
) -> None:
    import resource

    stick = tmp_path / "stick"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        refused = commands.run("backup", "--to", str(stick))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    # A limit on file size reaches the database library as a write error, a full disk as full.
    assert (refused.code, refused.document["error"]["code"]) == (1, "file")
    assert list(stick.iterdir()) == []
    assert commands.ok("verify")["status"] == "clean"


def test_a_weak_passphrase_is_taken_and_said_to_be_weak(commands: Commands, tmp_path: Path) -> None:
    made = commands.bare(
        "--vault", str(tmp_path / "weak"), "--passphrase-file", "-", "init", stdin="a"
    )
    assert made.code == 0
    assert "“reflect passphrase” changes it." in made.err


def test_salvage_makes_a_new_journal_of_a_damaged_one(commands: Commands, tmp_path: Path) -> None:
    commands.ok("write", "free", "--answers", "-", stdin='{"page": "a canary sings"}')
    backup = commands.ok("backup")["out"]
    database = vault_of(commands) / "vault.db"
    data = database.read_bytes()
    database.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
    assert commands.run("list").code == 3
    told = commands.run("salvage", "--to", str(tmp_path / "new"), json=False)
    assert told.code == 0
    assert "1 entry was brought out." in told.out
    assert Path(backup).name in told.err
    made = commands.ok("salvage", "--to", str(tmp_path / "again"))
    assert (made["entries"], made["lost"], made["whole"]) == (1, 0, True)
    assert made["bad_pages"] == 1
    found = commands.ok("--vault", made["vault"], "search", "canary")
    assert found["total"] == 1
    assert commands.run("salvage", "--to", str(tmp_path / "new")).code == 1
    nowhere = commands.run(
        "--vault", str(tmp_path / "none"), "salvage", "--to", str(tmp_path / "x")
    )
    assert nowhere.document["error"]["code"] == "no-vault"
