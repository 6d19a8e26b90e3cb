"""What came is said: what it is, from whom, how much, and what to do next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from tests.helpers.commands import Commands, introduced


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> tuple[Commands, Commands]:
    """Ann and Priya Shah of another agency, who have each other's cards."""
    return introduced(tmp_path, clock, ("Ann", "NHS"), ("Priya Shah", "Probation"))


def shared(ann: Commands, entry: str, out: Path, *more: str) -> str:
    """The id of a share of a page with Priya, whose file is `out`."""
    words = ["--entries", entry, "--fields", "page", "--unconfirmed", "--out", str(out), *more]
    return str(ann.ok("share", "--to", "Priya Shah", *words)["share"])


def said(commands: Commands, *words: str) -> str:
    done = commands.run(*words, json=False)
    assert done.code == 0, done.err
    return done.out


def test_a_share_its_answer_and_its_end(pair: tuple[Commands, Commands], tmp_path: Path) -> None:
    ann, priya = pair
    entry = ann.write("free", {"title": "A quiet one", "page": "A page."})
    share = shared(ann, entry, tmp_path / "one.rbundle")
    came = said(priya, "receive", str(tmp_path / "one.rbundle"))
    (item,) = priya.ok("inbox")
    assert came == (
        "1 thing to read came from Ann, NHS. You have not confirmed this person's card.\n"
        f"  {item['id']}  {item['title']}\n“reflect inbox” and its id opens one.\n"
    )
    again = said(priya, "receive", str(tmp_path / "one.rbundle"))
    assert again == "Ann, NHS: It came before; nothing was changed.\n"
    words = tmp_path / "words.txt"
    for text in ("What would help?", "And thank you."):
        words.write_text(text, encoding="utf-8")
        priya.ok("comment", item["id"], "--text", str(words))
    reply = str(tmp_path / "reply.rbundle")
    assert said(priya, "reply", "--out", reply).startswith("What you said of 1 entry is sealed.\n")
    came = said(ann, "receive", reply)
    assert came.startswith("Priya Shah, Probation answered 1 entry that you shared.")
    assert f"\n  {entry}  " in came
    assert came.endswith("“reflect show” and its id shows what they wrote.\n")
    back = str(tmp_path / "back.rbundle")
    ann.ok("withdraw", share, "--out", back)
    came = said(priya, "receive", back)
    assert came.startswith("Ann, NHS asks 1 share back.")
    assert "erased in thirty days" in came
    receipt = str(tmp_path / "receipt.rbundle")
    priya.ok("reply", "--out", receipt)
    assert "“reflect shares list” says where each stands." in said(ann, "receive", receipt)


def test_two_copies_of_one_thing_are_listed_and_chosen(
    pair: tuple[Commands, Commands], tmp_path: Path, clock: FixedClock
) -> None:
    ann, priya = pair
    entry = ann.write("free", {"page": "As it was."})
    first = shared(ann, entry, tmp_path / "one.rbundle")
    priya.ok("receive", str(tmp_path / "one.rbundle"))
    (item,) = priya.ok("inbox")
    priya.ok("hold", item["id"], "legal")
    ann.ok("edit", entry, "--answers", "-", stdin='{"page": "As it is."}')
    clock.at += timedelta(minutes=1)
    shared(ann, entry, tmp_path / "two.rbundle", "--replaces", first)
    priya.ok("receive", str(tmp_path / "two.rbundle"))
    newer, older = priya.ok("inbox")
    assert newer["id"] == older["id"]
    listed = said(priya, "inbox")
    assert f"(copy {newer['bundle'][:8]})" in listed
    assert f"(copy {older['bundle'][:8]})" in listed
    assert priya.ok("inbox", newer["id"]) == [newer, older]
    choose = said(priya, "inbox", newer["id"])
    assert choose.startswith("It came 2 times. To open one: reflect inbox ")
    assert "As it" not in choose
    opened = said(priya, "inbox", older["id"], "--copy", older["bundle"][:8])
    assert "As it was." in opened
    assert "As it is." not in opened
    refused = priya.run("inbox", older["id"], "--copy", "zzzz")
    assert refused.document["error"]["code"] == "no-item"


def test_a_card_and_a_bundle_in_each_other_s_place(
    pair: tuple[Commands, Commands], tmp_path: Path
) -> None:
    ann, priya = pair
    shared(ann, ann.write("free", {"page": "A page."}), tmp_path / "one.rbundle")
    refused = priya.run("receive", str(tmp_path / "Ann.rcard"))
    assert refused.document["error"]["hint"].endswith("“reflect contacts add” takes a card in.")
    refused = priya.run("contacts", "add", str(tmp_path / "one.rbundle"))
    hint = refused.document["error"]["hint"]
    assert hint.endswith("“reflect receive” takes what is sealed for you in.")
