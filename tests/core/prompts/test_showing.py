"""Conditions on the answers of one entry."""

from __future__ import annotations

from typing import Any

import pytest

from reflect_app.core.prompts import Question, is_shown
from reflect_app.core.prompts.model import AllOf, AnyOf, Meets, Now
from reflect_app.core.prompts.showing import holds, is_answered

AT_LEAST = Meets("q", "at_least", 7)
TABLE: list[tuple[Now, Any, bool]] = [
    (AT_LEAST, 6, False),
    (AT_LEAST, 7, True),
    (AT_LEAST, 7.5, True),
    (AT_LEAST, True, False),
    (AT_LEAST, "7", False),
    (AT_LEAST, None, False),
    (Meets("q", "at_most", 2), 3, False),
    (Meets("q", "at_most", 2), 2, True),
    (Meets("q", "at_most", 2), False, False),
    (Meets("q", "equals", True), True, True),
    (Meets("q", "equals", True), False, False),
    (Meets("q", "equals", True), 1, False),
    (Meets("q", "equals", False), False, True),
    (Meets("q", "equals", False), None, False),
    (Meets("q", "equals", 1), True, False),
    (Meets("q", "equals", "no"), "no", True),
    (Meets("q", "equals", "no"), "not", False),
    (Meets("q", "any_of", ("a", "b")), "b", True),
    (Meets("q", "any_of", ("a", "b")), ["c", "a"], True),
    (Meets("q", "any_of", ("a", "b")), ["c"], False),
    (Meets("q", "any_of", ("a", "b")), [], False),
    (Meets("q", "answered", True), "x", True),
    (Meets("q", "answered", True), False, True),
    (Meets("q", "answered", True), 0, True),
    (Meets("q", "answered", True), " \n", False),
    (Meets("q", "answered", True), [], False),
    (Meets("q", "answered", True), None, False),
    (Meets("q", "answered", False), None, True),
    (Meets("q", "answered", False), "x", False),
    (AllOf((AT_LEAST, Meets("q", "at_most", 8))), 8, True),
    (AllOf((AT_LEAST, Meets("q", "at_most", 8))), 9, False),
    (AnyOf((Meets("q", "equals", 1), Meets("q", "equals", 3))), 3, True),
    (AnyOf((Meets("q", "equals", 1), Meets("q", "equals", 3))), 2, False),
]


@pytest.mark.parametrize(("condition", "value", "met"), TABLE)
def test_a_condition_holds_or_not(condition: Now, value: Any, met: bool) -> None:
    answers = {} if value is None else {"q": value}
    assert holds(condition, answers) is met
    assert is_shown(Question("x", "text", "X?", show_when=condition), answers) is met


def test_a_question_without_a_condition_is_always_shown() -> None:
    assert is_shown(Question("x", "text", "X?"), {})


@pytest.mark.parametrize(
    ("value", "answered"),
    [(None, False), ("", False), ("a", True), ([], False), ({}, False), (0, True), (False, True)],
)
def test_what_counts_as_an_answer(value: Any, answered: bool) -> None:
    assert is_answered(value) is answered
