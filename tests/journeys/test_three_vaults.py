"""Worker, supervisor, and a psychologist of another agency, by the command line alone.

Two fields of three entries go to one, a single question to the other; answers come home; one
thing is asked back. Files travel on a stick, then through a folder that something else carries.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reflect_app.core.clock import FixedClock
from reflect_app.crypto import sealing
from reflect_app.vault.own_keys import private_keys
from tests.fixtures import MORNING, PASSPHRASE, make_app
from tests.helpers.commands import Commands

STAYS = "a sentence that nobody else was meant to read"
SAYS = ("I stayed in the office longer than I meant to", "The corridor felt long", "It went quiet")
QUESTION = "Could the waiting itself be what sets it off?"


class Desk:
    """One person at a terminal of their own."""

    def __init__(self, root: Path, name: str, agency: str, clock: FixedClock) -> None:
        (root / name).mkdir(parents=True)
        self.commands = Commands(make_app(root / name / "home", clock), root / name)
        self.name = name
        self.made = self.ok("init", "--name", name, "--agency", agency)

    def ok(self, *words: str, stdin: str = "") -> Any:
        """The document of a command that must succeed."""
        return self.commands.ok(*words, stdin=stdin)

    def refused(self, *words: str) -> dict[str, Any]:
        """The error of a command that must fail with exit code 1."""
        done = self.commands.run(*words)
        assert done.code == 1, (words, done.out)
        assert "Traceback" not in done.err
        error: dict[str, Any] = done.document["error"]
        assert set(error) >= {"code", "message", "hint"}
        return error

    def private(self) -> bytes:
        """The keys that only this journal has."""
        app = self.commands.app
        journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE, write=False)
        try:
            return private_keys(journal.vault)
        finally:
            journal.close()


def meet(stick: Path, one: Desk, other: Desk) -> None:
    """Both hand over a card, ring, and read their words to one another."""
    for mine, theirs in ((one, other), (other, one)):
        card = stick / f"{theirs.name} for {mine.name}.rcard"
        theirs.ok("card", "export", str(card))
        added = mine.ok("contacts", "add", str(card))
        assert not added["confirmed"]
        words = theirs.ok("card", "show")["fingerprint"]
        assert mine.ok("contacts", "confirm", theirs.name, *words.upper().split())["confirmed"]


def test_from_marked_to_a_conversation_and_back(tmp_path: Path) -> None:
    clock = FixedClock(MORNING)
    stick = tmp_path / "stick"
    stick.mkdir()
    worker = Desk(tmp_path, "Sam", "Approved premises", clock)
    super_ = Desk(tmp_path, "Mel", "Approved premises", clock)
    psych = Desk(tmp_path, "Dr Ada Okoro", "Norfolk NHS", clock)
    meet(stick, worker, super_)
    meet(stick, worker, psych)
    (contact,) = [c for c in worker.ok("contacts", "list") if c["name"] == "Mel"]
    assert contact == {
        "id": contact["id"], "name": "Mel", "agency": "Approved premises",
        "fingerprint": super_.made["fingerprint"], "confirmed": True, "cards": 1,
    }  # fmt: skip

    ids = [
        worker.commands.write(
            "what-so-what", {"what": text, "so_what": STAYS, "now_what": text[::-1]}, "--mark"
        )
        for text in SAYS
    ]
    asked = worker.commands.write("formulation", {"seen_heard": STAYS, "ask_psychology": QUESTION})

    agree(worker)
    planned = worker.ok("session", "add", "--with", "Mel", "--at", "2026-03-20T14:00")["id"]
    agenda = [line["id"] for line in worker.ok("session", "agenda", planned)]
    assert set(agenda) == set(ids)  # what is marked, and marking sent nothing
    worker.ok("session", "agenda", planned, "--order", ids[2])

    # Two fields of three entries, and nothing else, to one reader.
    out = stick / "for Mel.rbundle"
    words = ("share", "--to", "Mel", "--entries", ",".join(ids), "--fields", "what,now_what",
             "--purpose", "supervision", "--reviewed", "--out", str(out))  # fmt: skip
    shared = worker.ok(*words)
    assert (shared["entries"], shared["fields"], shared["out"]) == (3, 6, str(out))
    assert worker.refused(*words)["code"] == "file"  # a file is never written over
    data = out.read_bytes()
    opened = sealing.unseal(super_.private(), data[:10], data[10:-32])
    assert all(text.encode() in opened for text in SAYS)
    for part in (STAYS, *ids, asked, "so_what"):
        assert part.encode() not in opened

    # A single question, for psychology.
    single = stick / "question.rbundle"
    worker.ok(
        *("share", "--to", psych.made["fingerprint"][:20], "--entries", asked),
        *("--fields", "ask_psychology", "--purpose", "psychology", "--reviewed"),
        *("--out", str(single)),
    )
    assert psych.refused("receive", str(out))["code"] == "not-for-me"
    assert psych.ok("inbox") == []

    (received,) = super_.ok("receive", str(out))
    assert received["status"] == "accepted"
    assert (received["kind"], received["items"]) == ("share", 3)
    assert received["from"] == {
        "name": "Sam", "agency": "Approved premises",
        "fingerprint": worker.made["fingerprint"], "confirmed": True,
    }  # fmt: skip
    assert super_.ok("receive", str(out))[0]["status"] == "replayed"
    inbox = super_.ok("inbox")
    assert [[field["id"] for field in item["fields"]] for item in inbox] == [
        ["what", "now_what"]
    ] * 3
    assert super_.ok("list")["total"] == 0
    assert super_.ok("search", "corridor")["total"] == 0

    # Read, comment beside a field, say that it was talked about, send it back.
    first = next(item for item in inbox if item["fields"][0]["value"] == SAYS[0])
    super_.ok("comment", first["id"], "--field", "what", "--text", "-", stdin="You noticed it.")
    super_.ok("discussed", first["id"])
    assert super_.ok("inbox", first["id"])[0]["discussed"] is True
    answer = stick / "answer.rbundle"
    super_.ok("reply", "--to", "Sam", "--out", str(answer))
    assert super_.refused("reply", "--out", str(stick / "x"))["code"] == "nothing-to-send"
    assert worker.ok("receive", str(answer))[0]["kind"] == "reply"
    (comment,) = worker.ok("show", ids[0])["comments"]
    assert comment == {
        "field": "what", "text": "You noticed it.", "author": "Mel", "at": comment["at"],
    }  # fmt: skip
    assert worker.ok("search", "noticed")["total"] == 1
    states = {row["share"]: row["state"] for row in worker.ok("shares", "list")}
    assert states[shared["share"]] == "received"

    psych.ok("receive", str(single))
    (question,) = psych.ok("inbox")
    assert [field["value"] for field in question["fields"]] == [QUESTION]

    recorded_and_signed(worker, super_, planned, stick)
    asked_back(worker, super_, psych, shared["share"], tmp_path / "folder")
    for desk in (worker, super_, psych):
        assert desk.ok("verify", "--deep")["status"] == "clean"


def agree(worker: Desk) -> None:
    """The agreement comes first: what could not stay between the two, and when to look again."""
    said = {"purpose": "To think.", "not_private": "Harm.", "review_date": "2027-03-01"}
    made = worker.ok("agreements", "add", "--with", "Mel", "--answers", "-", stdin=json.dumps(said))
    signed = worker.ok("agreements", "sign", made["id"], "--in-person", "Mel")
    assert (signed["state"], signed["review"]) == ("signed", "2027-03-01")


def recorded_and_signed(worker: Desk, super_: Desk, session: str, stick: Path) -> None:
    """A record, two keys under it, and the next time that opens with its actions."""
    said = {
        "understood": "Waiting is the hard part.",
        "actions": [{"text": "Ring the rota", "owner": "Sam", "due": "2026-03-27"}],
        "next_date": "2026-04-17",
    }
    recorded = worker.ok("session", "record", session, "--answers", "-", stdin=json.dumps(said))
    out, back = stick / "record.rbundle", stick / "signed.rbundle"
    worker.ok(
        *("share", "--to", "Mel", "--entries", recorded["entry"], "--all-fields"),
        *("--purpose", "supervision", "--reviewed", "--out", str(out)),
    )
    super_.ok("receive", str(out))
    (record,) = [item for item in super_.ok("inbox") if item["template"] == "supervision-record"]
    assert super_.refused("countersign", "0000")["code"] == "no-item"
    super_.ok("countersign", record["id"])
    super_.ok("reply", "--to", "Sam", "--out", str(back))
    worker.ok("receive", str(back))
    done = worker.ok("session", "sign", session)
    assert (done["state"], done["theirs"]) == ("signed", "key")
    mine, theirs = worker.ok("session", "show", session)["sign_offs"]
    assert (mine["how"], theirs["how"], theirs["part"]) == ("key", "key", False)
    assert theirs["digest"] == record["digest"]
    assert theirs["words"].startswith("Mel: signed by their key on")
    # An edit later says what was signed, and does not claim the new words.
    worker.ok("session", "record", session, "--answers", "-", stdin='{"understood": "Much else."}')
    shown = worker.ok("session", "show", session)
    assert "signed version 1 by their key" in shown["sign_offs"][1]["words"]
    # The next one is there already, from the date that both of them set.
    (following,) = [row for row in worker.ok("session", "list") if row["state"] == "planned"]
    assert following["at"].startswith("2026-04-17")
    (action,) = worker.ok("session", "show", following["id"])["last_actions"]
    worker.ok("actions", "done", action["id"], "--went", "-", stdin="They will call back.")
    (action,) = worker.ok("session", "show", following["id"])["last_actions"]
    assert (action["done"], action["went"]) == (True, "They will call back.")


def asked_back(worker: Desk, super_: Desk, psych: Desk, share: str, folder: Path) -> None:
    """A withdrawal through the exchange folder, and its answer the same way."""
    folder.mkdir()
    assert worker.refused("withdraw", share, "--exchange")["code"] == "no-exchange"
    for desk in (worker, super_, psych):
        assert desk.ok("exchange", "set", str(folder))["folder"] == str(folder.resolve())
    worker.ok("withdraw", share, "--exchange")
    assert worker.refused("withdraw", share, "--exchange")["code"] == "withdrawn-already"
    assert psych.ok("receive", "--exchange") == []  # not for psychology, so nothing is said
    assert [row["kind"] for row in super_.ok("receive", "--exchange")] == ["withdrawal"]
    assert [item["template"] for item in super_.ok("inbox")] == ["supervision-record"]
    worker.ok("receive", "--exchange")
    row = next(row for row in worker.ok("shares", "list") if row["share"] == share)
    assert (row["to"], row["state"]) == ("Mel", "withdrawn")
    names = [path.name for path in folder.iterdir()]
    assert all(len(name) == 32 + len(".rbundle") for name in names)
    # The withdrawal was answered, so its file is gone. A receipt of each waits for its day.
    assert len(names) == 2
    assert worker.ok("contacts", "end", "Dr Ada Okoro", "--exchange")["holds"]
    assert [row["kind"] for row in psych.ok("receive", "--exchange")] == ["withdrawal"]
    assert psych.ok("inbox") == []
    assert json.dumps(worker.ok("contacts", "list")).count("Okoro") == 0
