"""Another word for a person: picked, typed, in tags, and what is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Choice, Field, Question, Template
from reflect_app.core.renaming import SOMEONE, Renaming, folded

RENAME = Renaming(("Heron",), "Plover")
FORGET = Renaming(("Heron", "Old Heron"), SOMEONE, forgets=True)

TEMPLATE = Template(
    "t", 1, "T", "p", 3,
    (
        Question("who", "people", "Who?"),
        Question("page", "long_text", "What?"),
        Question("act", "actions", "Do?"),
        Question("bring", "options", "Bring?", fields=(Field("entry", "e"), Field("why", "w"))),
        Question("pick", "choice", "Which?", choices=(Choice("Heron", "Heron"),)),
        Question("when", "date", "When?"),
        Question("size", "scale", "How?"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Heron came. Heron's door, (Heron)!", "Plover came. Plover's door, (Plover)!"),
        ("@Heron", "@Plover"),
        ("Herons, Heroness, xHeron, Heron_1", "Herons, Heroness, xHeron, Heron_1"),
        ("heron HERON", "heron HERON"),
        ("Heron-like", "Plover-like"),
        ("", ""),
    ],
)
def test_a_rename_takes_the_word_as_it_is_written(before: str, after: str) -> None:
    assert RENAME.text(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("HERON, heron and @Heron's", "someone, someone and someone's"),
        ("Old\nHeron left", "someone left"),
        ("sheron", "sheron"),
    ],
)
def test_a_forgetting_finds_every_spelling(before: str, after: str) -> None:
    assert FORGET.text(before) == after


def test_both_forms_of_an_accented_letter_are_found() -> None:
    renaming = Renaming((unicodedata.normalize("NFC", "Siân"),), "Teapot")
    assert renaming.text(unicodedata.normalize("NFD", "Siân spoke")) == "Teapot spoke"
    assert renaming.may_be_in(unicodedata.normalize("NFD", "Siân spoke"))


@pytest.mark.parametrize("name", ['"Q"', "a.b", "C:\\x", "(5)", "Blue Heron", "Ŵ", "x+"])
def test_any_name_is_taken_letter_by_letter(name: str) -> None:
    renaming = Renaming((name,), "Teapot")
    assert renaming.text(f"so {name} said") == "so Teapot said"
    assert renaming.text("so aXb said") == "so aXb said"


def test_answers_of_every_type() -> None:
    answers: dict[str, Answer] = {
        "who": ["Heron", "Lantern", "Plover"],
        "page": "Heron rang",
        "act": [{"text": "ask Heron", "owner": "Heron", "due": "2026-01-01"}],
        "bring": [{"entry": "Heron", "why": "Heron"}],
        "pick": "Heron",
        "when": "2026-01-01",
        "size": 7,
    }
    before = dict(answers)
    assert RENAME.answers(TEMPLATE, answers) == {
        "who": ["Plover", "Lantern"],
        "page": "Plover rang",
        "act": [{"text": "ask Plover", "owner": "Plover", "due": "2026-01-01"}],
        "bring": [{"entry": "Heron", "why": "Plover"}],
        "pick": "Heron",
        "when": "2026-01-01",
        "size": 7,
    }
    assert answers == before


def test_tags_are_changed_and_not_doubled() -> None:
    assert RENAME.tags(["Heron", "Plover", "nights"]) == ["Plover", "nights"]


def test_names_are_compared_as_people_read_them() -> None:
    assert folded(" SIÂN ") == folded(unicodedata.normalize("NFD", "siân"))
    assert folded("Heron") == folded("HERON") != folded("Herons")


@given(st.text(alphabet="Hero n.@\n\"\\é'", max_size=40))
def test_the_quick_look_never_misses(text: str) -> None:
    for renaming in (RENAME, FORGET, Renaming(('"He', "é ro"), "x")):
        if renaming.text(text) != text:
            assert renaming.may_be_in(text)
