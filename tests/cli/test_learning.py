"""learning: from choosing a body to a file in its order, by the command line alone."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_packs import read_back
from tests.helpers.commands import Commands


def test_from_an_entry_to_a_file(commands: Commands, tmp_path: Path) -> None:
    assert commands.ok("learning", "body")["body"] is None
    chosen = commands.ok("learning", "body", "nmc", "--since", "2026-01-01", "--figure", "hours=40")
    assert chosen["body"] == "nmc"
    assert [line["figure"] for line in chosen["counts"]] == [5, 40, 20]
    assert all(line["source"] for line in chosen["counts"])
    entry = commands.write("what-so-what", {"what": "a long night", "so_what": "ask earlier"})
    before = commands.ok("show", entry)
    more = {"hours": 2.5, "participatory": 2, "activity_type": "practice", "recognisable": False}
    made = commands.ok("learning", "promote", entry, "--answers", "-", stdin=json.dumps(more))
    assert made["identifiers"] == []
    assert commands.ok("show", entry) == before
    listed = commands.ok("learning", "list")
    assert [each["id"] for each in listed["accounts"]] == [made["id"]]
    assert listed["totals"]["hours"] == 2.5
    assert listed["counts"][0]["sentence"] == "1 of 5 accounts written"
    (shown,) = commands.ok("learning", "preview")["entries"]
    assert [field["id"] for field in shown["fields"]] == [
        "activity_type", "activity_date", "what", "learned", "hours", "participatory",
    ]  # fmt: skip
    assert shown["fields"][2]["question"] == "What it was"
    for suffix in ("pdf", "csv", "md"):
        out = tmp_path / f"accounts.{suffix}"
        done = commands.ok("learning", "export", "--out", str(out))
        assert done == {"out": str(out), "bytes": out.stat().st_size, "entries": 1}
        assert "ask earlier" in read_back(out)


def test_a_draft_waits_when_no_answers_are_given(commands: Commands) -> None:
    entry = commands.write("free", {"page": "NHS number 943 476 5919"})
    made = commands.ok("learning", "promote", entry)
    assert [found["type"] for found in made["identifiers"]] == ["NHS_NUMBER"]
    listed = commands.ok("learning", "list")
    assert [each["id"] for each in listed["drafts"]] == [made["draft"]]
    assert listed["accounts"] == []


def test_what_is_pointed_out_is_what_the_account_says(commands: Commands) -> None:
    entry = commands.write("free", {"page": "NHS number 943 476 5919"})
    said = json.dumps({"what": "Sat with Ngozi Okafor.", "learned": "To wait."})
    made = commands.ok("learning", "promote", entry, "--answers", "-", stdin=said)
    found = [(one["field"], one["text"]) for one in made["identifiers"]]
    assert found == [("what", "Ngozi Okafor")]


def test_answers_that_do_not_fit_leave_no_draft_behind(commands: Commands) -> None:
    entry = commands.write("free", {"page": "a long night"})
    wrong = json.dumps({"hours": "many"})
    assert commands.run("learning", "promote", entry, "--answers", "-", stdin=wrong).code == 1
    assert commands.ok("learning", "list")["drafts"] == []
    assert commands.ok("list")["total"] == 1


def test_nothing_leaves_unlooked_at(commands: Commands, tmp_path: Path) -> None:
    account = commands.write("cpd-account", {"what": "NHS number 943 476 5919", "hours": 1})
    out = tmp_path / "accounts.csv"
    refused = commands.run("learning", "export", "--out", str(out))
    assert (refused.code, refused.document["error"]["code"]) == (1, "identifiers-found")
    assert not out.exists()
    assert commands.ok("learning", "export", "--out", str(out), "--reviewed")["entries"] == 1
    commands.ok("edit", account, "--answers", "-", stdin=json.dumps({"recognisable": True}))
    other = str(tmp_path / "more.csv")
    refused = commands.run("learning", "export", "--out", other, "--reviewed")
    assert (refused.code, refused.document["error"]["code"]) == (1, "recognisable")


def test_for_people_it_says_whose_job_the_form_is(commands: Commands, tmp_path: Path) -> None:
    commands.ok("learning", "body", "nmc")
    commands.write("cpd-account", {"what": "w"})
    said = commands.run("learning", "list", json=False).out
    assert "1 of 5 accounts written" in said
    assert "check it with your body" in said
    done = commands.run("learning", "export", "--out", str(tmp_path / "a.md"), json=False)
    assert "This is not the NMC's own form." in done.out


def test_what_does_not_fit_is_refused(commands: Commands) -> None:
    for words, code in (
        (("body", "gmc"), 1), (("body", "nmc", "--figure", "hours=many"), 2),
        (("body", "nmc", "--figure", "streak=3"), 1), (("body", "--since", "soon"), 1),
        (("promote", "ffff"), 1), ((), 2),
    ):  # fmt: skip
        assert commands.run("learning", *words).code == code, words
    entry = commands.write("free", {"page": "p"})
    assert commands.run("learning", "promote", entry, "--answers", "-", stdin="[]").code == 1
    assert commands.ok("learning", "list")["drafts"] == []
