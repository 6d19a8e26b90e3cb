"""One file dropped into the folder of prompts is a prompt: listed, offered, written with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reflect_app import assets
from tests.fixtures import make_app
from tests.helpers.commands import Commands

NEW = """
id = "after-a-fire-drill"
version = 1
order = 900
title = "After a fire drill"
purpose = "What went well on the stairs."
minutes = 3
framework = "Own design"
attribution = "The questions and the wording are our own."
group = "shift"
occasion = "Any time"

[[questions]]
id = "stairs"
type = "long_text"
text = "What happened on the stairs?"

[[questions]]
id = "felt"
type = "emotions"
text = "Which words fit?"

[[questions]]
block = "record-nudge"
"""


def test_a_new_file_is_a_new_prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "reflect_app"
    shutil.copytree(assets.root(), package / "resources")
    monkeypatch.setattr(assets, "__file__", str(package / "assets.py"))  # a copy of the program
    (package / "resources" / "prompts" / "after-a-fire-drill.toml").write_text(NEW, "utf-8")
    commands = Commands(make_app(tmp_path / "home"), tmp_path)
    listed = {item["id"] for item in commands.ok("prompts", "list")}
    assert len(listed) == 28
    assert "after-a-fire-drill" in listed
    commands.ok("init")
    answers = {"stairs": "a kettle on the landing", "felt": ["proud"], "record": False}
    id_ = commands.write("after-a-fire-drill", answers)
    assert commands.ok("show", id_)["answers"] == answers
    found = commands.ok(
        "search", "kettle", "--template", "after-a-fire-drill", "--feeling", "proud"
    )
    assert [item["id"] for item in found["entries"]] == [id_]
