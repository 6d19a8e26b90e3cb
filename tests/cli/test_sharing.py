"""card, contacts, share, receive, inbox and exchange: what they refuse, and how they say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from tests.fixtures import make_app
from tests.helpers.commands import Commands, introduced

NAMED = "I spoke to Darren Whitlock about his shift"


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> tuple[Commands, Commands]:
    """Ann and Ben, who have each other's cards and have not compared any words."""
    return introduced(tmp_path, clock, ("Ann", "NHS"), ("Ben", "NHS"))


def sent_to_ben(ann: Commands, folder: Path) -> str:
    """The sealed file of a page that Ann shares with Ben."""
    entry, out = ann.write("free", {"page": "a page"}), str(folder / "x.rbundle")
    words = ["--entries", entry, "--fields", "page", "--unconfirmed"]
    ann.ok("share", "--to", "Ben", *words, "--out", out)
    return out


def test_unconfirmed_then_identifiers_then_out(
    pair: tuple[Commands, Commands], tmp_path: Path
) -> None:
    ann, ben = pair
    entry = ann.write("free", {"title": "stays", "page": NAMED})
    out = str(tmp_path / "x.rbundle")
    words = ["share", "--to", "Ben", "--entries", entry, "--fields", "page", "--out", out]
    done = ann.run(*words)
    assert (done.code, done.document["error"]["code"]) == (1, "contact-unconfirmed")
    done = ann.run(*words, "--unconfirmed")
    assert (done.code, done.document["error"]["code"]) == (1, "identifiers-found")
    (span,) = done.document["identifiers"]
    assert NAMED[span["start"] : span["end"]] == span["text"] == "Darren Whitlock"
    assert (span["entry"], span["field"], span["tier"]) == (entry, "page", "likely")
    assert "Darren" not in done.err
    assert not Path(out).exists()
    assert ann.ok("list", "--shared")["total"] == 0
    document = ann.ok(*words, "--unconfirmed", "--reviewed")
    assert [item["id"] for item in ann.ok("list", "--shared")["entries"]] == [entry]
    assert ann.ok("search", "Darren", "--shared")["total"] == 1
    assert (document["entries"], document["fields"], document["out"]) == (1, 1, out)
    (received,) = ben.ok("receive", out)
    assert received["from"]["confirmed"] is False
    shown = ben.run("receive", out, json=False)
    assert "It came before" in shown.out


def test_a_reply_says_what_its_comments_could_point_to(
    pair: tuple[Commands, Commands], tmp_path: Path
) -> None:
    ann, ben = pair
    out, back = sent_to_ben(ann, tmp_path), str(tmp_path / "y.rbundle")
    ben.ok("receive", out)
    (item,) = ben.ok("inbox")
    ben.ok("comment", item["id"], "--text", "-", stdin=NAMED)
    done = ben.run("reply", "--out", back)
    assert done.code == 0
    assert [found["text"] for found in done.document["identifiers"]] == ["Darren Whitlock"]
    assert "could point to someone" in done.err
    assert "Darren" not in done.err
    ben.ok("comment", item["id"], "--text", "-", stdin="Nothing to find here")
    assert ben.ok("reply", "--out", str(tmp_path / "z.rbundle"))["identifiers"] == []


def test_words_that_do_not_fit(pair: tuple[Commands, Commands], tmp_path: Path) -> None:
    ann, _ = pair
    entry = ann.write("free", {"page": "a page"})
    out = str(tmp_path / "x")
    for words in (
        ["share", "--to", "Ben", "--entries", entry, "--out", out],
        ["share", "--to", "Ben", "--entries", entry, "--fields", "page"],
        ["share", "--to", "Ben", "--entries", entry, "--all-fields", "--out", out, "--exchange"],
        ["receive"], ["withdraw", "x"], ["reply"], ["contacts"], ["card"],
        ["hold", "x", "curiosity"],
    ):  # fmt: skip
        assert ann.run(*words).code == 2, words
    for words, code in (
        (["contacts", "confirm", "Ben", *["abandon"] * 12], "wrong-words"),
        (["contacts", "confirm", "Nobody", "abandon"], "no-contact"),
        (["contacts", "add", str(tmp_path / "Ann.rcard")], "own-card"),
        (["withdraw", "ffff", "--out", out], "no-share"),
        (["comment", "ffff", "--text", str(tmp_path / "Ann.rcard")], "no-item"),
        (["exchange", "set", str(tmp_path / "nowhere")], "exchange-missing"),
        (["receive", str(tmp_path / "Ann.rcard")], "no-bundle"),
        (["receive", "--exchange"], "no-exchange"),
    ):
        done = ann.run(*words)
        assert (done.code, done.document["error"]["code"]) == (1, code), words


