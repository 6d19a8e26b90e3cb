"""What changed between two wordings, word by word."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.diff import Part, as_text, compare, text_diff
from reflect_app.core.entries import Answer, Entry, Shift
from reflect_app.core.prompts import Choice, Question, Template

FELT = (Choice("calm", "calm"), Choice("sad", "sad"))
TEMPLATE = Template(
    "t", 1, "T", "p", 3,
    (
        Question("page", "long_text", "What?"),
        Question("pick", "choice", "Which?", choices=(Choice("a", "Apples"), Choice("b", "Pears"))),
        Question("feel", "emotions", "How?", choices=FELT),
        Question("bring", "yes_no", "Bring?"),
        Question("heavy", "scale", "Heavy?"),
        Question("act", "actions", "Do?"),
        Question("shift", "shift", "Shift?"),
    ),
)  # fmt: skip


def entry(number: int = 1, **answers: Answer) -> Entry:
    at = "2026-03-12T07:30:00+00:00"
    return Entry("e", "t", 1, number, at, at, None, answers)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a quiet night", "a quiet night", "a quiet night"),
        ("a quiet night", "a loud night", "a [-quiet-]{+loud+} night"),
        ("tea, then bed", "tea and then bed", "tea[-,-]{+ and+} then bed"),
        ("one two three four", "one five six four", "one [-two three-]{+five six+} four"),
        ("one two three", "four two five", "[-one -]{+four +}two [-three-]{+five+}"),
        ("", "new words", "{+new words+}"),
        ("gone", "", "[-gone-]"),
        ("cats", "catsuit", "[-cats-]{+catsuit+}"),
        ("Siân yma", "Siân acw", "Siân [-yma-]{+acw+}"),
        ("line one\nline two\n", "line one\nline 2\n", "line one\nline [-two-]{+2+}\n"),
    ],
)
def test_words_that_went_and_came(old: str, new: str, told: str) -> None:
    assert as_text(text_diff(old, new)) == told


@given(
    st.lists(st.sampled_from(["tea ", "bed", ", ", "\n", "a", "é ", "🫖", "_"]), max_size=30),
    st.lists(st.sampled_from(["tea ", "bed", ", ", "\n", "a", "é ", "🫖", "_"]), max_size=30),
)
def test_both_wordings_can_be_read_out_of_the_difference(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    parts = text_diff(before, after)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after
    assert all(part.text for part in parts)
    kinds = [part.kind for part in parts]
    assert all(one != two for one, two in pairwise(kinds))


def test_twenty_thousand_words_take_no_time_to_speak_of() -> None:
    words = [f"word{n % 977} " for n in range(20_000)]
    changed = [*words[:50], "new ", *words[50:10_000], *words[10_400:], "end"]
    start = time.process_time()
    parts = text_diff("".join(words), "".join(changed))
    lines = text_diff("\n".join(words), "\n".join(changed[::-1]))
    assert time.process_time() - start < 20
    assert "".join(part.text for part in parts if part.kind != "removed") == "".join(changed)
    assert "".join(part.text for part in lines if part.kind != "added") == "\n".join(words)


def test_answers_in_the_words_a_reader_sees() -> None:
    old = entry(1, page="a quiet night", pick="a", feel=["calm"], bring=True, heavy=3)
    new = entry(
        2, pick="b", feel=["calm", "sad"], bring=False, heavy=5,
        act=[{"text": "ring", "owner": "me", "due": ""}],
    )  # fmt: skip
    found = compare(old, TEMPLATE, new, TEMPLATE)
    assert (found.old, found.new) == (1, 2)
    assert [(f.id, f.label, f.change, as_text(f.parts)) for f in found.fields] == [
        ("page", "What?", "removed", "[-a quiet night-]"),
        ("pick", "Which?", "changed", "[-Apples-]{+Pears+}"),
        ("feel", "How?", "changed", "calm{+\nsad+}"),
        ("bring", "Bring?", "changed", "[-Yes-]{+No+}"),
        ("heavy", "Heavy?", "changed", "[-3-]{+5+}"),
        ("act", "Do?", "added", "{+ring; me+}"),
    ]


def test_facts_beside_the_answers() -> None:
    old = entry(1)
    new = replace(
        entry(2), event="2026-03-11T07:30:00+00:00", tags=("nights",), marked=True,
        shift=Shift("2026-03-11T21:45", "night", "Europe/London"), deleted=old.event,
    )  # fmt: skip
    found = {
        field.id: as_text(field.parts) for field in compare(old, TEMPLATE, new, TEMPLATE).fields
    }
    assert found[":event"] == "[-Thursday 12-]{+Wednesday 11+} March 2026, 07:30"
    assert found[":tags"] == "{+nights+}"
    assert found[":marked"] == found[":bin"] == "[-No-]{+Yes+}"
    assert found[":shift"].startswith("{+Night shift")


def test_the_same_entry_differs_in_nothing() -> None:
    same = entry(page="words", shift={"start": "2026-03-11T21:45", "kind": "night"})
    assert compare(same, TEMPLATE, same, TEMPLATE).fields == ()


def test_a_question_of_another_wording_is_told_under_its_own_words() -> None:
    newer = replace(TEMPLATE, version=2, questions=(Question("why", "text", "Why?"),))
    found = compare(entry(page="old"), TEMPLATE, entry(2, why="new"), newer)
    assert [(f.id, f.label, f.parts) for f in found.fields] == [
        ("why", "Why?", (Part("added", "new"),)),
        ("page", "What?", (Part("removed", "old"),)),
    ]
