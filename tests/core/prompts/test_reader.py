"""Files that are not templates at all: each is refused with its line, and none takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.prompts import TemplateError, parse_template
from reflect_app.core.prompts.reader import MAX_BYTES
from tests.core.prompts.helpers import HEAD, SHARED, files

SYNTAX = [
    ("id = after-shift", 1, "quotation marks"),
    ('id = "a"\nversion 1', 2, "equals sign"),
    ('id = "a"\n\ntitle = "no end', 3, "quotation mark is missing"),
    ('id = "a"\nid = "b"', 2, "given twice"),
    ('id = "a" "b"', 1, "left over"),
    ("[[questions]\n", 1, "not written as a TOML file should be"),
    ("choices = [1, 2", 1, "square bracket"),
    ("n = " + "9" * 5000, 1, "too long"),
    ("[a]\nx = 1\n[a]\n", 3, "given twice"),
]


@pytest.mark.parametrize(("text", "line", "said"), SYNTAX)
def test_a_slip_in_the_form_is_named_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(text.encode(), "mine.toml")
    assert caught.value.line == line
    assert said in caught.value.reason
    assert caught.value.message == f"mine.toml, line {line}: {caught.value.reason}"


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(b'id = "a"\ntitle = "caf\xe9"\n', "mine.toml")
    assert (caught.value.line, "UTF-8" in caught.value.reason) == (2, True)


def test_a_byte_order_mark_and_windows_line_ends_are_welcome() -> None:
    text = HEAD + '[[questions]]\nid = "a"\ntype = "text"\ntext = "A?"\n'
    plain = parse_template(text.encode(), "t")
    assert parse_template(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "t") == plain


HOSTILE = {
    "larger than the limit": b"#" * (MAX_BYTES + 1),
    "deep lists": b"a = " + b"[" * 100_000,
    "deep closed lists": b"a = " + b"[" * 400 + b"]" * 400,
    "deep tables": b"a = " + b"{b=" * 50_000,
    "one key of many parts": b"a" + b".a" * 100_000 + b" = 1",
    "one header of many parts": b"[a" + b".a" * 100_000 + b"]",
    "many keys of many parts": (b"a" + b".a" * 190 + b"=1\n") * 600,
    "many tables": b"[[questions]]\n" * 15_000,
    "many unknown keys": b"\n".join(b"k%d = 1" % n for n in range(20_000)),
    "nothing but quotes": b'"' * MAX_BYTES,
    "a huge hexadecimal number": b"minutes = 0x" + b"f" * 200_000,
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_soon(data: bytes) -> None:
    """A reader whose time grows with the square takes minutes of these; others do not count."""
    began = time.process_time()
    with pytest.raises(TemplateError):
        parse_template(data, "mine.toml", SHARED)
    assert time.process_time() - began < 10


@given(st.binary(max_size=400))
def test_any_bytes_are_a_template_or_a_template_error(data: bytes) -> None:
    with pytest.raises(TemplateError):
        parse_template(data, "mine.toml", SHARED)


REAL = sorted(files("prompts").values())


@given(st.sampled_from(REAL), st.integers(0), st.integers(0, 40), st.binary(max_size=8))
def test_a_damaged_template_is_a_template_or_a_template_error(
    data: bytes, start: int, length: int, put: bytes
) -> None:
    start %= len(data)
    damaged = data[:start] + put + data[start + length :]
    try:
        parse_template(damaged, "mine.toml", SHARED)
    except TemplateError as error:
        line = error.line
    else:
        line = 0
    assert line <= damaged.count(b"\n") + 1
