"""What a chart reads of an entry, from any template, and what it never reads."""

from __future__ import annotations

import pytest

from reflect_app.core.prompts import Choice, Question, Template
from reflect_app.core.readings import (
    asked,
    is_quiet,
    labels,
    people_among,
    picks_in,
    scores_in,
)
from reflect_app.services.templates import built_in

CALM = (Choice("calm", "calm"), Choice("sad", "sad"))


def template(*questions: Question) -> Template:
    return Template("own:t", 1, "T", "p", 3, questions)


def scale(id_: str, role: str | None, low: int = 0, high: int = 10) -> Question:
    return Question(id_, "scale", "?", min=low, max=high, role=role)


WANTED = asked(
    template(
        scale("heavy", "distress"),
        scale("five", "energy", 1, 5),
        scale("other", None),
        Question("now", "emotions", "?", choices=CALM),
        Question("then", "emotions", "?", choices=CALM),
        Question("door", "choice", "?", choices=CALM, role="door"),
        Question("who", "people", "?"),
        Question("page", "long_text", "?"),
    )
)


def test_only_what_is_charted_is_asked_for() -> None:
    assert WANTED.charted
    assert WANTED.questions == ("heavy", "five", "now", "then", "door", "who")
    assert not asked(template(Question("who", "people", "?"))).charted


def test_scores_by_role_on_nought_to_ten() -> None:
    assert scores_in(WANTED, {"heavy": 0, "five": 5, "other": 3}) == {"distress": 0, "energy": 10}
    assert scores_in(WANTED, {"five": 3}) == {"energy": 5.0}


@pytest.mark.parametrize("value", [None, True, "7", [7]])
def test_what_is_no_score_is_left_out(value: object) -> None:
    assert scores_in(WANTED, {"heavy": value}) == {}


def test_a_feeling_counts_once_an_entry() -> None:
    answers = {"now": ["calm", "sad"], "then": ["calm"], "door": "calm"}
    assert picks_in(WANTED, answers) == {"feelings": ("calm", "sad"), "door": ("calm",)}
    assert picks_in(WANTED, {"now": [], "door": None}) == {}


def test_people_are_named_once() -> None:
    assert people_among(WANTED, {"who": ["Heron", "Lantern", "Heron"]}) == ("Heron", "Lantern")
    assert people_among(WANTED, {}) == ()


@pytest.mark.parametrize(
    ("default", "answer", "quiet"),
    [(True, None, True), (True, False, False), (False, True, True), (None, None, False)],
)
def test_an_entry_may_be_kept_out_of_charts(
    default: bool | None, answer: bool | None, quiet: bool
) -> None:
    wanted = asked(template(Question("q", "yes_no", "?", role="quiet", default=default)))
    assert is_quiet(wanted, {} if answer is None else {"q": answer}) is quiet


def test_a_template_without_the_question_is_never_quiet() -> None:
    assert not is_quiet(WANTED, {"": True})


def test_every_built_in_choice_that_is_charted_has_its_words() -> None:
    library = built_in()
    found = labels(library.all())
    assert found["door", "ajar"] == "ajar"
    assert found["pull", "share_about_myself"] == "share about myself"
    assert found["feelings", "flat"] == "flat/numb"
    assert {role for role, _ in found} == {"feelings", "contact", "pull", "door"}


def test_after_loss_is_quiet_unless_its_writer_says_otherwise() -> None:
    wanted = asked(built_in().get("after-loss"))
    assert is_quiet(wanted, {})
    assert not is_quiet(wanted, {"keep_out": False})
