"""The Welsh words of templates: whole, and changing nothing but words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.core.prompts import Template, in_language, in_welsh
from reflect_app.core.prompts.welsh import missing, wanted
from tests.core.prompts.helpers import built_in, files, template

ALL = built_in().all()
EACH = pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
SAME_IN_BOTH = {
    "NMC", "HCPC", "Social Work England", "Gibbs 1988", "Johns", "Borton; Driscoll; Rolfe",
}  # fmt: skip


@EACH
def test_every_wording_has_its_welsh(each: Template) -> None:
    assert missing(each) == ()
    assert {path for path, _ in each.cy} == set(wanted(each))


@EACH
def test_no_welsh_is_the_english_left_standing(each: Template) -> None:
    english = dict(_words(each))
    same = {text for path, text in each.cy if english.get(path) == text}
    assert same <= SAME_IN_BOTH


def _words(each: Template) -> list[tuple[str, str]]:
    """The English at each path, found by laying marked words over it."""
    marked = in_welsh(replace(each, cy=tuple((path, f"\0{path}\0") for path in wanted(each))))
    pairs: list[tuple[str, str]] = []
    for old, new in zip(_texts(each), _texts(marked), strict=True):
        if new.startswith("\0"):
            pairs.append((new.strip("\0"), old))
    return pairs


def _texts(each: Template) -> list[str]:
    texts = [each.title, each.purpose, each.occasion, each.banner]
    texts += [each.framework, each.attribution]
    for question in each.questions:
        texts += [question.text, question.help, question.notice]
        texts += [question.min_label, question.max_label]
        texts += [choice.label for choice in question.choices]
        texts += [part.label for part in question.fields]
        texts += [route.label for route in question.routes]
    for followup in each.followups:
        texts += [followup.message, *(route.label for route in followup.routes)]
    return texts


@EACH
def test_every_wanted_path_is_laid_over_the_words_it_names(each: Template) -> None:
    assert {path for path, _ in _words(each)} == set(wanted(each))


@EACH
def test_welsh_changes_words_and_nothing_else(each: Template) -> None:
    welsh = in_welsh(each)
    assert [question.id for question in welsh.questions] == [q.id for q in each.questions]
    assert [
        replace(question, text="", help="", notice="", min_label="", max_label="", choices=(),
                fields=(), routes=())
        for question in welsh.questions
    ] == [
        replace(question, text="", help="", notice="", min_label="", max_label="", choices=(),
                fields=(), routes=())
        for question in each.questions
    ]  # fmt: skip
    assert [followup.when for followup in welsh.followups] == [f.when for f in each.followups]
    assert welsh.title != each.title


@pytest.mark.parametrize("folder", ["prompts", "prompts/shared"])
def test_each_file_says_that_its_welsh_is_a_draft(folder: str) -> None:
    for name, data in files(folder).items():
        assert "Welsh is drafted by the builders and awaits a first-language reader" in (
            data.decode()
        ), name


def test_what_has_no_welsh_stays_english() -> None:
    each = template(
        '[[questions]]\nid = "a"\ntype = "text"\ntext = "English"\nhelp = "Stays"\n'
        '[cy.questions.a]\ntext = "Cymraeg"\n'
    )
    question = in_welsh(each).questions[0]
    assert (question.text, question.help) == ("Cymraeg", "Stays")
    assert missing(each) == ("title", "purpose", "question.a.help")


@pytest.mark.parametrize(
    ("language", "title"),
    [("cy", "Tudalen rydd"), ("cy_GB", "Tudalen rydd"), ("en_GB", "Free page"), ("", "Free page")],
)
def test_the_language_of_the_reader_decides(language: str, title: str) -> None:
    assert in_language(built_in().get("free"), language).title == title
