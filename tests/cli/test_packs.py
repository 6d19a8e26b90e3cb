"""preview and pack: what was chosen and nothing else, in three formats."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from tests.helpers.commands import Commands

SECRET = "flamingo in the linen cupboard"


@pytest.fixture
def two(commands: Commands) -> tuple[str, str]:
    """One marked entry and one that is not."""
    marked = commands.write(
        "after-shift",
        {"heavy": 8, "leave_here": "the door kept swinging", "contact": "mixed", "record": True,
         "record_next": "done", "feelings": ["tense"]},
        "--mark", "--tag", "hiddentag",
    )  # fmt: skip
    other = commands.write("free", {"title": "Private", "page": SECRET})
    return marked, other


def read_back(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return path.read_text(encoding="utf-8")


def test_preview_says_exactly_what_would_leave(commands: Commands, two: tuple[str, str]) -> None:
    preview = commands.ok("preview", "--marked")
    (entry,) = preview["entries"]
    assert entry["id"] == two[0]
    fields = {field["id"]: field["value"] for field in entry["fields"]}
    # No scores and nothing about this journal itself unless it is ticked.
    assert fields == {
        "feelings": ["tense"],
        "leave_here": "the door kept swinging",
        "contact": "mixed",
    }
    everything = commands.ok("preview", "--marked", "--all-fields")["entries"][0]["fields"]
    assert "heavy" in [field["id"] for field in everything]


@pytest.mark.parametrize("suffix", ["pdf", "md", "json"])
def test_a_pack_holds_what_was_chosen_and_nothing_else(
    commands: Commands, two: tuple[str, str], tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"pack.{suffix}"
    made = commands.ok("pack", "--marked", "--fields", "leave_here", "--out", str(out))
    assert made == {"out": str(out), "bytes": out.stat().st_size, "entries": 1}
    text = read_back(out)
    assert "the door kept swinging" in text
    for absent in (SECRET, "hiddentag", "Contact with residents", "tense", "Sam"):
        assert absent not in text


def test_fields_by_question_template_and_entry(commands: Commands, two: tuple[str, str]) -> None:
    both = ",".join(two)
    for fields, chosen in (
        ("leave_here", {"leave_here"}),
        ("free.title", {"title"}),
        (f"{two[1]}:page", {"page"}),
        (f"heavy,{two[1]}:title", {"heavy", "title"}),
    ):
        preview = commands.ok("preview", "--entries", both, "--fields", fields)
        found = {field["id"] for entry in preview["entries"] for field in entry["fields"]}
        assert found == chosen
    refused = commands.run("preview", "--entries", both, "--fields", "nonsense")
    assert (refused.code, refused.document["error"]["code"]) == (1, "unknown-field")


def test_a_question_mark_brings_only_that_question(
    commands: Commands, two: tuple[str, str]
) -> None:
    commands.ok("unmark", two[0])
    commands.ok("mark", two[0], "--question", "contact")
    (entry,) = commands.ok("preview", "--marked")["entries"]
    assert [field["id"] for field in entry["fields"]] == ["contact"]


def test_a_pack_that_cannot_be_written_leaves_nothing(
    commands: Commands, two: tuple[str, str], tmp_path: Path
) -> None:
    for out in (tmp_path / "no" / "where.pdf", tmp_path, tmp_path / "pack.exe"):
        assert commands.run("pack", "--marked", "--out", str(out)).code == 1
    assert not (tmp_path / "no").exists()
    commands.ok("unmark", two[0])
    refused = commands.run("pack", "--marked", "--out", str(tmp_path / "p.md"))
    assert (refused.code, refused.document["error"]["code"]) == (1, "nothing-chosen")


def test_preview_points_at_what_could_identify(commands: Commands) -> None:
    id_ = commands.write("free", {"title": "x", "page": "He gave NHS number 943 476 5919 again."})
    found = commands.ok("preview", "--entries", id_)["identifiers"]
    assert [(item["type"], item["text"]) for item in found] == [("NHS_NUMBER", "943 476 5919")]


def test_the_id_of_an_entry_that_stays_at_home_does_not_leave(
    commands: Commands, two: tuple[str, str], tmp_path: Path
) -> None:
    bring = [{"entry": two[0], "why": "the door"}, {"entry": two[1], "why": "not sure yet"}]
    plan = commands.write("supervision-preparation", {"bring": bring})
    out = tmp_path / "pack.json"
    commands.ok("pack", "--entries", f"{plan},{two[0]}", "--out", str(out))
    text = out.read_text(encoding="utf-8")
    assert two[0] in text
    assert "not sure yet" in text
    assert two[1] not in text


def test_json_names_questions_and_values(
    commands: Commands, two: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "pack.json"
    commands.ok("pack", "--marked", "--fields", "heavy", "--out", str(out))
    assert "How heavy does it feel now?" in json.dumps(json.loads(out.read_text()))


def test_layouts_and_filters(commands: Commands, tmp_path: Path) -> None:
    early = commands.write("free", {"page": "the first"}, "--at", "2026-01-05T08:00+00:00")
    late = commands.write(
        "after-shift", {"heavy": 7, "leave_here": "the last"},
        "--at", "2026-02-05T08:00+00:00", "--tag", "nights",
    )  # fmt: skip
    for layout in ("journal", "month", "supervision"):
        out = tmp_path / f"{layout}.json"
        made = commands.ok(
            "pack", "--layout", layout, "--from", "2026-01-01", "--to", "2026-03-01",
            "--out", str(out),
        )  # fmt: skip
        assert made["entries"] == 2
        told = json.loads(out.read_bytes())
        assert [entry["id"] for entry in told["entries"]] == [early, late]
    whole = commands.ok("preview", "--layout", "journal")
    assert [entry["id"] for entry in whole["entries"]] == [early, late]
    assert "heavy" in [field["id"] for field in whole["entries"][1]["fields"]]
    tagged = commands.ok("preview", "--tag", "nights")
    assert [entry["id"] for entry in tagged["entries"]] == [late]
    chart = tmp_path / "chart.json"
    commands.ok("pack", "--layout", "month", "--tag", "nights", "--charts", "distress",
                "--out", str(chart))  # fmt: skip
    assert json.loads(chart.read_bytes())["sections"][0]["blocks"][1]["kind"] == "chart"
    none = commands.run("preview")
    assert (none.code, none.document["error"]["code"]) == (2, "usage")
