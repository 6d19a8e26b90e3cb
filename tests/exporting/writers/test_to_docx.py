from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hypothesis import HealthCheck, given, settings

from reflect_app.errors import CancelledError
from reflect_app.exporting.document import Document, Paragraph, Section
from reflect_app.exporting.readback import ReadBackError
from reflect_app.exporting.word import reading
from reflect_app.exporting.writers import writer_for
from tests.exporting.making import HARD_TEXTS, documents, pack


def written(document: Document) -> bytes:
    return writer_for("docx").write(document)


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(written(document)))


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as container:
        return {name: container.read(name) for name in container.namelist()}


def test_it_has_real_styles_headings_and_lists() -> None:
    word = opened(pack(1))
    styles = [(line.style.name, line.text) for line in word.paragraphs if line.text]
    assert styles[0] == ("Title", "Supervision pack")
    assert ("Heading 1", "After-shift check-in, 1 November 2026") in styles
    assert ("Heading 2", "How heavy does it feel now?") in styles
    assert ("List Bullet", "tense") in styles
    assert ("List Number", "After-shift check-in, 3 November 2026") in styles
    assert ("Caption", "Two ways") in styles


def test_tables_repeat_their_header_row() -> None:
    for table in opened(pack(1)).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table.style.name == "Quiet Table"


def test_the_contents_list_is_filled_in_and_its_links_lead_somewhere() -> None:
    body = opened(pack(8)).element.body
    links = body.findall(".//" + qn("w:hyperlink"))
    anchors = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert len(links) == 9 + 2
    assert {link.get(qn("w:anchor")) for link in links} <= anchors
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_it_says_its_language_and_title_and_nothing_of_its_maker() -> None:
    file = written(pack(1))
    about = docx.Document(io.BytesIO(file)).core_properties
    assert (about.title, about.language) == ("Supervision pack", "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified
    assert about.created is not None
    assert about.created.date().isoformat() == "2026-11-12"
    inside = parts(file)
    assert b'w:val="en-GB"' in inside["word/styles.xml"]
    assert b'w:val="cy-GB"' in parts(written(replace(pack(1), language="cy")))["word/styles.xml"]
    everything = b"".join(inside.values())
    for word in (b"python-docx", b"Macintosh", str(Path.home()).encode()):
        assert word not in everything
    assert not any("thumbnail" in name or "app.xml" in name for name in inside)


def test_the_container_holds_no_time_and_is_the_same_every_time() -> None:
    file = written(pack(3))
    assert file == written(pack(3))
    with zipfile.ZipFile(io.BytesIO(file)) as container:
        assert {entry.date_time for entry in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_footer_has_its_sentence_and_the_page_numbers() -> None:
    footer = parts(written(pack(1)))["word/footer1.xml"].decode()
    inside = (qn("w:t"), qn("w:instrText"))
    words = "".join(node.text for node in parse_xml(footer.encode()).iter(*inside))
    assert words.strip() == (
        "Private. If found, please hand to the duty manager, unread. Page  PAGE 1 of  NUMPAGES 1."
    )


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_hard_text_is_kept_as_typed(text: str) -> None:
    document = replace(pack(1), sections=(Section("Page", (Paragraph(text),)),))
    assert "<b>" not in "".join(line.style.name for line in opened(document).paragraphs)


def test_right_to_left_paragraphs_say_so() -> None:
    word = opened(replace(pack(1), sections=(Section("Page", (Paragraph("שלום\n\nplain"),)),)))
    hebrew, plain = word.paragraphs[-2:]
    assert hebrew._p.pPr.find(qn("w:bidi")) is not None
    assert hebrew.runs[0].font.rtl
    assert plain._p.pPr.find(qn("w:bidi")) is None


def test_each_agenda_counts_from_one() -> None:
    agenda = pack(1).sections[0]
    word = opened(replace(pack(1), sections=(agenda, agenda)))
    numbers = [
        line._p.pPr.numPr.numId.val for line in word.paragraphs if line.style.name == "List Number"
    ]
    assert len(numbers) == 4
    assert len(set(numbers)) == 2


def test_a_file_that_says_something_else_is_not_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "read_text", lambda _: "something else")
    with pytest.raises(ReadBackError):
        written(pack(1))


def test_it_can_be_stopped() -> None:
    class Stopped:
        looks = 0

        def cancelled(self) -> bool:
            self.looks += 1
            return self.looks > 3

        def progress(self, done: int, total: int) -> None:
            assert done < total == 11

    with pytest.raises(CancelledError):
        writer_for("docx").write(pack(10), Stopped())


@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_opens_and_reads_back(document: Document) -> None:
    opened(document)
