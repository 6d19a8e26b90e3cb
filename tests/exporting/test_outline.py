from __future__ import annotations

from hypothesis import given

from reflect_app.exporting.document import Document, Heading, Paragraph, Question, Section
from reflect_app.exporting.outline import levelled
from tests.exporting.making import documents


def levels(*blocks: Heading | Question | Paragraph, title: str = "Page") -> list[int]:
    return [level for level, _ in levelled(Section(title, blocks))]


def test_a_question_stands_one_below_the_heading_over_it() -> None:
    ask = Question("q", "Why?", ())
    assert levels(ask) == [3]
    assert levels(Heading(1, "a"), ask, Heading(2, "b"), ask, Heading(1, "c")) == [3, 4, 4, 5, 3]


def test_a_level_that_would_be_skipped_is_pulled_up() -> None:
    assert levels(Heading(4, "a"), Heading(9, "b"), Heading(9, "c"), Heading(9, "d")) == [
        3,
        4,
        5,
        5,
    ]
    assert levels(Heading(0, "a"), Heading(-3, "b")) == [3, 3]


def test_a_blank_title_or_heading_holds_no_level() -> None:
    assert levels(Question("q", "Why?", ()), title=" ") == [2]
    assert levels(Heading(1, " "), Heading(2, "b"), Paragraph("c")) == [3, 3, 0]


@given(documents())
def test_no_level_is_ever_skipped(document: Document) -> None:
    last = 1
    for section in document.sections:
        last = 2 if section.title.strip() else last
        for level, block in levelled(section):
            words = getattr(block, "text", "") or getattr(block, "wording", "")
            if level and words.strip():
                assert 2 <= level <= last + 1
                last = level
