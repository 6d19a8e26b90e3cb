from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from reflect_app.exporting import markdown
from reflect_app.exporting.document import Document
from reflect_app.exporting.plain import paragraphs
from reflect_app.exporting.readback import seen
from reflect_app.exporting.writers import writer_for
from tests.exporting.making import HARD_TEXTS, documents, pack, texts


def written(document: Document) -> str:
    return writer_for("md").write(document).decode()


def test_a_pack_reads_well_as_plain_text() -> None:
    text = written(pack(1))
    assert text.startswith("# Supervision pack\n\nThursday 12 November 2026\n\n- Entries: 1\n")
    assert "### How heavy does it feel now?\n\n7 out of 10 (0 is “not at all”, " in text
    assert "### Which words fit?\n\n- tense\n- hopeful\n\n" in text
    assert "| What | Who | By when |\n| --- | --- | --- |\n| Ring the manager | Me | " in text
    assert text.endswith("Private. If found, please hand to the duty manager, unread.\n")


def test_ordinary_sentences_are_left_as_they_were_typed() -> None:
    sentence = "It's 02.40 - zone 4 (again). “Toast?” he said; we laughed & went on, 50/50!"
    assert markdown.block(sentence) == sentence
    for start in ("-5 degrees", "+44 and so on", "2.5 hours", "#nights", "=7", "-x-"):
        assert markdown.block(start) == start


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_no_markup_of_the_writer_is_interpreted(text: str) -> None:
    rendered = markdown.rendered(markdown.block(text))
    assert seen(rendered) == seen("".join(paragraphs(text)))


@given(texts)
def test_any_text_is_shown_and_not_interpreted(text: str) -> None:
    for safe in (markdown.block(text), f"- {markdown.line(' '.join(text.split()))}"):
        assert seen(markdown.rendered(safe)) == seen("".join(paragraphs(text)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_reads_back(document: Document) -> None:
    written(document)
