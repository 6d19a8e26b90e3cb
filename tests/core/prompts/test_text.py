"""Titles, the words a person typed, and answers by their role."""

from __future__ import annotations

from typing import Any

import pytest

from reflect_app.core.prompts import answer_for, people_in, text_of, title_of
from tests.core.prompts.helpers import built_in

LIBRARY = built_in()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("A long night", "A long night"),
        ("  A long\n night ", "A long night"),
        ("x" * 300, "x" * 200),
        ("   \n", "Free page"),
        ("", "Free page"),
        (None, "Free page"),
    ],
)
def test_an_entry_is_called_by_its_own_title_or_by_its_template(
    typed: str | None, title: str
) -> None:
    answers = {} if typed is None else {"title": typed}
    assert title_of(LIBRARY.get("free"), answers) == title


def test_a_template_without_a_title_question_lends_its_own() -> None:
    answers = {"leave_here": "words"}
    assert title_of(LIBRARY.get("after-shift"), answers) == "After-shift check-in"


@pytest.mark.parametrize(
    ("template", "answers", "text"),
    [
        ("free", {"page": "Page ", "title": "Title"}, "Title\nPage "),
        ("free", {"title": " ", "page": "Page"}, "Page"),
        ("after-shift", {"feelings": ["calm"], "contact": "mixed", "heavy": 3}, ""),
        ("after-shift", {"shift": {"start": "2026-03-28T21:30", "kind": "night"}}, ""),
        ("relationship-dynamics", {"people": ["Heron"], "repair": "A word"}, "A word"),
        (
            "what-so-what",
            {"actions": [{"text": "Ring", "owner": "Sam", "due": "2026-04-01"}]},
            "Ring\nSam",
        ),
        # The order in which the parts of a row lie says nothing; a vault may sort them.
        (
            "what-so-what",
            {"actions": [{"due": "2026-04-01", "owner": "Sam", "text": "Ring"}]},
            "Ring\nSam",
        ),
        ("dilemma", {"options": [{"harm": "Cross", "option": "Ask"}]}, "Ask\nCross"),
        ("dilemma", {"options": [{"option": "Ask", "harm": "Cross"}]}, "Ask\nCross"),
        (
            "supervision-preparation",
            {"bring": [{"entry": "01J8Z", "why": "To think"}]},
            "To think",
        ),
    ],
)
def test_only_what_a_person_typed_is_text(
    template: str, answers: dict[str, Any], text: str
) -> None:
    assert text_of(LIBRARY.get(template), answers) == text


@pytest.mark.parametrize(
    ("template", "answers", "role", "answer"),
    [
        ("after-shift", {"heavy": 7}, "distress", 7),
        ("after-shift", {}, "distress", None),
        ("after-shift", {"to_supervision": True}, "mark", True),
        ("after-shift", {}, "quiet", None),
        ("after-loss", {}, "quiet", True),
        ("after-loss", {"keep_out": False}, "quiet", False),
    ],
)
def test_answers_are_found_by_role(
    template: str, answers: dict[str, Any], role: str, answer: object
) -> None:
    assert answer_for(LIBRARY.get(template), answers, role) is answer


def test_people_are_named_once_in_the_order_they_were_picked() -> None:
    template = LIBRARY.get("relationship-dynamics")
    assert people_in(template, {"people": ["Oak", "Heron", "Oak"]}) == ("Oak", "Heron")
    assert people_in(template, {"people": "Oak"}) == ()
    assert people_in(LIBRARY.get("free"), {"title": "Oak"}) == ()
