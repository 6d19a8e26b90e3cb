from __future__ import annotations

import pytest

from reflect_app.exporting.plain import one_line_end, paragraphs, without_controls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("a", ["a"]),
        ("a\nb\n\nc", ["a\nb", "c"]),
        ("a\r\n\r\nb\u2029\u2029c", ["a", "b", "c"]),
        ("\n\n  a \n \n\n   b  ", ["  a", "   b"]),
    ],
)
def test_paragraphs_are_what_empty_lines_part(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_every_line_end_becomes_one_kind() -> None:
    assert one_line_end("a\r\nb\rc\x0bd\x0ce\x85f\u2028g") == "a\nb\nc\nd\ne\nf\ng"


def test_controls_that_xml_forbids_are_dropped() -> None:
    assert without_controls("a\x00\x07\x1b\x7f\ufffe\ufdd0b\tc\nd\re") == "ab\tc\nd\ne"
