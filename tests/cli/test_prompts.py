"""prompts list, show, check, add, remove; people; identifiers."""

from __future__ import annotations

import json
from pathlib import Path

from reflect_app.assets import asset
from tests.helpers.commands import Commands

OWN = """
id = "service:handback"
version = 1
title = "Keys handed back"
purpose = "Leave the building in your head too."
minutes = 2
framework = "Our own"
group = "own"

[[questions]]
id = "left"
type = "long_text"
text = "What are you leaving in the office?"
"""


def test_built_in_ones_need_no_vault(commands: Commands) -> None:
    rows = commands.bare("--json", "prompts", "list").document
    ids = [row["id"] for row in rows]
    assert {"after-shift", "emotional-impact", "relationship-dynamics"} <= set(ids)
    assert {"supervision-preparation", "free"} <= set(ids)
    assert set(rows[0]) == {"id", "version", "title", "minutes", "purpose", "framework"}
    shown = commands.bare("--json", "prompts", "show", "after-shift").document
    heavy = next(q for q in shown["questions"] if q["id"] == "heavy")
    assert (heavy["type"], heavy["min"], heavy["max"]) == ("scale", 0, 10)
    assert heavy["min_label"]
    assert heavy["max_label"]
    assert commands.bare("--json", "prompts", "show", "nonsense").code == 1


def test_a_template_of_ones_own(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    assert commands.ok("prompts", "check", str(file))["questions"] == 1
    commands.ok("prompts", "add", str(file))
    assert "service:handback" in [row["id"] for row in commands.ok("prompts", "list")]
    id_ = commands.write("service:handback", {"left": "the keys"})
    commands.ok("prompts", "remove", "service:handback")
    assert commands.run("write", "service:handback", "--answers", "-", stdin="{}").code == 1
    assert commands.ok("show", id_)["answers"] == {"left": "the keys"}
    assert commands.ok("verify", "--deep")["status"] == "clean"


def test_one_that_comes_with_the_program_is_checked_as_such(
    commands: Commands, tmp_path: Path
) -> None:
    shipped = asset("prompts/free.toml")
    assert commands.bare("--json", "prompts", "check", str(shipped)).document["id"] == "free"
    elsewhere = tmp_path / "free.toml"
    elsewhere.write_bytes(shipped.read_bytes())
    refused = commands.bare("--json", "prompts", "check", str(elsewhere))
    assert refused.document["error"]["code"] == "template"
    assert commands.run("prompts", "add", str(shipped)).document["error"]["code"] == "template"


def test_a_broken_template_is_refused_by_file_line_and_reason(
    commands: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(OWN.replace('type = "long_text"', 'type = "crystal_ball"'), encoding="utf-8")
    refused = commands.run("prompts", "check", str(file))
    assert refused.code == 1
    message = refused.document["error"]["message"]
    assert "broken.toml" in message
    assert "12" in message


def test_people(commands: Commands) -> None:
    commands.ok("people", "add", "Lantern")
    assert commands.run("people", "add", "lantern").code == 1
    assert [p["pseudonym"] for p in commands.ok("people", "list")] == ["Lantern"]
    commands.write("relationship-dynamics", {"people": ["Lantern"]} if _asks(commands) else {})
    refused = commands.run(
        "write", "relationship-dynamics", "--answers", "-", stdin='{"people": ["Nobody"]}'
    )
    assert refused.code == 1
    commands.ok("people", "retire", "Lantern")
    assert commands.ok("people", "list")[0]["retired"] is True


def _asks(commands: Commands) -> bool:
    template = commands.app.library.get("relationship-dynamics")
    return template.question("people") is not None


def test_identifiers(commands: Commands) -> None:
    text = "Rang 0117 496 0123 about prison number A1234BC."
    spans = commands.bare("--json", "identifiers", "-", stdin=text).document
    assert {span["type"] for span in spans} >= {"PRISON_NUMBER"}
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]
    lines = "\n".join(json.dumps({"id": str(n), "text": text}) for n in range(3))
    done = commands.bare("identifiers", "-", "--each", stdin=lines)
    documents = [json.loads(line) for line in done.out.splitlines()]
    assert [document["id"] for document in documents] == ["0", "1", "2"]
    assert commands.bare("--json", "identifiers", "-", "--each", stdin="nonsense").code == 1


def test_a_blank_sheet_needs_no_passphrase(commands: Commands, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    made = commands.bare("--json", "prompts", "sheet", "after-shift", "--out", str(out)).document
    assert made == {"out": str(out), "bytes": out.stat().st_size}
    assert commands.bare("prompts", "sheet", "nonsense", "--out", str(out)).code == 1


def test_people_read_how_each_answer_is_given(commands: Commands) -> None:
    """What `write --answers` takes, for every type of question there is."""
    told = {
        name: commands.run("prompts", "show", name, json=False).out
        for name in ("after-shift", "dilemma", "supervision-record", "relationship-dynamics")
    }
    assert (
        "a whole number, 0 to 10\n    0: not at all · 10: as heavy as it gets"
        in told["after-shift"]
    )
    assert '{"start": "2026-11-27T21:45", "kind": "night"}' in told["after-shift"]
    assert "a list of these, 5 at most\n    calm: calm" in told["after-shift"]
    assert "    good: The good it might do" in told["dilemma"]
    assert '{"text": "", "owner": "", "due": "2026-12-01"}' in told["supervision-record"]
    assert "a list of pseudonyms" in told["relationship-dynamics"]
