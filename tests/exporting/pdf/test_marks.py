from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from reflect_app.exporting.document import Paragraph, Section
from reflect_app.exporting.pdf.marks import may_have_marks, mended
from reflect_app.exporting.pdf.text import read_text
from reflect_app.exporting.pdf.tree import document_tree
from reflect_app.exporting.pdf.typesetter import Typesetter
from reflect_app.exporting.watch import UNWATCHED
from reflect_app.exporting.writers.to_pdf import Format
from tests.exporting.making import pack


def raw(words: str) -> bytes:
    """A PDF as typst writes it."""
    document = replace(pack(1), sections=(Section("Page", (Paragraph(words),)),))
    typesetter: Typesetter = Format()._typesetter
    return typesetter.typeset(document_tree(document), "2026-11-12", UNWATCHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é ŵ ẹ", False),
        ("ọ̀rẹ́", True),
        ("שלום", True),
        ("كان", True),
        ("हिन्दी", True),
        ("中", False),
    ],
)
def test_text_that_needs_no_mending_is_known_at_a_glance(text: str, expected: bool) -> None:
    assert may_have_marks(text) is expected


def test_typst_still_says_some_letters_twice() -> None:
    # When this fails, typst has mended it and `marks.py` can go.
    assert "ọ̀ọ̀rẹ́ẹ́" in read_text(raw("ọ̀rẹ́"))


@pytest.mark.parametrize("words", ["ọ̀rẹ́", "ọ̀ọ̀", "ẹ́ẹ́ẹ́ ọ̀", "ạ̃ạ̃", "हिन्दी में"])
def test_each_is_said_once_and_a_doubled_letter_stays_doubled(words: str) -> None:
    assert read_text(mended(raw(words))).endswith(f"Page{words}")


def test_nothing_that_is_drawn_changes() -> None:
    def drawn(pdf: bytes) -> list[list[str]]:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return [
                [
                    f"{step.operator} {[str(part) for part in step.operands]}"
                    for step in pikepdf.parse_content_stream(page)
                    if str(step.operator) not in ("BDC", "EMC")
                ]
                for page in document.pages
            ]

    pdf = raw("ọ̀rẹ́ كان الليل طويلاً")
    assert mended(pdf) != pdf
    assert drawn(mended(pdf)) == drawn(pdf)


def test_a_pdf_without_such_letters_stays_byte_for_byte() -> None:
    pdf = raw("plain words")
    assert mended(pdf) is pdf
    assert mended(mended(raw("ọ̀"))) == mended(raw("ọ̀"))
