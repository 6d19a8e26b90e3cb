"""passphrase, recover."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.keychain import Keychain
from tests.fixtures import PASSPHRASE
from tests.helpers.commands import Commands

NEW = "quite another phrase"


def unlocks(commands: Commands, phrase: str) -> int:
    return commands.bare("--passphrase-file", "-", "--json", "list", stdin=phrase).code


def test_the_passphrase_is_changed(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "new").write_text(NEW + "\n")
    done = commands.run("passphrase", "--new-passphrase-file", str(tmp_path / "new"), json=False)
    assert done.code == 0
    assert "Backups and copies made before still open with the old passphrase" in done.out
    assert unlocks(commands, NEW) == 0
    assert unlocks(commands, PASSPHRASE) == 5


def test_a_new_phrase_may_come_from_standard_input(commands: Commands) -> None:
    words = ("passphrase", "--new-passphrase-file", "-")
    assert commands.run(*words, stdin=NEW).document == {
        "slots": [{"kind": "passphrase"}, {"kind": "recovery"}]
    }
    assert unlocks(commands, NEW) == 0


@pytest.mark.parametrize("words", [("passphrase",), ("recover",)])
def test_nothing_is_asked_where_nobody_is(commands: Commands, words: tuple[str, ...]) -> None:
    refused = commands.run(*words)
    assert (refused.code, refused.document["error"]["code"]) == (2, "passphrase-needed")
    assert unlocks(commands, PASSPHRASE) == 0


def test_two_from_standard_input_are_refused(commands: Commands) -> None:
    refused = commands.bare(
        "--json", "--passphrase-file", "-", "passphrase", "--new-passphrase-file", "-",
        stdin=PASSPHRASE,
    )  # fmt: skip
    assert refused.code == 2
    assert unlocks(commands, PASSPHRASE) == 0


def test_the_recovery_words_give_a_new_passphrase(app: App, tmp_path: Path) -> None:
    commands = Commands(app, tmp_path)
    words = tmp_path / "words"
    commands.ok("init", "--recovery-out", str(words))
    given = ("recover", "--words-file", str(words), "--new-passphrase-file", "-")
    assert commands.bare("--json", *given, stdin=NEW).code == 0
    assert unlocks(commands, NEW) == 0
    assert unlocks(commands, PASSPHRASE) == 5
    assert commands.bare("--json", *given, stdin="a third").code == 0  # the words stay


def test_other_words_recover_nothing(commands: Commands, tmp_path: Path) -> None:
    other = commands.ok("--vault", str(tmp_path / "other"), "init")["recovery_words"]
    (tmp_path / "words").write_text(other)
    given = ("recover", "--words-file", str(tmp_path / "words"), "--new-passphrase-file", "-")
    assert commands.bare("--json", *given, stdin=NEW).code == 5
    (tmp_path / "words").write_text("not recovery words")
    assert commands.bare("--json", *given, stdin=NEW).code == 1
    assert unlocks(commands, PASSPHRASE) == 0


def test_a_new_key_keeps_the_passphrase_and_names_older_backups(
    commands: Commands, tmp_path: Path
) -> None:
    commands.write("free", {"title": "Kept", "page": "whole"})
    old = commands.ok("backup")["out"]
    done = commands.ok("rotate")
    assert len(done["recovery_words"].split()) == 24
    assert done["older_backups"] == [old]
    assert Path(done["backup"]).exists()
    assert commands.ok("verify", "--deep")["status"] == "clean"
    assert commands.ok("list")["total"] == 1
    words = tmp_path / "words"
    told = commands.run("rotate", "--recovery-out", str(words), json=False)
    assert old in told.out
    assert len(words.read_text().split()) == 24


def test_a_new_key_needs_the_passphrase(commands: Commands, tmp_path: Path) -> None:
    words = tmp_path / "words"
    refused = commands.bare(
        "--json", "--passphrase-file", "-", "rotate", "--recovery-out", str(words), stdin="no"
    )
    assert refused.code == 5
    assert not words.exists()
    assert commands.bare("--json", "rotate").document["error"]["code"] == "passphrase-needed"


def test_no_keychain_is_said_and_nothing_changes(commands: Commands) -> None:
    refused = commands.run("keychain", "on")  # the suite's environment names a backend
    assert (refused.code, refused.document["error"]["code"]) == (1, "no-keychain")
    assert [slot["kind"] for slot in commands.ok("info")["slots"]] == ["passphrase", "recovery"]
    assert commands.bare("--json", "--keychain", "list").document["error"]["code"] == (
        "no-device-key"
    )
    assert commands.ok("keychain", "off") == {"keychain": "off"}


def test_quick_unlock_from_the_command_line(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, str] = {}

    def store(_self: Keychain, name: str) -> str:
        return kept.setdefault(name, "ab" * 32)

    monkeypatch.setattr(Keychain, "store", store)
    monkeypatch.setattr(Keychain, "fetch", lambda _self, name: kept.get(name))
    monkeypatch.setattr(Keychain, "forget", lambda _self, name: kept.pop(name, None))
    assert commands.ok("keychain", "on")["keychain"] == "on"
    assert commands.bare("--json", "--keychain", "list").code == 0
    assert commands.bare("--json", "--keychain", "keychain", "on").code == 2
    assert commands.bare("--json", "--keychain", "keychain", "off").code == 0
    assert not kept
    assert commands.bare("--json", "--keychain", "list").code == 1
