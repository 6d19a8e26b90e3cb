"""prompts pack, add and check of a pack, hide, unhide, duplicate."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import Commands

REWORDED = """
id = "own:free-own"
version = 2
title = "Ours"
purpose = "A page."
minutes = 5
group = "own"

[[questions]]
id = "page"
type = "long_text"
text = "What would you put down?"
"""


def test_a_pack_by_command_line(commands: Commands, tmp_path: Path) -> None:
    copy = commands.ok("prompts", "duplicate", "free", "--title", "My page")
    assert copy == {"id": "own:free-own", "version": 1}
    out = tmp_path / "ours.toml"
    made = commands.ok("prompts", "pack", "own:free-own", "--out", str(out), "--service", "norfolk")
    assert made == {
        "out": str(out), "bytes": out.stat().st_size, "templates": ["norfolk:free-own"],
    }  # fmt: skip
    checked = commands.bare("--json", "prompts", "check", str(out)).document
    assert (checked["service"], checked["templates"]) == ("norfolk", ["norfolk:free-own"])
    taken = commands.ok("prompts", "add", str(out))
    assert taken["added"] == ["norfolk:free-own"]
    assert taken["signer"] == {"fingerprint": checked["fingerprint"], "standing": "you"}
    assert commands.ok("prompts", "add", str(out))["added"] == []
    entry = commands.write("norfolk:free-own", {"page": "words"})
    assert commands.ok("show", entry)["template"] == "norfolk:free-own"
    said = commands.run("prompts", "add", str(out), json=False).out
    assert said.startswith("Signed by you. 0 new, 0 with a new wording.")


def test_who_signed_and_what_changes_is_said_before_and_another_key_is_refused(
    commands: Commands, tmp_path: Path
) -> None:
    mine = ["--vault", str(tmp_path / "mine")]
    other = ["--vault", str(tmp_path / "other")]
    first, second, false = (str(tmp_path / f"{name}.toml") for name in ("1", "2", "false"))
    for signer, packs in ((mine, (first, second)), (other, (false,))):
        commands.ok(*signer, "init", "--name", "Somebody")
        commands.ok(*signer, "prompts", "duplicate", "free", "--title", "Ours")
        for place, out in enumerate(packs, 1):
            if place == 2 or out == false:
                own = tmp_path / "own.toml"
                own.write_text(REWORDED, encoding="utf-8")
                commands.ok(*signer, "prompts", "add", str(own))
            pack = ("prompts", "pack", "own:free-own", "--service", "norfolk", "--out", out)
            commands.ok(*signer, *pack)
    look = commands.ok("prompts", "check", first)
    assert (look["standing"], look["refusal"]) == ("unknown", "")
    assert [(step["id"], step["step"]) for step in look["steps"]] == [("norfolk:free-own", "new")]
    nowhere = commands.ok("--vault", str(tmp_path / "none"), "prompts", "check", first)
    assert set(nowhere) == {"service", "templates", "fingerprint"}
    assert "norfolk:free-own" not in [row["id"] for row in commands.ok("prompts", "list")]
    commands.ok("prompts", "add", first)
    entry = commands.write("norfolk:free-own", {"page": "words"})
    before = commands.run("show", entry, json=False).out
    [step] = commands.ok("prompts", "check", second)["steps"]
    assert (step["step"], step["version"], step["held"]) == ("update", 2, 1)
    assert any("What would you put down?" in line for line in step["differences"])
    taken = commands.run("prompts", "add", second, json=False).out
    assert "A new wording: version 2, you have 1." in taken
    assert "What would you put down?" in taken
    assert commands.run("show", entry, json=False).out == before
    assert "signed by another key" in commands.ok("prompts", "check", false)["refusal"]
    refused = commands.run("prompts", "add", false)
    assert (refused.code, refused.document["error"]["code"]) == (1, "pack-refused")


def test_a_changed_pack_is_refused_by_file_line_and_reason(
    commands: Commands, tmp_path: Path
) -> None:
    commands.ok("prompts", "duplicate", "free")
    out = tmp_path / "ours.toml"
    commands.ok("prompts", "pack", "own:free-own", "--out", str(out))
    out.write_text(out.read_text().replace("minutes = 5", "minutes = 6"), encoding="utf-8")
    for words in (("prompts", "check", str(out)), ("prompts", "add", str(out))):
        done = commands.run(*words)
        assert done.code == 1
        assert done.document["error"]["code"] == "template"
        assert done.document["error"]["message"].startswith("ours.toml, line 8: The signature")


def test_hide_and_unhide(commands: Commands) -> None:
    assert commands.ok("prompts", "hide", "gibbs") == {"id": "gibbs", "hidden": True}
    told = commands.run("prompts", "list", json=False).out.splitlines()
    assert [line.split()[0] for line in told if line.endswith("(hidden)")] == ["gibbs"]
    assert commands.ok("prompts", "unhide", "gibbs") == {"id": "gibbs", "hidden": False}
    assert "(hidden)" not in commands.run("prompts", "list", json=False).out
    assert len(commands.ok("prompts", "list")) == 27
    assert commands.run("prompts", "hide", "none").document["error"]["code"] == "not-found"


def test_a_name_in_a_prompt_is_looked_at_before_it_leaves(
    commands: Commands, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(REWORDED.replace("put down", "tell Zebedee Quill"), encoding="utf-8")
    commands.ok("prompts", "add", str(own))
    pack, sheet = tmp_path / "ours.toml", tmp_path / "sheet.pdf"
    for words, out in (
        (("prompts", "pack", "own:free-own", "--out", str(pack)), pack),
        (("prompts", "sheet", "own:free-own", "--out", str(sheet)), sheet),
    ):
        refused = commands.run(*words)
        assert (refused.code, refused.document["error"]["code"]) == (1, "identifiers-found")
        assert [found["text"] for found in refused.document["identifiers"]] == ["Zebedee Quill"]
        assert "Zebedee Quill" not in refused.err
        assert not out.exists()
        commands.ok(*words, "--reviewed")
        assert out.exists()
