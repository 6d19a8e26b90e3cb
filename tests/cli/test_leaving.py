from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.commands import Commands


def test_nothing_is_erased_while_everything_is_kept(commands: Commands) -> None:
    id_ = commands.write("free", {"page": "a long night"})
    assert commands.ok("keep", "on") == {"keeping": True}
    refused = commands.run("purge", id_)
    assert (refused.code, refused.document["error"]["code"]) == (1, "keeping-everything")
    commands.ok("keep", "off")
    commands.ok("purge", id_)


def test_gathering_looks_first_and_asks_for_a_review(commands: Commands, tmp_path: Path) -> None:
    id_ = commands.write("free", {"page": "Sat with Zebedee Quill"}, "--tag", "nights")
    out = str(tmp_path / "out")
    seen = commands.ok("gather", "--tag", "nights")
    assert seen["entries"] == [id_]
    assert "Zebedee Quill" in [found["text"] for found in seen["identifiers"]]
    refused = commands.run("gather", "--tag", "nights", "--out", out)
    assert (refused.code, refused.document["error"]["code"]) == (1, "identifiers-found")
    words = tmp_path / "words.json"
    words.write_text(json.dumps([{"word": "Zebedee Quill", "to": "Heron"}]), encoding="utf-8")
    made = commands.ok("gather", "--tag", "nights", "--replace", str(words), "--out", out)
    assert made["entries"] == 1
    assert b"Heron" in (tmp_path / "out" / "entries.json").read_bytes()
    words.write_text('["Zebedee"]', encoding="utf-8")
    wrong = commands.run("gather", "--tag", "nights", "--replace", str(words))
    assert (wrong.code, wrong.document["error"]["code"]) == (1, "bad-json")
    assert commands.run("gather", "--out", out).code == 2
    session = commands.ok("session", "add", "--with", "Morgan", "--at", "2026-03-20T14:00")["id"]
    commands.ok("mark", id_)
    assert commands.ok("gather", "--session", session)["entries"] == [id_]
    assert commands.run("gather", "--session", session, "--tag", "days").code == 1


def test_what_is_taken_along_comes_into_another_journal(commands: Commands, tmp_path: Path) -> None:
    id_ = commands.write("free", {"page": "the kettle went cold"})
    out = str(tmp_path / "mine.json")
    assert commands.ok("leave", "entries")["entries"] == [id_]
    made = commands.ok("leave", "entries", "--format", "journal", "--out", out)
    assert made["entries"] == 1
    vault = ("--vault", str(tmp_path / "next"))
    commands.ok(*vault, "init", "--name", "Sam")
    assert commands.ok(*vault, "import", "reflect", out)["new"] == 1
    assert commands.ok(*vault, "show", id_)["answers"] == {"page": "the kettle went cold"}
    assert commands.ok("leave", "nothing") == {"out": None, "bytes": 0, "entries": 0}
