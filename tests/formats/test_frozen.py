"""What was written once opens for ever: a bundle and a card of version 1, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

from reflect_app.sharing.bundle import open_bundle
from reflect_app.sharing.cards import read_card
from reflect_app.sharing.contents import fields_of, read_share

HERE = Path(__file__).parent
KEYS = json.loads((HERE / "bundle-1.json").read_text(encoding="utf-8"))


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