def test_two_of_one_name_are_told_apart(
    pair: tuple[Commands, Commands], tmp_path: Path, clock: FixedClock
) -> None:
    ann, ben = pair
    (tmp_path / "other").mkdir()
    other = Commands(make_app(tmp_path / "other/home", clock), tmp_path / "other")
    words = other.ok("init", "--name", "Ben", "--agency", "NHS")["fingerprint"]
    other.ok("card", "export", str(tmp_path / "other.rcard"))
    added = ann.ok("contacts", "add", str(tmp_path / "other.rcard"), "--confirm", words)
    assert added["confirmed"]
    assert len(ann.ok("contacts", "list")) == 2
    entry = ann.write("free", {"page": "a page"})
    share = ["share", "--entries", entry, "--fields", "page", "--out", str(tmp_path / "o")]
    done = ann.run(*share, "--to", "Ben")
    assert done.document["error"]["code"] == "ambiguous-contact"
    ann.ok(*share, "--to", " ".join(words.split()[:2]))
    assert other.ok("receive", str(tmp_path / "o"))[0]["status"] == "unknown-sender"
    assert ben.run("receive", str(tmp_path / "o")).document["error"]["code"] == "not-for-me"


def test_a_card_without_a_name_is_not_written(tmp_path: Path) -> None:
    commands = Commands(make_app(tmp_path / "h"), tmp_path)
    commands.ok("init")
    done = commands.run("card", "export", str(tmp_path / "x.rcard"))
    assert done.document["error"]["code"] == "no-name"
    assert not (tmp_path / "x.rcard").exists()


def test_what_a_terminal_shows(pair: tuple[Commands, Commands], tmp_path: Path) -> None:
    ann, ben = pair
    entry = ann.write("free", {"page": "a page"})
    out = str(tmp_path / "x.rbundle")
    said = ann.run("share", "--to", "Ben", "--entries", entry, "--fields", "page", "--out", out,
                   "--unconfirmed", "--purpose", "supervision", json=False)  # fmt: skip
    assert "1 answer is sealed for Ben" in said.out
    ben.ok("receive", out)
    (item,) = ben.ok("inbox")
    shown = ben.run("inbox", item["id"], json=False).out
    for part in ("From Ann, NHS (not confirmed)", "For supervision", "a page"):
        assert part in shown
    listed = ann.run("shares", "list", json=False).out
    assert "Ben" in listed
    assert "Sent" in listed
    code = ann.run("card", "show", json=False).out
    assert "█" in code
    withdrawn = ann.run("withdraw", ann.ok("shares", "list")[0]["share"], "--out",
                        str(tmp_path / "w"), json=False)  # fmt: skip
    assert "cannot be unread" in withdrawn.out


def test_a_damaged_file_is_one_sentence(pair: tuple[Commands, Commands], tmp_path: Path) -> None:
    ann, _ = pair
    broken = tmp_path / "broken.rbundle"
    broken.write_bytes(b"RFLSEAL\n\x01\x01" + bytes(17552))
    done = ann.run("receive", str(broken))
    assert (done.code, done.document["error"]["code"]) == (1, "bundle-damaged")
    assert done.err.count("\n") == 2


