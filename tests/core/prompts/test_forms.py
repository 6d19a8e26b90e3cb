"""The editor's form: there and back, what is missing, and rules that no longer fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.core.prompts import Choice, Template, in_welsh
from reflect_app.core.prompts.forms import (
    CANT_TELL,
    QuestionForm,
    TemplateForm,
    built,
    copy_of,
    form_of,
    new_form,
    problems,
    unique,
)
from reflect_app.services.templates import built_in

LIBRARY = built_in()
SHARED = LIBRARY.shared
GOOD = TemplateForm(
    title="After key work", purpose="Look back.", minutes=4,
    questions=(
        QuestionForm("people", "Who was it with?"),
        QuestionForm("scale", "How heavy?", min_label="not", max_label="very", role="distress"),
        QuestionForm("choice", "Where?", choices=(Choice("", "Indoors"), Choice("", "Outdoors"))),
        QuestionForm("yes_no", block="record-nudge"),
    ),
)  # fmt: skip


def test_a_new_form_becomes_a_template() -> None:
    template = built(GOOD, SHARED, "own:key-work", 1).template
    assert [q.id for q in template.questions][:3] == ["q1", "q1_2", "q1_3"]
    assert [q.block for q in template.questions][-2:] == ["record-nudge", "record-nudge"]
    where = template.question("q1_3")
    assert where is not None
    assert [choice.id for choice in where.choices] == ["c1", "c1_2", CANT_TELL]
    assert (template.questions[1].min, template.questions[1].max) == (0, 10)


@pytest.mark.parametrize("template", LIBRARY.all(), ids=lambda template: template.id)
def test_every_built_in_template_can_be_opened_and_kept_as_it_is(template: Template) -> None:
    own = copy_of(template, "own:copy", template.title)
    form = form_of(own, SHARED)
    back = built(form, SHARED, "own:copy", 1, own)
    assert back.dropped == ()
    assert [q.id for q in back.template.questions] == [q.id for q in own.questions]
    assert back.template.followups == own.followups
    assert set(back.template.cy) == set(own.cy)
    again = built(form_of(back.template, SHARED), SHARED, "own:copy", 1, back.template)
    assert again.template == back.template


def test_rules_that_a_form_does_not_show_are_kept() -> None:
    own = copy_of(LIBRARY.get("critical-incident"), "own:copy", "Mine")
    form = replace(form_of(own, SHARED), title="Mine again")
    template = built(form, SHARED, "own:copy", 2, own).template
    for question, before in zip(template.questions, own.questions, strict=True):
        assert (question.role, question.show_when, question.notice, question.routes) == (
            before.role, before.show_when, before.notice, before.routes,
        )  # fmt: skip


def test_a_question_that_goes_takes_its_rules_along_and_says_so() -> None:
    own = copy_of(LIBRARY.get("relationship-dynamics"), "own:copy", "Mine")
    form = form_of(own, SHARED)
    kept = tuple(q for q in form.questions if q.id not in ("views_apart", "pulls"))
    found = built(replace(form, questions=kept), SHARED, "own:copy", 2, own)
    assert found.template.followups == ()
    assert len(found.dropped) == 2
    assert found.dropped[0].startswith("No longer offered: “")


def test_a_question_shown_by_one_that_goes_is_always_shown() -> None:
    hiding = [t for t in LIBRARY.all() if any(q.show_when and not q.block for q in t.questions)]
    assert hiding
    own = copy_of(hiding[0], "own:copy", "Mine")
    hidden = next(q for q in own.questions if q.show_when and not q.block)
    form = form_of(own, SHARED)
    first = replace(form, questions=tuple(q for q in form.questions if q.id == hidden.id))
    found = built(first, SHARED, "own:copy", 2, own)
    assert found.template.questions[0].show_when is None
    assert any(line.startswith("Now always shown") for line in found.dropped)


def test_welsh_stays_where_the_english_stays() -> None:
    own = copy_of(LIBRARY.get("after-shift"), "own:copy", "Mine")
    form = form_of(own, SHARED)
    changed = tuple(
        replace(q, text="How heavy is it?") if q.id == "heavy" else q for q in form.questions
    )
    template = in_welsh(built(replace(form, questions=changed), SHARED, "own:c", 2, own).template)
    heavy, energy = template.question("heavy"), template.question("energy")
    assert heavy is not None
    assert energy is not None
    assert heavy.text == "How heavy is it?"
    assert heavy.min_label == "ddim o gwbl"
    assert energy.text == "Faint o egni sydd gennych ar ôl?"


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (TemplateForm(), [(None, "title"), (None, "purpose"), (None, "questions")]),
        (replace(GOOD, title=" "), [(None, "title")]),
        (replace(GOOD, questions=(QuestionForm(),)), [(0, "text")]),
        (replace(GOOD, questions=(QuestionForm("choice", "?"),)), [(0, "choices")]),
        (replace(GOOD, questions=(QuestionForm("options", "?"),)), [(0, "fields")]),
        (replace(GOOD, questions=(QuestionForm("scale", "?"),)), [(0, "min_label")]),
        (replace(GOOD, minutes=0), [(None, "minutes")]),
        (replace(GOOD, banner="see www.x.org"), [(None, "banner")]),
        (
            replace(GOOD, questions=(*GOOD.questions, QuestionForm("text", "a\u202eb"))),
            [(4, "text")],
        ),
        (
            replace(GOOD, questions=(*GOOD.questions[3:], replace(GOOD.questions[1], max=5))),
            [(1, "role")],
        ),
        (replace(GOOD, questions=(QuestionForm(block="none"),)), [(None, "")]),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    form: TemplateForm, where: list[tuple[int | None, str]]
) -> None:
    found = problems(form, SHARED)
    assert [(problem.question, problem.part) for problem in found] == where
    assert all(problem.reason for problem in found)


def test_a_good_form_has_no_problems() -> None:
    assert problems(GOOD, SHARED) == ()
    assert [q.block for q in new_form().questions] == ["", "record-nudge"]


def test_ids_of_questions_are_never_taken_again() -> None:
    own = built(GOOD, SHARED, "own:t", 1).template
    form = form_of(own, SHARED)
    swapped = tuple(q for q in form.questions if q.id != "q1_3")
    again = replace(form, questions=(*swapped, QuestionForm("text", "Where?")))
    template = built(again, SHARED, "own:t", 2, own).template
    assert [q.id for q in template.questions][-1] == "q2"


def test_ids_say_nothing_of_the_words() -> None:
    """An id leaves with every answer, whatever word the review put in the place of a name."""
    choices = (Choice("", "Zebedee"), Choice("", "nobody"))
    question = QuestionForm("choice", "Was it Zebedee?", choices=choices)
    rows = QuestionForm("options", "Zebedee's plan", fields=(Choice("", "Zebedee does"),))
    made = built(replace(GOOD, questions=(question, rows)), SHARED, "own:t", 1).template
    ids = [each.id for each in made.questions]
    for one in made.questions:
        ids += [choice.id for choice in one.choices] + [field.id for field in one.fields]
    assert ids == ["q1", "q1_2", "c1", "c1_2", CANT_TELL, "c1"]


def test_ids_of_their_own() -> None:
    assert unique("a", []) == "a"
    assert unique("a", ["a", "a_2"]) == "a_3"
