from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given

from reflect_app.exporting.document import Document, Paragraph, with_texts
from tests.exporting.making import documents, pack


def test_a_document_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        pack().title = "other"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Paragraph("a").text = "b"  # type: ignore[misc]


def test_it_tells_its_entries_and_their_questions_in_order() -> None:
    document = pack(2)
    assert [section.entry.id for section in document.entries() if section.entry] == ["e0", "e1"]
    told = [(entry, question.field) for entry, question in document.questions()]
    assert told[:2] == [("e0", "heavy"), ("e0", "feelings")]
    assert len(told) == 12


@given(documents())
def test_changing_texts_changes_every_text_and_nothing_else(document: Document) -> None:
    assert with_texts(document, lambda text: text) == document
    silent = with_texts(document, lambda _: "")
    assert silent.title == silent.footer == ""
    assert [len(section.blocks) for section in silent.sections] == [
        len(section.blocks) for section in document.sections
    ]
    assert silent.contents is document.contents
