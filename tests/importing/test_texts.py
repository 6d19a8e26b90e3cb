"""Text out of bytes, HTML, Markdown and txt2tags."""

from __future__ import annotations

import time

import pytest

from reflect_app.importing.html_text import html_to_text
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.notes import Notes
from reflect_app.importing.text import clean, decode, fitting_tags
from reflect_app.importing.txt2tags import txt2tags_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("a &lt;b&gt; &amp; &#233; &nbsp;c", "a <b> & é \xa0c"),
        ("<script>bad()</script>x<style>y{}</style>z", "xz"),
        ("<script>never closed", ""),
        ("x<!-- gone -->y<!-- never closed", "xy"),
        ('<a href="https://example.org">here</a>', "here (https://example.org)"),
        ('<a href="javascript:bad()">here</a>', "here"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ],
)
def test_html(html: str, text: str) -> None:
    assert html_to_text(html, Notes()) == text


def test_html_loads_nothing_and_says_what_was_left_out() -> None:
    notes = Notes()
    assert html_to_text('<img src="file:///etc/passwd">a<video></video>', notes) == "a"
    assert notes.sentences()[0].startswith("2 pictures")


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("nothing to do", "nothing to do"),
        ("**a** _b_ ~~c~~ `d*e`", "a b c d*e"),
        ("# One\n\ntext\nnext line", "One\n\ntext\nnext line"),
        ("- a\n- b\n\n  more of b\n- c", "- a\n\n- b\n\n  more of b\n\n- c"),
        ("before\n\n3. x\n4. y\n\nafter", "before\n\n3. x\n4. y\n\nafter"),
        ("> quoted\n> twice", "> quoted\n> twice"),
        ("```\ncode *stays*\n```", "code *stays*"),
        ("a\\. b\\*", "a. b*"),
        ("one  \ntwo", "one\ntwo"),
        ("<https://example.org>", "https://example.org"),
        ("[x](https://example.org 'title')", "x (https://example.org)"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
    ],
)
def test_markdown(marked: str, text: str) -> None:
    assert clean(markdown_to_text(marked, Notes())) == text


def test_txt2tags_keeps_what_only_looks_like_a_sign() -> None:
    text = "http://a.org//b 2--3 ** alone // a_b__c"
    assert txt2tags_to_text(text, Notes()) == text


@pytest.mark.parametrize(
    "sign", ["[", "<", "*", "`", "_", "](", "<!--", "<a", "&", "> ", "- ", "![", "**a", "//a", "~~"]
)
def test_no_text_takes_long(sign: str) -> None:
    text = sign * (100_000 // len(sign))
    for read in (markdown_to_text, html_to_text, txt2tags_to_text):
        begun = time.process_time()
        read(text, Notes())
        assert time.process_time() - begun < 2


def test_hidden_characters_go_and_joiners_stay() -> None:
    family = "👩\u200d👧"
    assert (
        clean(f"a\0b\u200bc\u202ed {family}\r\n\r\n\r\n\r\ne\ud800 ") == f"abcd {family}\n\ne\ufffd"
    )


def test_encodings() -> None:
    notes = Notes()
    assert decode("é".encode("utf-8-sig"), notes) == "é"
    assert decode("é".encode("utf-16"), notes) == "é"
    assert notes.sentences() == ()
    assert decode(b"\xe9 \x81", notes) == "é \ufffd"
    assert len(notes.sentences()) == 1


def test_tags_that_cannot_be_kept_are_counted() -> None:
    notes = Notes()
    tags = fitting_tags(["#a", "@a", "x" * 81, "b\nc", "", *[f"t{i}" for i in range(60)]], notes)
    assert tags[:2] == ("a", "b c")
    assert len(tags) == 50
    assert notes.sentences() == ("13 tags are too long or too many and were left out.",)