def test_an_ending_is_said_where_something_comes_and_can_be_taken_back(
    pair: tuple[Commands, Commands], tmp_path: Path
) -> None:
    ann, ben = pair
    out = sent_to_ben(ann, tmp_path)
    held = ben.ok("session", "add", "--with", "Ann", "--at", "2026-03-01T10:00")["id"]
    ben.ok("session", "record", held, "--answers", "-", stdin='{"understood": "We slowed."}')
    ended = ben.ok("contacts", "end", "Ann")
    assert (ended["holds"], ended["outs"], ended["closed"]) == ([], [], 1)
    assert "(ended)" in ben.run("contacts", "list", "--ended", json=False).out
    shown = ben.run("receive", out, json=False)
    assert shown.out.startswith("Ann, NHS: You ended with Ann, so nothing new from them was kept.")
    assert ben.ok("inbox") == []
    assert ben.ok("contacts", "again", "Ann")["name"] == "Ann"
    (received,) = ben.ok("receive", out)
    assert received["status"] == "accepted"


def test_ending_asked_for_in_supervision_ends_sharing_too(
    pair: tuple[Commands, Commands], tmp_path: Path
) -> None:
    ann, ben = pair
    ben.ok("receive", sent_to_ben(ann, tmp_path))
    held = ann.ok("session", "add", "--with", "Ben", "--at", "2026-03-01T10:00")["id"]
    ann.ok("session", "record", held, "--answers", "-", stdin='{"understood": "We slowed."}')
    back = str(tmp_path / "back.rbundle")
    ended = ann.ok("session", "end", "--with", "Ben", "--out", back)
    assert (len(ended["holds"]), ended["outs"], ended["closed"]) == (1, [back], 1)
    assert ann.ok("contacts", "list") == []
    ben.ok("receive", back)
    assert ben.ok("inbox") == []


def test_the_inbox_is_narrowed_and_says_what_is_new(
    pair: tuple[Commands, Commands], tmp_path: Path
) -> None:
    ann, ben = pair
    out = sent_to_ben(ann, tmp_path)
    ben.ok("receive", out)
    assert "  (new)" in ben.run("inbox", json=False).out
    (item,) = ben.ok("inbox")
    assert item["unread"] is True
    ben.ok("inbox", item["id"])  # reading writes nothing: it works beside an open window
    assert ben.ok("inbox")[0]["unread"] is True
    ben.ok("seen", item["id"])
    assert "unread" not in ben.ok("inbox")[0]
    assert "(new)" not in ben.run("inbox", json=False).out
    session = ben.ok("session", "add", "--with", "Ann", "--at", "2026-03-20T14:00",
                     "--role", "supervisee")["id"]  # fmt: skip
    other = ben.ok("session", "add", "--with", "Morgan", "--at", "2026-03-21T14:00")["id"]
    for narrowed, found in (
        (("--session", session), 1), (("--session", other), 0), (("--from", "Ann"), 1),
        (("--agency", "nhs"), 1), (("--agency", "HMPPS"), 0),
    ):  # fmt: skip
        assert len(ben.ok("inbox", *narrowed)) == found, narrowed
    assert ben.ok("retention") == {"days": 0, "chosen": 0, "longest": 0, "due": 0}
    assert ben.ok("retention", "90")["days"] == 90
    assert ben.run("retention", "3").document["error"]["code"] == "bad-keeping"
    assert ben.ok("retention")["chosen"] == 90


def test_every_card_is_listed_for_people(pair: tuple[Commands, Commands]) -> None:
    ann, _ = pair
    words = ann.ok("contacts", "list")[0]["fingerprint"]
    ann.ok("contacts", "retire", "Ben", *words.split())
    listed = ann.run("contacts", "list", json=False).out
    assert "Ben, NHS (no card in use)" in listed
    assert f"    {words} (not in use)\n" in listed
    again = ann.run("contacts", "retire", "Ben", words.split()[0])
    assert again.document["error"]["code"] == "no-card"
    assert again.err.endswith("“reflect contacts list --ended” shows every card.\n")
    back = ann.ok("contacts", "use-again", "Ben", *words.split())
    assert (back["cards"], back["confirmed"]) == (1, False)
