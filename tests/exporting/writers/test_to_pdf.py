from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings

from reflect_app.errors import CancelledError
from reflect_app.exporting.document import (
    Choices,
    Document,
    Note,
    Paragraph,
    Question,
    Section,
    Table,
)
from reflect_app.exporting.pdf.glyphs import Coverage
from reflect_app.exporting.pdf.text import read_text
from reflect_app.exporting.readback import ReadBackError, seen
from reflect_app.exporting.writers import to_pdf, writer_for
from tests.exporting.checking import problems
from tests.exporting.making import HARD_TEXTS, documents, pack


def written(document: Document) -> bytes:
    return writer_for("pdf").write(document)


def told(text: str) -> Document:
    return replace(pack(1), sections=(Section("Page", (Paragraph(text),)),))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(pack(1), id="one entry"),
        pytest.param(pack(12), id="twelve, with contents"),
        pytest.param(pack(100), id="a hundred entries"),
        pytest.param(pack(1, paragraphs=35), id="1,200 words"),
        pytest.param(pack(1, paragraphs=600), id="20,000 words"),
        pytest.param(replace(pack(2), language="cy", title="Pecyn goruchwyliaeth"), id="Welsh"),
        pytest.param(pack(2, text="\n\n".join(HARD_TEXTS)), id="hard text"),
        pytest.param(replace(pack(0), sections=(), facts=()), id="nothing chosen"),
    ],
)
def test_conforms_to_ua_1_and_a_2a(document: Document) -> None:
    assert problems(written(document)) == []


def test_long_tables_repeat_their_header_and_conform() -> None:
    rows = tuple((f"Row {number}", "Words that wrap over the line " * 4) for number in range(80))
    table = Table(("Option", "Good"), rows, "Eighty ways")
    question = Question("options", "What could you do?", (table,), None)
    pdf = written(replace(pack(1), sections=(Section("Page", (question,)),)))
    assert problems(pdf) == []
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert all("Option" in sheet.extract_text() for sheet in pages[1:])
    assert read_text(pdf).count("Option") == 1


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_hard_text_conforms_and_is_never_evaluated(text: str) -> None:
    document = replace(
        pack(1),
        title=" ".join(text.split()),
        sections=(Section(text, (Choices((text, text)), Note(text, text), Paragraph(text))),),
        footer=text,
    )
    assert problems(written(document)) == []


def test_the_text_is_real_text_for_any_reader() -> None:
    reader = pypdf.PdfReader(io.BytesIO(written(pack(2))))
    text = seen("".join(sheet.extract_text() for sheet in reader.pages))
    for words in ("How heavy does it feel now?", "7 out of 10", "going back to the office"):
        assert text.count(seen(words)) == 2
    assert text.count(seen("Private. If found, please hand to the duty manager, unread.")) == len(
        reader.pages
    )
    last = seen(reader.pages[-1].extract_text())
    assert seen(f"Page {len(reader.pages)} of {len(reader.pages)}.") in last


@pytest.mark.parametrize(
    "words",
    [
        "Ẹ kú iṣẹ́ o, ọ̀rẹ́ mi. Ó dàbọ̀, ọ̀ọ̀ ẸNI Ẹ́ Ọ̀",
        "Dw i wedi blino'n lân, ond roedd hi'n shifft dda. Ŵyr ŷ",
        "😮‍💨 👍🏽 👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🤷🏾‍♀️",
        "Zażółć gęślą jaźń, ştiţi, đường, Ελλάδα, привет",
    ],
)
def test_letters_with_marks_are_said_once(words: str) -> None:
    assert seen(words) in seen(read_text(written(told(words))))


@pytest.mark.parametrize("words", ["كان الليل طويلاً والفريق حاضراً", "شب خوبی بود", "שָׁלוֹם עולם"])
def test_right_to_left_letters_are_said_once(words: str) -> None:
    shown = seen(read_text(written(told(words))))
    assert sorted(seen(words)) == sorted(shown[shown.index("Page") + 4 :])


def test_what_no_face_draws_is_named() -> None:
    text = read_text(written(told("Met ሰላም and สวัสดี.")))
    assert "Met [3 characters of Ethiopic script] and [6 characters of Thai script]." in text


