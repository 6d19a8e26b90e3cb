"""write, show, edit, history, delete, undelete, purge, mark, list, search: shapes of cli.md."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from reflect_app.core.prompts import Question, Template
from tests.helpers.commands import Commands

HARD_TEXTS = (
    "Paned o de 🫖 👨‍👩‍👧‍👦 gyda Siân a Llŷr yng Nghaerdydd",
    "Ọ̀dọ́mọdé ẹ̀kọ́ ṣe pàtàkì",
    "שלום עולם وردة \u200f\u200e\u202e",
    "  leading, trailing  \n\n\ttabs\r\nand line ends  ",
    "word " * 20_000,
)


def answer_for(question: Question, people: list[str]) -> Any:
    """A full answer to any question, each with a word of its own to search for."""
    word = f"zebra{question.id.replace('_', '')}"
    answers: dict[str, Any] = {
        "text": word,
        "long_text": f"first line\n\n{word} 🙂",
        "scale": 7,
        "number": 2.5,
        "choice": question.choices[0].id if question.choices else "",
        "multi_choice": [choice.id for choice in question.choices[:2]],
        "emotions": [choice.id for choice in question.choices[:5]],
        "people": people,
        "date": "2026-03-01",
        "shift": {"start": "2026-03-11T21:45", "kind": "night"},
        "yes_no": True,
        "actions": [{"text": word, "owner": "me", "due": "2026-04-01"}],
        "options": [{field.id: word for field in question.fields}],
    }
    if question.role == "attendance":  # one of three words and no reasons
        return [{"member": word, "there": "present"}]
    return answers[question.type]


def templates(commands: Commands) -> list[Template]:
    return list(commands.app.library.all())


def test_every_template_full_half_and_empty_comes_back_letter_for_letter(
    commands: Commands,
) -> None:
    commands.ok("people", "add", "Lantern")
    for template in templates(commands):
        full = {q.id: answer_for(q, ["Lantern"]) for q in template.questions}
        half = dict(list(full.items())[::2])
        for answers in (full, half, {}):
            id_ = commands.write(template.id, answers)
            shown = commands.ok("show", id_)
            assert shown["answers"] == answers
            assert shown["template"] == template.id
            words = [q.id for q in template.questions if q.type in ("text", "long_text")]
            for question in words:
                if question in answers:
                    found = commands.ok("search", f"zebra{question.replace('_', '')}")
                    assert id_ in [entry["id"] for entry in found["entries"]]


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_hard_text_comes_back_letter_for_letter(commands: Commands, text: str) -> None:
    id_ = commands.write("free", {"title": "t", "page": text}, "--tag", "ŵyn 🐑")
    shown = commands.ok("show", id_)
    assert shown["answers"]["page"] == text
    assert shown["tags"] == ["ŵyn 🐑"]


def test_show_has_the_shape_of_the_command_line_page(commands: Commands) -> None:
    id_ = commands.write(
        "after-shift",
        {"heavy": 3, "leave_here": "the toaster"},
        "--at", "2026-03-12T07:25", "--shift-start", "2026-03-11T21:45", "--shift-kind", "night",
        "--mark", "--tag", "nights", "--tag", "door",
    )  # fmt: skip
    shown = commands.ok("show", id_)
    assert shown["shift"] == {
        "start": "2026-03-11T21:45",
        "kind": "night",
        "zone": "Europe/London",
    }
    assert shown["event"] == "2026-03-12T07:25:00+00:00"
    assert datetime.fromisoformat(shown["written"]).tzinfo is not None
    assert (shown["marked"], shown["tags"], shown["revision"]) == (True, ["nights", "door"], 1)
    assert {"people", "marked_questions", "comments", "template_version"} <= set(shown)


def test_edit_merges_and_null_removes(commands: Commands) -> None:
    id_ = commands.write("free", {"title": "One", "page": "first"})
    changed = commands.ok(
        "edit", id_, "--answers", "-", "--mark", stdin='{"page": null, "title": "Two"}'
    )
    assert changed == {"id": id_, "revision": 2}
    shown = commands.ok("show", id_)
    assert (shown["answers"], shown["marked"]) == ({"title": "Two"}, True)
    notes = commands.ok("history", id_)
    assert [note["change"] for note in notes] == ["written", "edited"]
    commands.ok("history", id_, "--restore", "1")
    assert commands.ok("show", id_)["answers"] == {"title": "One", "page": "first"}


def test_a_list_by_feeling(commands: Commands) -> None:
    felt = {"feelings": ["exhausted", "proud"], "leave_here": "kettle"}
    id_ = commands.write("after-shift", felt)
    commands.write("after-shift", {"feelings": ["proud"], "leave_here": "kettle"})
    (listed,) = commands.ok("list", "--feeling", "exhausted")["entries"]
    assert listed["id"] == id_
    assert commands.ok("search", "kettle", "--feeling", "proud")["total"] == 2
    assert commands.ok("search", "kettle", "--feeling", "nothing")["total"] == 0


def test_the_bin_and_purge(commands: Commands) -> None:
    id_ = commands.write("free", {"title": "Gone", "page": "platypus"})
    commands.ok("delete", id_)
    assert commands.ok("list")["total"] == 0
    assert commands.ok("search", "platypus")["total"] == 0
    assert commands.ok("list", "--binned")["total"] == 1
    commands.ok("undelete", id_)
    assert commands.ok("search", "platypus")["total"] == 1
    commands.ok("purge", id_)
    assert commands.run("show", id_).code == 1
    report = commands.ok("verify", "--deep")
    assert (report["status"], report["entries"]) == ("clean", 0)


def test_marks(commands: Commands) -> None:
    id_ = commands.write("after-shift", {"heavy": 2, "leave_here": "x"})
    commands.ok("mark", id_, "--question", "leave_here")
    assert commands.ok("show", id_)["marked_questions"] == ["leave_here"]
    assert commands.ok("list", "--marked")["total"] == 1
    commands.ok("unmark", id_, "--question", "leave_here")
    assert commands.ok("list", "--marked")["total"] == 0
    refused = commands.run("mark", id_, "--question", "nonsense")
    assert (refused.code, refused.document["error"]["code"]) == (1, "unknown-question")


def test_the_mark_question_sets_the_flag_once(commands: Commands) -> None:
    id_ = commands.write("after-shift", {"to_supervision": True})
    assert commands.ok("show", id_)["marked"] is True
    commands.ok("unmark", id_)
    commands.ok("edit", id_, "--answers", "-", stdin='{"heavy": 1}')
    assert commands.ok("show", id_)["marked"] is False


def test_what_nothing_is_called_is_said_beside_an_empty_list(commands: Commands) -> None:
    commands.write("free", {"title": "x"})
    for option, name in (("--template", "fre"), ("--feeling", "exausted")):
        asked = commands.run("list", option, name)
        assert (asked.code, asked.document["total"]) == (0, 0)
        assert f"is called “{name}”" in asked.err
    assert commands.run("list", "--template", "gibbs").err == ""
    assert commands.run("list", "--feeling", "exhausted").err == ""


def test_people_read_what_is_marked_and_what_is_in_the_bin(commands: Commands) -> None:
    id_ = commands.write("free", {"title": "Kettle", "page": "cold"})
    commands.ok("mark", id_, "--question", "page")
    shown = commands.run("show", id_, json=False).out
    assert shown.count("(marked for you to bring)") == 1
    assert "In the bin" not in shown
    commands.ok("delete", id_)
    assert "In the bin since" in commands.run("show", id_, json=False).out


def test_list_filters_and_pages(commands: Commands) -> None:
    for day in range(1, 6):
        commands.write(
            "free", {"title": f"Day {day}"}, "--at", f"2026-02-0{day}T10:00", "--tag", f"t{day % 2}"
        )
    page = commands.ok("list", "--limit", "2", "--offset", "1")
    assert page["total"] == 5
    assert [entry["title"] for entry in page["entries"]] == ["Day 4", "Day 3"]
    assert commands.ok("list", "--from", "2026-02-02", "--to", "2026-02-04")["total"] == 3
    assert commands.ok("list", "--tag", "t1")["total"] == 3
    assert commands.ok("list", "--template", "after-shift")["total"] == 0


def test_search_takes_words_and_phrases_never_index_syntax(commands: Commands) -> None:
    one = commands.write("free", {"title": "Kettle", "page": "the big blue chair by the door"})
    commands.write("free", {"title": "Other", "page": "a chair, big and blue"})
    assert commands.ok("search", "blue chair")["total"] == 2
    phrase = commands.ok("search", '"blue chair"')
    assert [entry["id"] for entry in phrase["entries"]] == [one]
    for odd in ('"', "*", "NEAR(a b)", "title:kettle", "a OR", "((", "'; DROP TABLE"):
        assert commands.run("search", odd).code == 0, odd
    assert commands.ok("search", "-", stdin="kettle")["total"] == 1


def test_one_dst_night_exists_and_the_other_hour_does_not(commands: Commands) -> None:
    gap = commands.run(
        "write", "free", "--answers", "-", "--shift-start", "2026-03-29T01:30", stdin="{}"
    )
    assert (gap.code, gap.document["error"]["code"]) == (1, "bad-shift")
    id_ = commands.write("free", {}, "--shift-start", "2025-10-26T01:30", "--shift-kind", "night")
    assert commands.ok("show", id_)["shift"]["start"] == "2025-10-26T01:30"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ('{"nonsense": 1}', 1),
        ('{"heavy": 11}', 1),
        ('{"heavy": -1}', 1),
        ('{"heavy": "7"}', 1),
        ('{"heavy": true}', 1),
        ('{"heavy": 7.5}', 1),
        ('{"feelings": ["nobody-felt-this"]}', 1),
        ('{"leave_here": "a\\u0000b"}', 1),
        ('{"leave_here": "\\ud800"}', 1),
        ('{"heavy": NaN}', 1),
        ("[1, 2]", 1),
        ("{", 1),
        ("", 1),
        ("[" * 100_000, 1),
    ],
)
def test_answers_that_do_not_fit_are_refused_and_nothing_is_saved(
    commands: Commands, answers: str, code: int
) -> None:
    refused = commands.run("write", "after-shift", "--answers", "-", stdin=answers)
    assert refused.code == code
    assert refused.document["error"]["message"]
    assert "Traceback" not in refused.err
    assert commands.ok("list")["total"] == 0


def test_a_number_that_no_column_can_hold_is_refused_or_kept(commands: Commands) -> None:
    for template in templates(commands):
        for question in template.questions:
            if question.type == "number":
                huge = json.dumps({question.id: 10**400})
                assert commands.run("write", template.id, "--answers", "-", stdin=huge).code == 1


def test_bytes_that_are_not_utf8_are_refused(commands: Commands) -> None:
    refused = commands.run("write", "free", "--answers", "-", stdin=b'{"title": "\xff"}')
    assert (refused.code, refused.document["error"]["code"]) == (1, "not-utf8")
