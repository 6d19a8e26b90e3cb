"""The supervision loop as one story: at the window by keyboard, and by the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.core.supervision import state_of
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.commands import Commands
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)


def test_one_round_at_the_window_and_the_opening_of_the_next(settled: Person) -> None:
    person = settled
    with_marked(person)
    person.start()
    person.unlock()
    person.press("Ctrl+R")
    person.sees("Supervision", "From what you marked to a conversation, and back")
    plan(person, "20/3/2026")
    person.sees("One-to-one supervision with Morgan", "The kettle")
    person.tab_to("Agenda")
    assert person.row().startswith("The door")
    person.press("Alt+Down")
    assert person.until(lambda: person.row().startswith("The door"))
    person.tab_to("Record it")
    person.press("Space")
    person.sees("What did we come to understand?", "Free page, 2 March 2026")
    person.tab_to("What did we come to understand?")
    person.write("We slowed down.")
    person.tab_to("What, row 1")
    person.write("Ring the rota")
    person.tab_to("Done")
    person.press("Space")
    person.sees("Saved.", "A draft until it is signed", "Ring the rota", "You: not signed yet")
    person.tab_to("The name of the person who agreed")
    person.write("Morgan H.")
    person.tab_to("Sign, agreed in person")
    person.press("Space")
    person.sees("Signed, version 1", "(typed name, not verified)")
    person.press("Ctrl+R")
    person.sees("Dates for an employer")
    plan(person, "17/4/2026")
    person.sees("Actions from last time", "Ring the rota")
    person.tab_to("How it went: Ring the rota")
    person.write("They will call back")
    person.press("Tab")
    person.tab_to("Done: Ring the rota")
    person.press("Space")
    person.sees("Not done after all")
    person.clock.at += timedelta(days=40)
    person.press("Ctrl+T")
    person.sees("Just finished a shift")
    for never in ("overdue", "missed", "late"):
        assert never not in person.screen().casefold().replace("later", "")
    person.close()
    journal = look_into(person)
    first, second = reversed(journal.sessions.list())
    assert (state_of(first), state_of(second)) == ("signed", "planned")
    (action,) = journal.actions.list()
    assert action.done
    assert action.went == "They will call back"
    assert [line.title for line in journal.sessions.lines(first)] == ["The kettle", "The door"]
    assert journal.integrity.verify().status == "clean"
    journal.close()


def with_marked(person: Person) -> None:
    app = make_app(person.folder, person.clock)
    journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    for day, title in ((1, "The door"), (2, "The kettle")):
        given = EntryInput("free", {"title": title}, f"2026-03-{day:02}T09:00", marked=True)
        journal.entries.write(given)
    journal.close()


def plan(person: Person, day: str) -> None:
    person.tab_to("Plan a session")
    person.press("Space")
    assert person.until(lambda: person.focus() == "With whom?")
    person.write("Morgan")
    person.tab_to("Which day?")
    person.write(day)
    person.tab_to("Save")
    person.press("Space")
    person.sees("Back to supervision")


def test_a_facilitators_round_leaves_no_reason_and_no_silence_anywhere(
    tmp_path: Path, clock: Any
) -> None:
    app = make_app(tmp_path / "home", clock)
    commands = Commands(app, tmp_path)
    commands.ok("init", "--name", "Robin")
    six = ["Alex", "Blair", "Cass", "Dee", "Eden", "Frankie"]
    members = [
        {"name": name, "agency": "NHS" if place < 3 else "HMPPS"} for place, name in enumerate(six)
    ]
    commands.ok("groups", "add", "Thursdays")
    commands.ok(
        "groups", "describe", "Thursdays", "--members", "-", stdin=json.dumps({"members": members})
    )
    planned = commands.ok(
        "session", "add", "--at", "2026-03-12T10:00", "--kind", "group", "--group", "Thursdays"
    )["id"]
    commands.ok("session", "agenda", planned, "--bring", "-", stdin="From a slip: the phone")
    states = ["present", "part", "absent"] * 2
    rows = [{"member": name, "there": there} for name, there in zip(six, states, strict=True)]
    reasoned = [{**rows[2], "there": "absent: ill"}]
    for attendance, code in ((reasoned, 1), (rows, 0)):
        given = json.dumps({"themes": "Bread.", "attendance": attendance})
        done = commands.run("session", "record", planned, "--answers", "-", stdin=given)
        assert done.code == code
    # The facilitator's own page about another group stays theirs.
    own = {"in_the_way": ["on_shift"], "useful": 2, "felt_safe": 1, "easier_to_come": "Cover."}
    private = commands.write("group-member", own, "--mark")
    summary, pack = tmp_path / "summary.md", tmp_path / "pack.json"
    commands.ok("session", "circulate", planned, "--out", str(summary))
    commands.ok("session", "sign", planned)
    commands.ok("pack", "--entries", private, "--all-fields", "--out", str(pack))
    leaves = [summary.read_text(encoding="utf-8"), pack.read_text(encoding="utf-8")]
    for name in ("dates.csv", "next.ics"):
        out = tmp_path / name
        what = ("dates",) if name.endswith("csv") else ("calendar", planned)
        commands.ok("session", *what, "--out", str(out))
        leaves.append(out.read_text(encoding="utf-8-sig"))
    for text in leaves:
        for unseen in (*six, "absent", "ill", "on_shift", "felt_safe", "in_the_way"):
            assert unseen not in text.split()
            assert f'"{unseen}"' not in text
    shown = json.dumps(commands.ok("session", "show", planned))
    assert "not sent" not in shown
    assert {key for member in commands.ok("groups", "show", "Thursdays")["members"]
            for key in member} == {"id", "name", "agency"}  # fmt: skip
