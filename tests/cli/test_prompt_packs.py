"""prompts pack, add and check of a pack, hide, unhide, duplicate."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import Commands


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
    assert commands.ok("prompts", "unhide", "gibbs") == {"id": "gibbs", "hidden": False}
    assert len(commands.ok("prompts", "list")) == 27
    assert commands.run("prompts", "hide", "none").document["error"]["code"] == "not-found"
