"""Blank sheets: every question of every template on paper, tagged, with room to write."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest

from reflect_app.app import App
from reflect_app.core.prompts import Question, Template
from reflect_app.exporting.document import Boxes, Rules, Steps
from reflect_app.exporting.pdf.text import read_text
from reflect_app.exporting.readback import seen
from reflect_app.exporting.sheet import blank_sheet
from reflect_app.services.sheets import write_sheet
from reflect_app.services.templates import built_in

DAY = "2026-03-12"
ALL = built_in().all()


def template(*questions: Question) -> Template:
    return Template("own:x", 1, "Gate", "For the walk home", 3, questions)


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.id)
def test_every_question_of_every_template_has_room(source: Template) -> None:
    sheet = blank_sheet(source, DAY)
    asked = [question for _, question in sheet.questions()]
    assert [question.field for question in asked] == [q.id for q in source.questions]
    assert all(
        any(isinstance(block, Rules | Steps | Boxes) for block in question.blocks)
        for question in asked
    )


def test_scales_are_numbers_and_choices_are_boxes() -> None:
    free = built_in().get("relationship-dynamics")
    for _, asked in blank_sheet(free, DAY).questions():
        source = free.question(asked.field)
        assert source is not None
        last = asked.blocks[-1]
        if source.type == "scale":
            assert last == Steps(
                int(source.min or 0), int(source.max or 10), source.min_label, source.max_label
            )
        if source.type in ("choice", "multi_choice"):
            assert last == Boxes(tuple(choice.label for choice in source.choices))


def test_the_pdf_is_tagged_reads_and_has_the_footer(app: App, tmp_path: Path) -> None:
    source = app.library.get("after-shift")
    made = write_sheet(source, tmp_path / "sheet.pdf", app.clock)
    data = made.out.read_bytes()
    assert made.bytes == len(data)
    for profile in ("ua1", "2a"):
        assert not page.validate_pdf_bytes(data, profile=profile).failures
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "Author" not in str(pdf.docinfo.keys())
    text = seen(read_text(data))
    for question in source.questions:
        assert seen(question.text) in text
    assert "012345678910" in text
    sheet = blank_sheet(source, DAY)
    assert sheet.footer == "Private. If found, please hand to the duty manager, unread."


def test_welsh_and_hard_words(app: App, tmp_path: Path) -> None:
    write_sheet(app.library.get("after-shift"), tmp_path / "cy.pdf", app.clock, language="cy")
    with pikepdf.open(tmp_path / "cy.pdf") as pdf:
        assert str(pdf.Root.Lang).startswith("cy")
    odd = template(Question("a", "text", "#[panic()] *x* 🙂"), Question("b", "yes_no", "Done?"))
    write_sheet(replace(odd, banner="Take care"), tmp_path / "odd.pdf", app.clock)
    assert "#[panic()]*x*" in seen(read_text((tmp_path / "odd.pdf").read_bytes()))
