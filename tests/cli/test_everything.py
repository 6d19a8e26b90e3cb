from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.commands import Commands


def test_everything_goes_out_as_one_document(commands: Commands, tmp_path: Path) -> None:
    id_ = commands.write("free", {"page": "a long night"})
    commands.ok("people", "add", "Heron")
    out = tmp_path / "whole.json"
    told = commands.ok("export", "--all", "--format", "json", "--out", str(out))
    assert told == {"out": str(out), "bytes": out.stat().st_size, "entries": 1}
    document = json.loads(out.read_bytes())
    assert document["state_hash"] == commands.ok("state-hash")["hash"]
    kinds = {one["kind"]: one for one in document["objects"]}
    assert set(kinds) == {"entry", "person", "setting", "template"}
    assert kinds["entry"]["id"] == id_


def test_everything_goes_out_as_a_folder(commands: Commands, tmp_path: Path) -> None:
    commands.write("free", {"page": "a long night"})
    out = tmp_path / "whole"
    told = commands.ok("export", "--all", "--format", "md", "--out", str(out))
    sizes = [file.stat().st_size for file in out.rglob("*") if file.is_file()]
    assert told == {"out": str(out), "bytes": sum(sizes), "entries": 1}
    (entry,) = (out / "entries" / "2026").iterdir()
    assert "a long night" in entry.read_text(encoding="utf-8")
    again = commands.run("export", "--all", "--format", "md", "--out", str(out))
    assert (again.code, again.document["error"]["code"]) == (1, "file")


def test_people_are_told_that_nothing_protects_it(commands: Commands, tmp_path: Path) -> None:
    words = ("export", "--all", "--format", "json", "--out", str(tmp_path / "whole.json"))
    said = commands.run(*words, json=False)
    assert said.code == 0
    assert "Nothing protects it" in said.out
    assert "may point to someone" not in said.err


def test_people_are_told_what_stays_behind(commands: Commands, tmp_path: Path) -> None:
    words = ("export", "--all", "--format", "json", "--out")
    assert "not in it" not in commands.run(*words, str(tmp_path / "one.json")).err
    commands.run("note", "-", stdin="the boiler hums")
    commands.run("note", "-", stdin="again")
    commands.ok("notes", "take", "1", "--template", "free")
    said = commands.run(*words, str(tmp_path / "two.json"))
    assert said.code == 0
    assert "1 unfinished page is not in it. 1 quick note that waits is not in it." in said.err


def test_people_are_told_that_names_are_in_it_as_written(
    commands: Commands, tmp_path: Path
) -> None:
    id_ = commands.write("free", {"page": "Spoke to Ngozi Okafor."})
    out = tmp_path / "whole.json"
    words = ("export", "--all", "--format", "json", "--out", str(out))
    said = commands.run(*words)
    assert said.document["entries"] == 1
    assert "What left may point to someone" in said.err
    assert "Ngozi" not in said.err
    commands.ok("edit", id_, "--answers", "-", stdin='{"page": "Spoke to her."}')
    out.unlink()
    assert "may point to someone" in commands.run(*words).err, "an earlier wording has the name"


def test_the_words_must_say_everything(commands: Commands, tmp_path: Path) -> None:
    out = str(tmp_path / "whole.json")
    assert commands.run("export", "--format", "json", "--out", out).code == 2
    assert commands.run("export", "--all", "--out", out).code == 2
    assert commands.run("export", "--all", "--format", "pdf", "--out", out).code == 2


def test_everything_comes_back_in_a_new_journal(commands: Commands, tmp_path: Path) -> None:
    id_ = commands.write("free", {"page": "a long night"}, "--tag", "nights")
    commands.ok("edit", id_, "--mark")
    commands.ok("people", "add", "Heron")
    before = commands.ok("state-hash")["hash"]
    for form in ("json", "md"):
        out = str(tmp_path / form)
        commands.ok("export", "--all", "--format", form, "--out", out)
        vault = ("--vault", str(tmp_path / f"new {form}"))
        commands.ok(*vault, "init", "--name", "Robin")
        begun = commands.ok(*vault, "state-hash")["hash"]
        seen = commands.ok(*vault, "import", "reflect", out, "--dry-run")
        assert (seen["batch"], seen["new"], seen["known"]) == (None, 1, 0)
        done = commands.ok(*vault, "import", "reflect", out)
        assert (done["read"], done["new"], done["skipped"], done["warnings"]) == (1, 1, 0, [])
        assert commands.ok(*vault, "state-hash")["hash"] == before
        again = commands.ok(*vault, "import", "reflect", out)
        assert (again["batch"], again["new"], again["known"]) == (None, 0, 1)
        assert [one["revision"] for one in commands.ok(*vault, "history", id_)] == [1, 2]
        commands.ok(*vault, "import", "undo", done["batch"])
        assert commands.ok(*vault, "state-hash")["hash"] == begun
        assert commands.ok(*vault, "verify", "--deep")["status"] == "clean"
