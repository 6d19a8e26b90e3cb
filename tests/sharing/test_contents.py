"""What may stand in a bundle of each kind: every member at its limit, and one past it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from reflect_app.core.prompts import Choice, Field, Question
from reflect_app.core.shares import HOLD_REASONS, MOST_ENTRIES, PURPOSES
from reflect_app.errors import ReflectError
from reflect_app.sharing import contents
from reflect_app.sharing.bundle import BundleError
from reflect_app.sharing.contents import (
    asked,
    encoded,
    fields_of,
    read_receipt,
    read_reply,
    read_share,
    read_withdrawal,
)

AT = "2026-03-12T07:30:00+00:00"
ID, BUNDLE = "ab" * 8, "cd" * 16
Path_ = tuple[str | int, ...]
GONE = object()


def question(**more: Any) -> dict[str, Any]:
    return {"id": "page", "type": "long_text", "text": "What happened?", **more}


SHARE: dict[str, Any] = {
    "share": ID,
    "purpose": PURPOSES[0],
    "replaces": [BUNDLE],
    "entries": [
        {
            "item": ID, "template": "free", "template_version": 1, "title": "A page", "event": AT,
            "fields": [{"question": question(), "value": "the kettle went cold"}],
        }
    ],
}  # fmt: skip
REPLY: dict[str, Any] = {
    "answers": [
        {
            "item": ID,
            "comments": [{"id": ID, "field": "page", "text": "I see.", "at": AT}],
            "discussed": AT,
            "thanked": AT,
            "signed": {"digest": "ef" * 32, "signature": "01" * 64, "at": AT},
        }
    ],
    "receipts": [{"bundle": BUNDLE, "state": "held", "at": AT, "reason": HOLD_REASONS[0]}],
}
RECEIPT: dict[str, Any] = {"receipts": [{"bundle": BUNDLE, "state": "received", "at": AT}]}
WITHDRAWAL: dict[str, Any] = {"bundles": [BUNDLE]}
READERS: dict[str, tuple[dict[str, Any], Callable[[bytes], Any]]] = {
    "share": (SHARE, read_share),
    "reply": (REPLY, read_reply),
    "receipt": (RECEIPT, read_receipt),
    "withdrawal": (WITHDRAWAL, read_withdrawal),
}
ENTRY, ANSWER, COMMENT = ("entries", 0), ("answers", 0), ("answers", 0, "comments", 0)
FIELD = (*ENTRY, "fields", 0)
SIGNED, RECEIVED = (*ANSWER, "signed"), ("receipts", 0)


def put(content: dict[str, Any], path: Path_, value: object) -> bytes:
    """The content with another value at a place, as it would lie in a bundle."""
    changed: Any = copy.deepcopy(content)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return json.dumps(changed).encode()


def many(count: int, **more: Any) -> list[dict[str, Any]]:
    """So many entries, or answers, that differ in their names alone."""
    return [{"item": f"{number:016x}", **more} for number in range(count)]


def bundles(count: int) -> list[str]:
    return [f"{number:032x}" for number in range(count)]


def entries(count: int) -> list[dict[str, Any]]:
    return [{**SHARE["entries"][0], "item": f"{number:016x}"} for number in range(count)]


def fields(count: int) -> list[dict[str, Any]]:
    return [{"question": question(id=f"q{number}"), "value": "x"} for number in range(count)]


def comments(count: int) -> list[dict[str, Any]]:
    return [{"id": f"{number:016x}", "field": "", "text": "x", "at": AT} for number in range(count)]


def receipts(count: int) -> list[dict[str, Any]]:
    return [{"bundle": name, "state": "removed", "at": AT} for name in bundles(count)]


SCALE = question(type="scale", min=0, max=10)


@pytest.mark.parametrize("kind", READERS)
def test_what_is_written_is_read_and_written_again_the_same(kind: str) -> None:
    content, read = READERS[kind]
    found = read(json.dumps(content).encode())
    assert json.loads(encoded(found)) == content
    assert read(encoded(found)) == found


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("share", ("entries",), entries(MOST_ENTRIES)),
        ("share", ("replaces",), bundles(2_000)),
        ("share", ("purpose",), PURPOSES[-1]),
        ("share", (*ENTRY, "title"), "t" * 500),
        ("share", (*ENTRY, "template_version"), 1_000_000),
        ("share", (*ENTRY, "fields"), fields(200)),
        ("share", (*FIELD, "question", "text"), "t" * 4_000),
        ("share", (*FIELD, "question", "id"), "q" * 64),
        ("share", FIELD, {"question": {**SCALE, "max": 1_000_000_000}, "value": 7}),
        ("reply", ("answers",), many(2_000)),
        ("reply", ("receipts",), receipts(2_000)),
        ("reply", (*ANSWER, "comments"), comments(1_000)),
        ("reply", (*COMMENT, "field"), ""),
        ("reply", (*ANSWER, "discussed"), ""),
        ("reply", (*ANSWER, "signed"), None),
        *[("reply", (*RECEIVED, "reason"), reason) for reason in HOLD_REASONS],
        ("withdrawal", ("bundles",), bundles(2_000)),
    ],
)
def test_what_is_just_within_a_limit_is_read(kind: str, path: Path_, value: object) -> None:
    content, read = READERS[kind]
    read(put(content, path, value))


WRONG_TIMES = ("", "2026-03-12T07:30:00", "yesterday", "2026-03-12T07:30:00+00:00" + "0" * 20)
WRONG_IDS = ("", "ab" * 7, "ab" * 9, "AB" * 8, "zz" * 8, "ab" * 8 + "\n")


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        *[("share", ("share",), wrong) for wrong in WRONG_IDS],
        *[("share", (*ENTRY, "item"), wrong) for wrong in WRONG_IDS],
        *[("share", (*ENTRY, "event"), wrong) for wrong in WRONG_TIMES],
        ("share", ("entries",), []),
        ("share", ("entries",), entries(MOST_ENTRIES + 1)),
        ("share", ("entries",), entries(1) * 2),
        ("share", ("purpose",), "for fun"),
        ("share", ("replaces",), bundles(2_001)),
        ("share", ("replaces",), [ID]),
        ("share", ("more",), 1),
        ("share", (*ENTRY, "fields"), []),
        ("share", (*ENTRY, "fields"), fields(201)),
        ("share", (*ENTRY, "fields"), fields(1) * 2),
        ("share", (*ENTRY, "title"), ""),
        ("share", (*ENTRY, "title"), "t" * 501),
        ("share", (*ENTRY, "template"), "a\0b"),
        ("share", (*ENTRY, "template_version"), 1_000_001),
        ("share", (*FIELD, "value"), 7),
        ("share", (*FIELD, "value"), None),
        ("share", (*FIELD, "question", "text"), ""),
        ("share", (*FIELD, "question", "text"), "t" * 4_001),
        ("share", (*FIELD, "question", "id"), "q" * 65),
        ("share", (*FIELD, "question", "id"), "Page"),
        ("share", (*FIELD, "question", "type"), "picture"),
        ("share", (*FIELD, "question", "min_label"), "t" * 501),
        ("share", FIELD, {"question": {**SCALE, "max": 1_000_000_001}, "value": 7}),
        ("share", FIELD, {"question": {**SCALE, "max": None}, "value": 7}),
        ("share", FIELD, {"question": {**SCALE, "min": 0.5}, "value": 7}),
        ("share", FIELD, {"question": {**SCALE, "min": True}, "value": 7}),
        ("share", FIELD, {"question": SCALE, "value": 11}),
        ("share", FIELD, {"question": question(type="people"), "value": ["a\0b"]}),
        ("share", FIELD, {"question": question(type="people"), "value": "Heron"}),
        *[("reply", (*ANSWER, "item"), wrong) for wrong in WRONG_IDS],
        *[("reply", (*COMMENT, "id"), wrong) for wrong in WRONG_IDS],
        *[("reply", (*COMMENT, "at"), wrong) for wrong in WRONG_TIMES],
        *[("reply", (*SIGNED, "at"), wrong) for wrong in WRONG_TIMES],
        *[("reply", (*RECEIVED, "at"), wrong) for wrong in WRONG_TIMES],
        *[("reply", (*ANSWER, "discussed"), wrong) for wrong in WRONG_TIMES[1:]],
        *[("reply", (*ANSWER, "thanked"), wrong) for wrong in WRONG_TIMES[1:]],
        ("reply", ("answers",), many(2_001)),
        ("reply", ("answers",), many(1) * 2),
        ("reply", ("receipts",), receipts(2_001)),
        ("reply", (*ANSWER, "comments"), comments(1_001)),
        ("reply", (*COMMENT, "field"), "Page"),
        ("reply", (*COMMENT, "text"), ""),
        ("reply", (*COMMENT, "text"), " I see."),
        ("reply", (*COMMENT, "text"), "e\u0301"),
        ("reply", (*SIGNED, "digest"), "ef" * 31),
        ("reply", (*SIGNED, "signature"), "01" * 63),
        ("reply", (*SIGNED, "signature"), GONE),
        ("reply", (*RECEIVED, "bundle"), ID),
        ("reply", (*RECEIVED, "state"), "lost"),
        ("reply", (*RECEIVED, "reason"), "because"),
        ("reply", (*RECEIVED, "state"), "removed"),
        ("receipt", (*RECEIVED, "reason"), HOLD_REASONS[0]),
        ("receipt", ("receipts",), GONE),
        ("receipt", ("receipts",), receipts(2_001)),
        ("withdrawal", ("bundles",), []),
        ("withdrawal", ("bundles",), bundles(2_001)),
        ("withdrawal", ("bundles",), [BUNDLE, ID]),
    ],
)
def test_what_is_past_a_limit_is_refused_whole(kind: str, path: Path_, value: object) -> None:
    content, read = READERS[kind]
    with pytest.raises(BundleError) as refused:
        read(put(content, path, value))
    assert (refused.value.flaw, refused.value.name) == ("refused", "bundle-form")


def test_a_shared_question_carries_no_choice_but_those_that_were_picked() -> None:
    whole = Question(
        "feelings", "multi_choice", "Which?",
        choices=(Choice("a", "Calm"), Choice("b", "Angry"), Choice("c", "Sad")),
    )  # fmt: skip
    part = asked(whole, ["c", "a"])
    assert part.choices == [("a", "Calm"), ("c", "Sad")]
    assert asked(whole, "b").choices == [("b", "Angry")]
    plain = Question("page", "long_text", "What?", choices=(Choice("a", "Calm"),))
    assert asked(plain, "a").choices == []
    rows = Question("ways", "options", "What?", fields=(Field("way", "A way"),))
    assert asked(rows, []).fields == [("way", "A way")]


def test_people_of_a_share_are_the_senders_own_words_for_them() -> None:
    value = {"question": question(type="people"), "value": ["Heron", "Mr Blue"]}
    found = read_share(put(SHARE, FIELD, value))
    (field,) = fields_of(found.entries[0])
    assert (field.question.id, field.value) == ("page", ["Heron", "Mr Blue"])


def test_no_refusal_says_what_stood_there() -> None:
    for kind, (content, read) in READERS.items():
        for data in (put(content, ("more",), "the heron"), b'{"the heron": 1}', b"\xff"):
            with pytest.raises(ReflectError) as refused:
                read(data)
            assert "heron" not in refused.value.message + refused.value.hint, kind


def test_the_limits_are_those_of_the_format() -> None:
    assert (contents._MOST_BUNDLES, contents._MOST_COMMENTS, MOST_ENTRIES) == (2_000, 1_000, 500)
