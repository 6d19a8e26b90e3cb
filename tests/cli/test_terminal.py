"""Words that somebody else wrote, on a terminal: shown, never obeyed."""

from __future__ import annotations

import json
from typing import Any

from tests.helpers.commands import Commands, Outcome

# Clears the screen, sets the window's title, goes back over the line, turns letters round.
HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b1mhere\rover\x08\x7f\u202egnp\u202c\u2066x\u2069"
OBEYED = "\x1b\x07\x9b\r\x08\x7f\u202e\u202c\u2066\u2069"


def test_a_terminal_is_told_nothing_by_what_was_written(commands: Commands) -> None:
    entry = commands.write("free", {"title": f"Rota {HOSTILE}", "page": f"one\r\ntwo {HOSTILE}"})
    for words in (["show", entry], ["list"], ["search", "Rota"], ["show", HOSTILE]):
        done = commands.run(*words, json=False)
        assert not set(done.out + done.err) & set(OBEYED), words
    shown = commands.run("show", entry, json=False).out
    assert "here" in shown
    assert "owned" in shown


def test_json_keeps_every_letter_and_holds_none_of_them_raw(commands: Commands) -> None:
    entry = commands.write("free", {"title": "x", "page": HOSTILE})
    done = commands.run("show", entry)
    assert not set(done.out) & set(OBEYED)
    assert done.document["answers"]["page"] == HOSTILE
    refused = commands.run("show", HOSTILE)
    assert not set(refused.out + refused.err) & set(OBEYED)
    assert json.loads(refused.out)["error"]["code"]


def kept(commands: Commands, done: Outcome) -> dict[str, Any]:
    """The entry that a command for people said it saved."""
    shown: dict[str, Any] = commands.ok("show", done.out.split()[-1])
    return shown


def test_what_the_page_says_around_a_hard_question_the_terminal_says_too(
    commands: Commands,
) -> None:
    done = commands.typed({"How heavy": "7"}, "write", "after-shift")
    read = done.err
    assert kept(commands, done)["answers"] == {"heavy": 7}
    told = "You marked 7 or more. These people are there, now or later. Nobody has been told."
    for earlier, later in (
        ("tells nobody. If you might harm yourself", "How heavy"),
        ("How heavy", told),
        (told, "Samaritans · 116 123"),
        ("Samaritans", "How much energy"),
    ):
        assert 0 <= read.index(earlier) < read.index(later)
    assert read.count("Samaritans") == 1
    lighter = commands.typed({"How heavy": "6"}, "write", "after-shift").err
    assert "Samaritans" not in lighter
    assert commands.typed({}, "write", "critical-incident").err.count("Samaritans") == 1


def test_a_question_that_waits_for_another_is_asked_only_then(commands: Commands) -> None:
    assert "What will you do about it?" not in commands.typed({}, "write", "after-shift").err
    done = commands.typed({"case record": "yes", "do about it": "2"}, "write", "after-shift")
    assert "What will you do about it?" in done.err
    assert kept(commands, done)["answers"] == {"record": True, "record_next": "at_handover"}


def test_a_pull_that_comes_back_is_offered_under_it_and_an_empty_line_goes_on(
    commands: Commands,
) -> None:
    commands.ok("people", "add", "Heron")
    commands.ok("people", "add", "Lantern")
    pulled = {"Heron": "Heron", "drawn to do": "1"}
    again = "You've noticed this pull a few times. Worth thinking about with someone?"
    for _ in range(2):
        assert again not in commands.typed(pulled, "write", "relationship-dynamics").err
    elsewhere = {**pulled, "Heron": "Lantern"}
    assert again not in commands.typed(elsewhere, "write", "relationship-dynamics").err
    done = commands.typed(pulled, "write", "relationship-dynamics")
    read = done.err
    assert read.count(again) == 1
    assert read.index("drawn to do") < read.index(again) < read.index("colleagues describe")
    assert kept(commands, done)["marked_questions"] == []
    taken = {**pulled, "Mark it to bring": "yes"}
    done = commands.typed(taken, "write", "relationship-dynamics")
    assert again in done.err
    entry = kept(commands, done)
    assert (entry["marked_questions"], entry["marked"]) == (["pulls"], False)


