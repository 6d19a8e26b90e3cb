"""The same job by `reflect`: real processes, the real `light` key, the shipped entry point."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

SENTENCE = "The kettle went cold twice. Dw i wedi blino'n lân 😮‍💨 كان الليل طويلاً"
PHRASE = "marigold tractor silent harbour\n"
CHECK_IN: dict[str, Any] = {
    "shift": {"start": "2026-03-11T21:45", "kind": "night"},
    "heavy": 8,
    "feelings": ["tense"],
    "leave_here": SENTENCE,
    "contact": "mixed",
    "record": True,
    "record_next": "at_handover",
}


@dataclass
class Terminal:
    """A person at a terminal whose passphrase is in a file of their own."""

    home: Path

    def __post_init__(self) -> None:
        self.phrase = self.home / "passphrase"
        self.phrase.write_text(PHRASE, encoding="utf-8")

    def run(self, *words: str, stdin: str = "", code: int = 0) -> Any:
        """One command in a process of its own, and its document."""
        reflect = shutil.which("reflect", path=str(Path(sys.executable).parent))
        assert reflect is not None, "set-up has not installed the command"
        done = subprocess.run(
            [reflect, "--passphrase-file", str(self.phrase), "--json", *words],
            input=stdin.encode(), capture_output=True,
            env={**os.environ, "TZ": "Europe/London"}, cwd=self.home, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == code, (words, done.stderr.decode())
        assert b"Traceback" not in done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A home where Reflect was never started."""
    return Terminal(tmp_path)


def test_the_main_job_from_init_to_a_restored_backup(terminal: Terminal) -> None:
    run, home = terminal.run, terminal.home
    made = run("init", "--kdf", "light", "--name", "Sam", "--recovery-out", "words.txt")
    assert len((home / "words.txt").read_text(encoding="utf-8").split()) >= 24
    assert "recovery_words" not in made
    night = ("--at", "2026-03-12T07:30", "--shift-start", "2026-03-11T21:45", "--mark")
    first = run("write", "after-shift", "--answers", "-", *night, stdin=json.dumps(CHECK_IN))
    run("write", "free", "--answers", "-", "--tag", "team", stdin='{"page": "stays at home"}')
    shown = run("show", first["id"])
    assert shown["answers"] == CHECK_IN
    assert shown["event"] == "2026-03-12T07:30:00+00:00"
    assert shown["marked"]
    found = run("search", "-", stdin="kettle twice")
    assert [entry["id"] for entry in found["entries"]] == [first["id"]]
    fields = "leave_here,feelings"
    preview = run("preview", "--marked", "--fields", fields)
    assert [field["id"] for field in preview["entries"][0]["fields"]] == ["feelings", "leave_here"]
    run("pack", "--marked", "--fields", fields, "--out", "pack.pdf")
    pages = PdfReader(home / "pack.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert text.count("The kettle went cold twice. Dw i wedi blino'n lân") == 1
    for part in ("mixed", "out of 10", "handover", "stays at home"):
        assert part not in text
    run("delete", first["id"])
    assert run("list", "--marked")["total"] == 0
    run("undelete", first["id"])
    before = run("state-hash")
    backup = run("backup", "--to", "stick")
    restored = run("restore", backup["out"], "--to", "elsewhere")
    assert restored["state_hash"] == before["hash"]
    checked = run("--vault", "elsewhere", "verify", "--deep")
    assert (checked["status"], checked["entries"]) == ("clean", 2)
    assert run("--vault", "elsewhere", "show", first["id"])["answers"] == CHECK_IN

    terminal.phrase.write_text("not this one", encoding="utf-8")
    error = run("list", code=5)["error"]
    assert error["message"]
    assert error["hint"]