@pytest.mark.parametrize(
    "words", ["李小龍和王芳说：「没事。」", "김철수, 박지영", "山田さんとスズキ", "㐂龘"]
)
def test_names_from_the_east_stand_as_they_were_written(words: str) -> None:
    pdf = written(told(f"Met {words} today."))
    assert f"Met {words} today." in read_text(pdf)
    assert not problems(pdf)


def test_a_gap_in_the_list_of_characters_is_found_by_trying(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer = to_pdf.Format()
    hopeful = Coverage(writer._coverage.characters | set("ሰก"))
    monkeypatch.setattr(writer, "_coverage", hopeful)
    text = read_text(writer.write(told("ሰ and ก.")))
    assert "[1 character of Ethiopic script] and [1 character of Thai script]." in text


def test_metadata_names_no_author_no_path_and_no_version() -> None:
    pdf = written(pack(3))
    info = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert info is not None
    assert {key: str(value) for key, value in info.items()} == {
        "/Title": "Supervision pack",
        "/Creator": "Reflect     ",
        "/CreationDate": "D:20261112000000Z",
        "/ModDate": "D:20261112000000Z",
    }
    with pikepdf.open(io.BytesIO(pdf)) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
        assert str(document.Root.Lang) == "en-GB"
    for word in ("Typst", "creator>", "/home", "/tmp", str(Path.home()), str(Path.cwd())):
        assert word not in xmp
        assert word.encode() not in pdf


def test_the_same_document_gives_the_same_bytes() -> None:
    document = pack(2, text="Ẹ kú iṣẹ́, ọ̀rẹ́ 😮‍💨 كان")
    assert written(document) == written(document)


def test_the_footer_stands_on_every_page_and_in_no_reading_order() -> None:
    assert "If found" not in read_text(written(pack(3)))


def test_a_file_that_says_something_else_is_not_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = writer_for("pdf").write(pack(2))
    writer = to_pdf.Format()
    monkeypatch.setattr(writer, "_typeset", lambda document, _: (other, document))
    assert writer.write(pack(2)) == other
    for wrong in (pack(1), pack(3), pack(2, text="Something else.")):
        with pytest.raises(ReadBackError):
            writer.write(wrong)


def test_no_file_is_left_and_none_holds_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    written(pack(2))
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.external
def test_the_child_opens_no_file_for_writing_and_no_socket(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    code = (
        "from tests.exporting.making import pack\n"
        "from reflect_app.exporting.writers import writer_for\n"
        "writer_for('pdf').write(pack(2))\n"
    )
    watched = ["strace", "-f", "-e", "trace=openat,open,creat,socket,connect", "-o", str(trace)]
    here = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TMPDIR": str(tmp_path)}
    subprocess.run([*watched, sys.executable, "-B", "-c", code], check=True, env=here)
    lines = trace.read_text().splitlines()
    writing = [line for line in lines if "O_WRONLY" in line or "O_RDWR" in line]
    # Python tries its temporary folder once, with a file of five fixed letters.
    tried = f'"{tmp_path}/'
    assert [line for line in writing if "/dev/" not in line and tried not in line] == []
    assert len([line for line in writing if tried in line]) <= 1
    assert sorted(tmp_path.iterdir()) == [tmp_path / "home", tmp_path / "run", trace]
    assert not any("socket(" in line or "connect(" in line for line in lines)


class _Stopped:
    """Asks to stop after some looks."""

    def __init__(self, after: int) -> None:
        self.left = after

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0

    def progress(self, done: int, total: int) -> None:
        pass


@pytest.mark.parametrize("after", [0, 1, 2])
def test_it_can_be_stopped_at_any_time(after: int) -> None:
    with pytest.raises(CancelledError):
        writer_for("pdf").write(pack(40, paragraphs=30), _Stopped(after))


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_conforms_and_reads_back(document: Document) -> None:
    assert problems(written(document)) == []


def test_rows_that_a_page_parts_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "One way of seeing it, and then another way again. " * 90
    rows = (("a", long, long), ("b", "c", "d"), (long, "e", "f"))
    table = Table(("Option", "Good", "Harm"), rows)
    document = replace(pack(1), sections=(Section("Page", (table, Paragraph("The end."))),))
    pdf = written(document)
    assert problems(pdf) == []
    swapped = (replace(table, rows=rows[::-1]), Paragraph("The end."))
    writer = to_pdf.Format()
    monkeypatch.setattr(writer, "_typeset", lambda document, _: (pdf, document))
    with pytest.raises(ReadBackError):
        writer.write(replace(document, sections=(Section("Page", swapped),)))
