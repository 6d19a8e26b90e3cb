"""Which answers fit which question, and that what fits is kept letter for letter."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.entries import SHIFT_KINDS
from reflect_app.core.prompts import check_answers
from reflect_app.core.prompts.answers import MAX_ROWS, MAX_TEXT
from reflect_app.errors import InvalidInputError
from tests.core.prompts.helpers import built_in, template

CHOICES = 'choices = [{ id = "one", label = "One" }, { id = "two", label = "Two" }]\n'


def asked(id_: str, kind: str, more: str = "") -> str:
    return f'[[questions]]\nid = "{id_}"\ntype = "{kind}"\ntext = "?"\n{more}'


EVERY = template(
    asked("text", "text")
    + asked("long_text", "long_text")
    + asked("scale", "scale", 'min_label = "none"\nmax_label = "all"\n')
    + asked("narrow", "scale", 'min = 1\nmax = 5\nmin_label = "none"\nmax_label = "all"\n')
    + asked("number", "number")
    + asked("bounded", "number", "min = 0\nmax = 24.5\n")
    + asked("choice", "choice", CHOICES)
    + asked("multi", "multi_choice", CHOICES)
    + asked("emotions", "emotions")
    + asked("people", "people")
    + asked("date", "date")
    + asked("shift", "shift")
    + asked("yes_no", "yes_no")
    + asked("actions", "actions")
    + asked(
        "options",
        "options",
        'fields = [{ id = "good", label = "Good" }, { id = "bad", label = "Bad" }]\n',
    )
    + asked("hidden", "text", 'show_when = { question = "yes_no", equals = true }\n')
)
PEOPLE = ("Heron", "Oak")

FITS: list[tuple[str, Any]] = [
    ("text", ""),
    ("text", "  two\nlines \r\n\t"),
    ("text", "‘Ŵŷ’ 👩🏽‍🚒 e\u0301"),
    ("long_text", "x" * MAX_TEXT),
    ("scale", 0),
    ("scale", 10),
    ("narrow", 1),
    ("narrow", 5),
    ("number", -3),
    ("number", 2.5),
    ("number", 2**53),
    ("bounded", 0),
    ("bounded", 24.5),
    ("choice", "two"),
    ("multi", []),
    ("multi", ["two", "one"]),
    ("emotions", ["calm", "flat", "cant_tell", "angry", "sad"]),
    ("people", ["Oak", "Heron"]),
    ("date", "2024-02-29"),
    ("yes_no", True),
    ("yes_no", False),
    *(("shift", {"start": "2026-03-28T21:30", "kind": kind}) for kind in SHIFT_KINDS),
    ("shift", {"start": "2026-03-29T01:30", "kind": "night"}),
    ("actions", []),
    ("actions", [{"text": "Ring", "owner": "Me", "due": "2026-04-01"}]),
    ("actions", [{"text": "Ring", "owner": "", "due": ""}, {"text": "Write"}]),
    ("options", [{"good": "a", "bad": "b"}, {"bad": "b"}, {}]),
    ("hidden", "kept although nothing shows it"),
]

REFUSED: list[tuple[str, Any, str]] = [
    ("text", 7, "must be text"),
    ("text", ["a"], "must be text"),
    ("text", "a\x00b", "cannot be stored"),
    ("long_text", "a\ud800", "cannot be stored"),
    ("long_text", "x" * (MAX_TEXT + 1), "longer than a million"),
    ("scale", -1, "from 0 to 10"),
    ("scale", 11, "from 0 to 10"),
    ("scale", 7.0, "whole number"),
    ("scale", True, "whole number"),
    ("scale", "7", "whole number"),
    ("narrow", 0, "from 1 to 5"),
    ("narrow", 6, "from 1 to 5"),
    ("number", True, "must be a number"),
    ("number", "3", "must be a number"),
    ("number", math.nan, "ordinary number"),
    ("number", math.inf, "ordinary number"),
    ("number", -math.inf, "ordinary number"),
    ("number", 2**53 + 1, "ordinary number"),
    ("bounded", -0.1, "0 or more"),
    ("bounded", 24.6, "24.5 or less"),
    ("choice", "three", "one of its choices"),
    ("choice", ["one"], "one of its choices"),
    ("choice", 1, "one of its choices"),
    ("multi", "one", "must be a list"),
    ("multi", ["one", "three"], "one of its choices"),
    ("multi", ["one", None], "one of its choices"),
    ("multi", [["one"]], "one of its choices"),
    ("emotions", ["calm"] * 6, "at most 5"),
    ("emotions", ["happy"], "one of its choices"),
    ("people", ["Magpie"], "not in your list"),
    ("people", "Oak", "must be a list"),
    ("people", [3], "must be text"),
    ("date", "2026-02-29", "must be a date"),
    ("date", "20260228", "must be a date"),
    ("date", "2026-W09-6", "must be a date"),
    ("date", "28/02/2026", "must be a date"),
    ("date", "２０２６-02-28", "must be a date"),
    ("date", 20260228, "must be text"),
    ("shift", "2026-03-28T21:30", "an object with"),
    ("shift", {"start": "2026-03-28T21:30"}, "an object with"),
    ("shift", {"start": "2026-03-28T21:30", "kind": "night", "zone": "UTC"}, "an object with"),
    ("shift", {"start": "2026-03-28 21:30", "kind": "night"}, "2026-03-28T21:45"),
    ("shift", {"start": "2026-03-28T21:30Z", "kind": "night"}, "2026-03-28T21:45"),
    ("shift", {"start": "2026-03-28T25:30", "kind": "night"}, "does not exist"),
    ("shift", {"start": "2026-13-28T21:30", "kind": "night"}, "does not exist"),
    ("shift", {"start": "2026-03-28T21:30", "kind": "twilight"}, "kind is not one of"),
    ("shift", {"start": 3, "kind": "night"}, "must be text"),
    ("shift", {"start": "2026-03-28T21:30", "kind": ["night"]}, "must be text"),
    ("yes_no", 1, "true or false"),
    ("yes_no", "yes", "true or false"),
    ("actions", {"text": "Ring"}, "must be a list"),
    ("actions", ["Ring"], "an object with: text, owner, due"),
    ("actions", [{"owner": "Me"}], "needs its “text”"),
    ("actions", [{"text": "Ring", "by": "Me"}], "an object with: text, owner, due"),
    ("actions", [{"text": "Ring", "due": "tomorrow"}], "must be a date"),
    ("actions", [{"text": "Ring", "owner": 3}], "must be text"),
    ("actions", [{"text": "Ring\x00"}], "cannot be stored"),
    ("options", [{"ugly": "x"}], "an object with: good, bad"),
    ("options", [{"good": True}], "must be text"),
    ("options", [{}] * (MAX_ROWS + 1), f"at most {MAX_ROWS}"),
]


@pytest.mark.parametrize(("name", "value"), FITS)
def test_what_fits_is_kept_as_it_is(name: str, value: Any) -> None:
    assert check_answers(EVERY, {name: value}, PEOPLE) == {name: value}


@pytest.mark.parametrize(("name", "value", "said"), REFUSED)
def test_what_does_not_fit_is_refused_by_the_name_of_its_question(
    name: str, value: Any, said: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_answers(EVERY, {"text": "fine", name: value}, PEOPLE)
    assert said in caught.value.message
    assert caught.value.message.startswith(f"“{name}”: ")


def test_an_unknown_question_is_named_and_the_known_ones_are_listed() -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_answers(EVERY, {"colour\x00\ud800" + "x" * 100: "red"}, PEOPLE)
    assert "“colour\ufffd\ufffdx" in caught.value.message
    assert len(caught.value.message) < 120
    assert "long_text" in caught.value.hint


def test_answers_that_are_no_object_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="must be an object"):
        check_answers(EVERY, [1], PEOPLE)  # type: ignore[arg-type]  # what a script may send


def test_nulls_are_left_out_in_rows_too() -> None:
    given_ = {
        "text": None,
        "scale": None,
        "actions": [{"text": "Ring", "owner": None, "due": None}],
        "options": [{"good": None, "bad": "b"}],
    }
    assert check_answers(EVERY, given_, PEOPLE) == {
        "actions": [{"text": "Ring"}],
        "options": [{"bad": "b"}],
    }


@pytest.mark.parametrize(("name", "value"), [("text", "secret\x00"), ("choice", "secret")])
def test_a_refusal_never_repeats_what_was_written(name: str, value: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_answers(EVERY, {name: value}, PEOPLE)
    assert "secret" not in caught.value.message + caught.value.hint


def test_a_pseudonym_that_may_be_a_name_is_not_repeated() -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_answers(EVERY, {"people": ["Jane Doe"]}, PEOPLE)
    assert "Jane" not in caught.value.message + caught.value.hint


STORABLE = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"))


@given(STORABLE)
def test_any_storable_text_is_kept_letter_for_letter(text: str) -> None:
    assert check_answers(EVERY, {"long_text": text}, ())["long_text"] == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "owner", "due", "start", "kind", "good", "x"]), inner
        )
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([question.id for question in EVERY.questions]), JSON))
def test_any_json_is_refused_or_is_kept_in_a_form_json_can_hold(answers: dict[str, Any]) -> None:
    try:
        kept = check_answers(EVERY, answers, PEOPLE)
    except InvalidInputError:
        return
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert None not in kept.values()


@pytest.mark.parametrize("each", built_in().all(), ids=lambda each: each.id)
def test_every_question_of_every_template_may_be_left_out(each: Any) -> None:
    assert check_answers(each, {}, ()) == {}
