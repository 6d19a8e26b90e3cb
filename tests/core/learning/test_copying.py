"""What is copied into an account: what was typed, sorted, and nothing that was ticked."""

from __future__ import annotations

from typing import Any

import pytest

from reflect_app import assets
from reflect_app.core.entries import Entry
from reflect_app.core.learning.bodies import read_copying
from reflect_app.core.learning.copying import copied
from reflect_app.services.templates import built_in

LIBRARY = built_in()
COPYING = read_copying(assets.read_bytes("learning/copying/built-in.toml"))


def copy_of(template: str, **answers: Any) -> dict[str, str]:
    kept = LIBRARY.get(template)
    entry = Entry("e1", template, kept.version, 1, "2026-03-01", "2026-03-01", None, answers)
    return copied(entry, kept, COPYING)


def test_a_framework_is_sorted() -> None:
    assert copy_of("gibbs", what_happened="a", thinking_feeling="b", sense="c", next_time="d") == {
        "what": "a\n\nb",
        "learned": "c",
        "changed": "d",
    }


def test_ticks_scores_and_people_stay() -> None:
    assert copy_of("after-shift", heavy=9, feelings=["tense"], people=["Heron"]) == {}
    assert copy_of("after-shift", heavy=9, leave_here="the door") == {"what": "the door"}


def test_any_other_prompt_is_left_to_the_writer_to_sort() -> None:
    found = copy_of("dilemma", values="fairness", not_told="nobody")
    assert list(found) == ["what"]
    values = LIBRARY.get("dilemma").question("values")
    assert values is not None
    assert found["what"].startswith(f"{values.text}\nfairness")
    assert copy_of("dilemma", values="fairness") == {"what": "fairness"}


def test_words_no_plan_names_are_not_lost() -> None:
    found = copy_of("supervision-record", understood="u", formal_record="f")
    assert found["learned"] == "u"
    assert found["what"].endswith("f")


def test_an_account_is_copied_field_by_field() -> None:
    assert copy_of("cpd-account", what="w", learned="l", hours=3) == {"what": "w", "learned": "l"}


@pytest.mark.parametrize("template", sorted(COPYING))
def test_every_typed_word_of_a_planned_prompt_arrives(template: str) -> None:
    typed = [q.id for q in LIBRARY.get(template).questions if q.type in ("text", "long_text")]
    found = " ".join(copy_of(template, **{name: f"word-{name}-" for name in typed}).values())
    assert all(found.count(f"word-{name}-") == 1 for name in typed)
