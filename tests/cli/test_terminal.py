"""Words that somebody else wrote, on a terminal: shown, never obeyed."""

from __future__ import annotations

import json

from reflect_app.cli.asking import ask_answers
from reflect_app.cli.console import Console
from reflect_app.services.support import support_lines
from reflect_app.services.templates import built_in
from tests.helpers.commands import Commands

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


class Asked(Console):
    """Somebody at a terminal, who answers by the beginning of a question; all they read is kept."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(json=False)
        self.answers = answers
        self.read_so_far = ""

    def note(self, text: str) -> None:
        self.read_so_far += text + "\n"

    def ask(self, question: str) -> str:
        self.read_so_far += question + "\n"
        said = [words for begins, words in self.answers.items() if begins in question]
        return said[0] if said else ""


def asked(template: str, answers: dict[str, str]) -> tuple[dict[str, object], str]:
    somebody = Asked(answers)
    given = ask_answers(somebody, built_in().get(template), ["Heron"], support_lines(None))
    return given, somebody.read_so_far


def test_what_the_page_says_around_a_hard_question_the_terminal_says_too() -> None:
    given, read = asked("after-shift", {"How heavy": "7"})
    assert given == {"heavy": 7}
    told = "You marked 7 or more. These people are there, now or later. Nobody has been told."
    for earlier, later in (
        ("tells nobody. If you might harm yourself", "How heavy"),
        ("How heavy", told),
        (told, "Samaritans · 116 123"),
        ("Samaritans", "How much energy"),
    ):
        assert 0 <= read.index(earlier) < read.index(later)
    assert read.count("Samaritans") == 1
    assert "Samaritans" not in asked("after-shift", {"How heavy": "6"})[1]
    assert asked("critical-incident", {})[1].count("Samaritans") == 1


def test_a_question_that_waits_for_another_is_asked_only_then() -> None:
    assert "What will you do about it?" not in asked("after-shift", {})[1]
    given, read = asked("after-shift", {"case record": "yes", "do about it": "2"})
    assert "What will you do about it?" in read
    assert given == {"record": True, "record_next": "at_handover"}
