"""session, actions, groups and agreements: the loop from planning to following up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.helpers.commands import Commands

AT = "2026-03-20T14:00"


def add(commands: Commands, *words: str, at: str = AT) -> str:
    return str(commands.ok("session", "add", "--with", "Morgan", "--at", at, *words)["id"])


def record(commands: Commands, session: str, answers: dict[str, Any]) -> Any:
    given = json.dumps(answers)
    return commands.ok("session", "record", session, "--answers", "-", stdin=given)


def test_the_shapes_of_the_contract(commands: Commands) -> None:
    assert commands.ok("session", "list") == []
    assert commands.ok("actions", "list") == []
    id_ = add(commands)
    (session,) = commands.ok("session", "list")
    assert session == {
        "id": id_, "kind": "one-to-one", "with": "Morgan", "at": "2026-03-20T14:00:00+00:00",
        "state": "planned", "actions": [],
    }  # fmt: skip
    made = record(
        commands, id_, {"actions": [{"text": "Ring", "owner": "me", "due": "2026-04-01"}]}
    )
    assert made["id"] == id_
    assert made["state"] == "draft"
    (action,) = commands.ok("actions", "list")
    assert {key: action[key] for key in ("text", "owner", "due", "done")} == {
        "text": "Ring", "owner": "me", "due": "2026-04-01", "done": False,
    }  # fmt: skip
    commands.ok("actions", "done", action["id"], "--went", "-", stdin="They will call back")
    (action,) = commands.ok("actions", "list")
    assert (action["done"], action["went"]) == (True, "They will call back")
    assert commands.ok("session", "list")[0]["actions"] == [action]
    assert commands.ok("actions", "list", "--open") == []
    commands.ok("actions", "done", action["id"], "--undo")
    assert len(commands.ok("actions", "list", "--open")) == 1


def test_signing_says_which(commands: Commands) -> None:
    id_ = add(commands)
    early = commands.run("session", "sign", id_)
    assert (early.code, early.document["error"]["code"]) == (1, "nothing-recorded")
    record(commands, id_, {"understood": "We slowed down."})
    signed = commands.ok("session", "sign", id_)
    assert (signed["state"], signed["theirs"]) == ("signed", "not-countersigned")
    commands.ok("session", "sign", id_, "--in-person", "Morgan H.")
    shown = commands.ok("session", "show", id_)
    assert [each["how"] for each in shown["sign_offs"]] == ["key", "in-person"]
    assert "typed name, not verified" in shown["sign_offs"][1]["words"]
    assert record(commands, id_, {"understood": "Later."})["state"] == "draft"
    shown = commands.ok("session", "show", id_)
    assert shown["state_words"].startswith("Version 2 is a draft. Version 1 was signed on")
    text = commands.run("session", "show", id_, json=False).out
    assert "Morgan: not countersigned" in text
    ended = commands.ok("session", "end", "--with", "Morgan")
    assert ended == {"closed": 1, "cancelled": 0, "agreements": 0}
    assert "supervisor left" in commands.run("session", "show", id_, json=False).out


def test_a_pack_of_a_session_is_its_agenda_in_its_order(commands: Commands, tmp_path: Path) -> None:
    first = add(commands, at="2026-03-01T14:00")
    record(commands, first, {"actions": [{"text": "Ring Morgan Pryce", "owner": "me"}]})
    door = commands.write("free", {"title": "The door", "page": "door words"}, "--mark")
    kettle = commands.write("free", {"title": "The kettle", "page": "kettle words"})
    commands.write("free", {"title": "Private", "page": "flamingo"})
    commands.ok("mark", kettle, "--question", "page")
    id_ = add(commands)
    commands.ok("session", "agenda", id_, "--bring", "-", stdin="NHS 943 476 5919 on the rota")
    lines = commands.ok("session", "agenda", id_, "--order", f"{kettle},{door}")
    assert [line["title"] for line in lines][:2] == ["The kettle", "The door"]
    preview = commands.ok("preview", "--session", id_)
    assert [entry["id"] for entry in preview["entries"]] == [kettle, door]
    assert [field["id"] for field in preview["entries"][0]["fields"]] == ["page"]
    assert preview["agenda"][2] == {"entry": "", "text": "NHS 943 476 5919 on the rota"}
    assert preview["actions"] == [{"text": "Ring Morgan Pryce", "owner": "me", "due": ""}]
    pointed = {(item["field"], item["type"]) for item in preview["identifiers"]}
    assert ("agenda", "NHS_NUMBER") in pointed
    assert "actions" in {field for field, _ in pointed}
    out = tmp_path / "pack.md"
    commands.ok("pack", "--session", id_, "--fields", "page", "--out", str(out))
    text = out.read_text(encoding="utf-8")
    assert text.index("kettle words") < text.index("door words")
    assert "on the rota" in text
    assert "Actions from last time" in text
    assert "flamingo" not in text
    missing = commands.run("preview", "--session", "nonsense")
    assert (missing.code, missing.document["error"]["code"]) == (1, "unknown-session")


def test_an_agenda_of_typed_words_alone_makes_a_pack(commands: Commands, tmp_path: Path) -> None:
    id_ = add(commands)
    empty = commands.run("preview", "--session", id_)
    assert (empty.code, empty.document["error"]["code"]) == (1, "nothing-chosen")
    commands.ok("session", "agenda", id_, "--bring", "-", stdin="The rota")
    out = tmp_path / "pack.md"
    assert commands.ok("pack", "--session", id_, "--out", str(out))["entries"] == 0
    assert "The rota" in out.read_text(encoding="utf-8")


def test_a_group_by_the_command_line(commands: Commands, tmp_path: Path) -> None:
    commands.ok("groups", "add", "Thursdays")
    six = [{"name": name, "agency": "NHS"} for name in ("Alex", "Blair", "Cass")]
    given = json.dumps({"members": six, "rules": "Be on time."})
    commands.ok("groups", "describe", "Thursdays", "--members", "-", stdin=given)
    commands.ok("groups", "rules-agreed", "Thursdays")
    shown = commands.ok("groups", "show", "Thursdays")
    assert [member["name"] for member in shown["members"]] == ["Alex", "Blair", "Cass"]
    assert set(shown["members"][0]) == {"id", "name", "agency"}
    id_ = commands.ok(
        "session", "add", "--at", AT, "--kind", "group", "--group", "Thursdays"
    )["id"]  # fmt: skip
    record(commands, id_, {"themes": "Bread", "attendance": [{"member": "Alex", "there": "part"}]})
    refused = commands.run("session", "sign", id_)
    assert refused.document["error"]["code"] == "not-circulated"
    out = tmp_path / "summary.md"
    commands.ok("session", "circulate", id_, "--out", str(out))
    assert commands.ok("session", "list")[0]["state"] == "circulated"
    assert commands.ok("session", "sign", id_)["state"] == "signed"
    assert "Alex" not in out.read_text(encoding="utf-8")
    assert commands.ok("session", "list")[0]["with"] == "Thursdays"


def test_agreements_and_dates(commands: Commands, tmp_path: Path) -> None:
    given = json.dumps({"purpose": "To think.", "review_date": "2027-01-01"})
    id_ = commands.ok("agreements", "add", "--with", "Morgan", "--answers", "-", stdin=given)["id"]
    commands.ok("agreements", "write", id_, "--answers", "-", stdin='{"not_private": "Harm."}')
    deal = commands.ok("agreements", "sign", id_, "--in-person", "Morgan")
    assert (deal["state"], deal["review"]) == ("signed", "2027-01-01")
    broken = commands.run("agreements", "add", "--with", "R", "--answers", "-", stdin='{"x": 1}')
    assert broken.code == 1
    assert len(commands.ok("agreements", "list")) == 1
    session = add(commands, "--role", "clinical", "--minutes", "60")
    record(commands, session, {"understood": "x"})
    dates, calendar = tmp_path / "dates.csv", tmp_path / "next.ics"
    assert commands.ok("session", "dates", "--out", str(dates))["sessions"] == 1
    commands.ok("session", "calendar", session, "--out", str(calendar))
    assert "Morgan" not in dates.read_text(encoding="utf-8-sig") + calendar.read_text()
    commands.ok("session", "remove", session)
    assert commands.ok("session", "list") == []


def test_bad_words_change_nothing(commands: Commands) -> None:
    for words in (
        ("session", "add", "--with", "M", "--at", "soon"), ("session", "show", "nonsense"),
        ("session", "add", "--at", AT), ("actions", "done", "nonsense"),
        ("groups", "show", "nonsense"), ("agreements", "sign", "nonsense"),
    ):  # fmt: skip
        assert commands.run(*words).code == 1, words
    assert commands.run("session", "add", "--with", "M", "--at", AT, "--kind", "tea").code == 2
    id_ = add(commands)
    assert commands.run("session", "record", id_, "--answers", "-", stdin="[]").code == 1
    members = commands.run("groups", "describe", "x", "--members", "-", stdin='{"members": [1]}')
    assert members.document["error"]["code"] == "bad-members"
