"""`import` as scripts call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.cli import main
from reflect_app.importing.formats import importer_names
from reflect_app.services.imports import ImportService
from tests.helpers.commands import Commands

OBSIDIAN = Path(__file__).parents[1] / "importing/samples/markdown/obsidian"


def test_dry_run_import_again_undo(commands: Commands) -> None:
    before = commands.ok("state-hash")["hash"]
    dry = commands.ok("import", "markdown", str(OBSIDIAN), "--dry-run")
    assert set(dry) == {"batch", "read", "new", "known", "skipped", "warnings"}
    assert (dry["batch"], dry["read"], dry["new"]) == (None, 4, 4)
    assert commands.ok("state-hash")["hash"] == before
    made = commands.ok("import", "markdown", str(OBSIDIAN))
    assert (made["new"], made["known"], made["skipped"]) == (4, 0, 0)
    assert any("picture" in sentence for sentence in made["warnings"])
    assert commands.ok("list")["total"] == 4
    again = commands.ok("import", "markdown", str(OBSIDIAN))
    assert (again["batch"], again["new"], again["known"]) == (None, 0, 4)
    undone = commands.ok("import", "undo", made["batch"])
    assert undone == {"batch": made["batch"], "removed": 4, "kept": 0}
    assert commands.ok("state-hash")["hash"] == before
    assert commands.run("import", "undo", made["batch"]).code == 1


def test_for_people_it_says_how_to_take_it_out(commands: Commands) -> None:
    dry = commands.run("import", "markdown", str(OBSIDIAN), "--dry-run", json=False)
    assert "Nothing was kept." in dry.out
    assert "2024-03-13T06:30  After the alarm" in dry.out
    made = commands.run("import", "markdown", str(OBSIDIAN), json=False)
    assert "4 entries were brought in." in made.out
    assert "reflect import undo" in made.out


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (("import", "papyrus", str(OBSIDIAN)), 1, "unknown-format"),
        (("import", "markdown", "/nowhere/at/all"), 1, "import-unreadable"),
        (("import", "markdown", str(OBSIDIAN), "--keep", "secrets"), 2, "usage"),
        (("import", "markdown", str(OBSIDIAN), "--zone", "Mars/Base"), 1, "bad-zone"),
        (("import", "markdown", str(OBSIDIAN), "--template", "none"), 1, "not-found"),
        (("import", "markdown"), 2, "usage"),
    ],
)
def test_refusals(commands: Commands, words: tuple[str, ...], code: int, name: str) -> None:
    done = commands.run(*words)
    assert (done.code, done.document["error"]["code"]) == (code, name)


def test_the_formats_are_named_in_the_help_and_where_one_is_unknown(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    hint = commands.run("import", "bogus", str(OBSIDIAN)).document["error"]["hint"]
    with pytest.raises(SystemExit):
        main(["import", "--help"], commands.app)
    told = " ".join(capsys.readouterr().out.split())
    for name in ("reflect", *importer_names()):
        assert f" {name}" in hint
        assert f" {name}" in told


def test_an_interrupted_import_leaves_nothing(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = commands.ok("state-hash")["hash"]
    real = ImportService.bring_in

    def interrupted(self: ImportService, request: object) -> object:
        steps = real(self, request)  # type: ignore[arg-type]
        yield next(steps)
        raise KeyboardInterrupt

    monkeypatch.setattr(ImportService, "bring_in", interrupted)
    assert commands.run("import", "markdown", str(OBSIDIAN)).code == 130
    monkeypatch.undo()
    assert commands.ok("state-hash")["hash"] == before
    assert commands.ok("list")["total"] == 0