def test_followed_home_is_counted_to_the_day_the_page_is_about(commands: Commands) -> None:
    home = {"followed you home": "yes"}
    for day in ("2026-03-01", "2026-03-10"):
        write = ("write", "emotional-impact", "--at", f"{day}T09:00")
        assert "a few times lately" not in commands.typed(home, *write).err
    late = ("write", "emotional-impact", "--at", "2026-03-29T09:00")
    assert "a few times lately" not in commands.typed(home, *late).err
    near = ("write", "emotional-impact", "--at", "2026-03-28T09:00")
    taken = {**home, "Mark it to bring": "yes"}
    assert "a few times lately" in commands.typed(taken, *near).err
    assert [entry["event"][:10] for entry in commands.ok("list", "--marked")["entries"]] == [
        "2026-03-28"
    ]


def test_every_other_offer_is_said_and_none_of_them_blocks(commands: Commands) -> None:
    sure = commands.typed({"How sure": "9"}, "write", "formulation").err
    assert "What would change your mind?" in sure
    assert "change your mind" not in commands.typed({"How sure": "8"}, "write", "formulation").err
    views = commands.app.library.get("relationship-dynamics").question("views_apart")
    assert views is not None
    place = [choice.id for choice in views.choices].index("far") + 1
    apart = {"How far apart": str(place)}
    read = commands.typed(apart, "write", "relationship-dynamics").err
    assert "reflect write formulation" in read
    assert "reflect write group-session" in read
    report = commands.typed({"not told anyone": "a thing"}, "write", "dilemma").err
    assert "Reflect tells nobody. If you want to speak to someone" in report
    strained = {"strain": "8"}
    first = commands.typed(strained, "write", "month-review", "--at", "2026-02-10T09:00").err
    assert "That sounds like a lot." not in first
    second = commands.typed(strained, "write", "month-review", "--at", "2026-03-10T09:00").err
    assert second.count("That sounds like a lot.") == 1
    assert second.count("Samaritans") == 1
    assert "The last two months have been heavy." in second


def test_people_first_and_the_page_waits_as_it_stands(commands: Commands) -> None:
    on = {"somewhere safe": "2", "people first": "2"}
    read = commands.typed(on, "write", "critical-incident")
    assert "Get to people first. This page will wait." in read.err
    assert kept(commands, read)["answers"] == {"safe": "no"}
    reported = {"Has it been reported": "3", "report comes before": "2"}
    done = commands.typed(reported, "write", "critical-incident")
    assert kept(commands, done)["answers"] == {"reported": "someone_else"}
    before = commands.ok("list")["total"]
    stopped = {"somewhere safe": "2", "people first": "1"}
    out = commands.typed(stopped, "write", "critical-incident")
    assert out.code == 0
    assert "Has it been reported" not in out.err
    assert commands.ok("list")["total"] == before
    [draft] = commands.ok("drafts")
    assert f"reflect drafts finish {draft['id']}" in out.out
    assert commands.ok("drafts", "show", draft["id"])["answers"] == {"safe": "no"}


def test_the_end_of_the_input_keeps_what_was_typed_and_a_bad_time_is_said_first(
    commands: Commands,
) -> None:
    nothing = commands.typed({"How heavy": None}, "write", "after-shift")
    assert (nothing.code, commands.ok("drafts")) == (130, [])
    typed: dict[str, str | None] = {"How heavy": "3", "How much energy": None}
    assert commands.typed(typed, "write", "after-shift").code == 0
    [draft] = commands.ok("drafts")
    assert commands.ok("drafts", "show", draft["id"])["answers"] == {"heavy": 3}
    refused = commands.typed({}, "write", "after-shift", "--at", "yesterday")
    assert refused.code == 1
    assert "How heavy" not in refused.err
