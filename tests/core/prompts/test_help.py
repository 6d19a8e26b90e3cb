"""The help page for people who write their own prompts: its example works, its lists are whole."""

from __future__ import annotations

import re

import pytest

from reflect_app import assets
from reflect_app.core.prompts import ACTIONS, GROUPS, QUESTION_TYPES, check_answers, in_welsh
from reflect_app.core.prompts.model import OPS
from tests.core.prompts.helpers import SHARED, built_in

PAGE = assets.read_text("help/prompt-templates.md")
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_is_a_template() -> None:
    [text] = EXAMPLE
    own = built_in().parse_own(text.encode(), "example.toml")
    assert own.id == "service:key-work"
    assert [question.id for question in own.questions][-2:] == ["record", "record_next"]
    assert in_welsh(own).title == "Ar ôl gwaith allweddol"
    answers = {"people": ["Heron"], "who_came": "no", "heavy": 3}
    assert check_answers(own, answers, ["Heron"]) == answers


@pytest.mark.parametrize(
    "words",
    [*QUESTION_TYPES, *GROUPS, *ACTIONS, *OPS, *SHARED.blocks, "times", "in_a_row", "months"],
)
def test_the_page_names_everything_a_template_may_use(words: str) -> None:
    assert f"`{words}" in PAGE


@pytest.mark.parametrize("name", sorted(set(SHARED.lists) - {"emotions", "routes"}))
def test_the_page_names_every_shared_list(name: str) -> None:
    assert f'"{name}"`' in PAGE


def test_the_page_names_every_route() -> None:
    for route in SHARED.lists["routes"].choices:
        assert f"`{route.id}`" in PAGE
