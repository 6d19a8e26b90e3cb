from __future__ import annotations

import io
import re

import page
import pikepdf

from reflect_app.exporting.pdf.endings import plain_endings
from reflect_app.exporting.writers import writer_for
from tests.exporting.making import pack


def small_pdf(data: bytes) -> bytes:
    """A PDF of one page whose only stream holds these bytes as they are."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(data), data),
        b"<</Type/Other>>",
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    head = b"xref\n0 6\n0000000000 65535 f\r\n"
    trailer = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + head + table + trailer


def test_a_stream_that_ends_in_a_return_gets_a_plain_ending() -> None:
    pdf = plain_endings(small_pdf(b"0 g\r"))
    assert b"0 g\r\r\nendstream" in pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.pages[0].Contents.read_raw_bytes() == b"0 g\r"
        assert document.check_pdf_syntax() == []
    for number, offset in enumerate(re.findall(rb"(\d{10}) 00000 n", pdf), 1):
        assert pdf.startswith(b"%d 0 obj" % number, int(offset))


def test_a_pdf_with_plain_endings_stays_as_it_is() -> None:
    pdf = small_pdf(b"0 g")
    assert plain_endings(pdf) is pdf
    assert plain_endings(b"\r\nendstream but no PDF") == b"\r\nendstream but no PDF"


def test_real_packs_whose_streams_end_so_conform() -> None:
    found = 0
    for entries in range(1, 40, 3):
        pdf = writer_for("pdf").write(pack(entries))
        found += pdf.count(b"\r\r\nendstream")
        assert not re.search(rb"[^\r]\r\nendstream", pdf)
        assert page.is_pdf_compliant_bytes(pdf, profile="2a")
    assert found
