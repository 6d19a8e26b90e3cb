"""What was written once opens for ever: a bundle and a card of version 1, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

from reflect_app.sharing.bundle import HEADER, open_bundle
from reflect_app.sharing.cards import read_card
from reflect_app.sharing.contents import (
    fields_of,
    read_receipt,
    read_reply,
    read_share,
    read_withdrawal,
)

HERE = Path(__file__).parent
KEYS = json.loads((HERE / "bundle-1.json").read_text(encoding="utf-8"))

HEADER_1 = bytes.fromhex("52464c5345414c0a0101")


def test_the_bundle_of_version_1() -> None:
    private, public = bytes.fromhex(KEYS["reader_private"]), bytes.fromhex(KEYS["reader_public"])
    opened = open_bundle((HERE / "share-1.rbundle").read_bytes(), private, public)
    assert (opened.kind, opened.bundle, opened.sequence) == ("share", "5eed" * 8, 3)
    assert (opened.created, opened.expires) == (
        "2026-03-12T07:35:00+00:00", "2026-06-10T07:35:00+01:00",
    )  # fmt: skip
    content = read_share(opened.content)
    assert (content.purpose, content.replaces) == ("supervision", ["ff" * 16])
    (entry,) = content.entries
    assert (entry.item, entry.title) == ("0123456789abcdef", "A quiet night")
    told = [(field.question.type, field.value) for field in fields_of(entry)]
    assert told == [
        ("long_text", "Aeth y tegell yn oer ddwywaith 🙂"), ("scale", 7), ("emotions", ["tense"]),
    ]  # fmt: skip
    card = read_card((HERE / "card-1.rcard").read_bytes())
    assert card.public == opened.sender


def test_the_card_of_version_1() -> None:
    card = read_card((HERE / "card-1.rcard").read_bytes())
    assert (card.name, card.agency) == ("Siân", "Norfolk NHS")
    assert card.fingerprint == KEYS["fingerprint"]


def test_the_other_kinds_of_version_1() -> None:
    """What comes back opens for ever too, and each begins with the ten bytes that the page says."""
    private, public = bytes.fromhex(KEYS["reader_private"]), bytes.fromhex(KEYS["reader_public"])
    at, kinds = "2026-03-12T08:00:00+00:00", ("reply", "withdrawal", "receipt")
    content = {}
    for number, kind in enumerate(kinds, 1):
        data = (HERE / f"{kind}-1.rbundle").read_bytes()
        assert (data[:10], len(data)) == (HEADER_1, 10 + 1_136 + 16_384 + 32)
        opened = open_bundle(data, private, public)
        assert (opened.kind, opened.sequence, opened.created) == (kind, number, at)
        content[kind] = opened.content
    assert HEADER_1 == HEADER
    reply = read_reply(content["reply"])
    (answer,) = reply.answers
    assert (answer.item, answer.discussed, answer.thanked) == ("0123456789abcdef", at, at)
    assert [said.text for said in answer.comments] == ["Da iawn 🙂"]
    assert answer.signed is not None
    assert answer.signed.digest == "ab" * 32
    assert read_withdrawal(content["withdrawal"]).bundles == ["5eed" * 8]
    (told,) = read_receipt(content["receipt"]).receipts
    assert (told.bundle, told.state, told.reason) == ("5eed" * 8, "held", "safeguarding")
