"""Words that somebody else wrote, on a terminal: shown, never obeyed."""

from __future__ import annotations

import json

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
