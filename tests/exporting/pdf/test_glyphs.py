from __future__ import annotations

import re
import tempfile
import unicodedata

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from reflect_app import assets
from reflect_app.exporting.pdf.glyphs import Coverage, printable, right_to_left
from tests.exporting.make_coverage import Probe, ranges

COVERAGE = Coverage.parse(assets.read_text("typst/coverage.txt"))
LATIN = Coverage(frozenset(map(chr, range(0x20, 0x180))) | frozenset("ẹọ\u0300\u0301"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("It's “fine” – 50/50 …", "It's “fine” – 50/50 …"),
        ("e\u0301 w\u0302", "é ŵ"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a    b"),
        ("  indented\n   more", "\u00a0\u00a0indented\n\u00a0\u00a0\u00a0more"),
        ("zero\u200bwidth \u202eover\u202c so\u00adft \ue000 \x07", "zerowidth over soft  "),
        ("x" * 45, "x" * 20 + "\u200b" + "x" * 20 + "\u200b" + "x" * 5),
    ],
)
def test_text_is_composed_and_the_unseen_is_dropped(typed: str, printed: str) -> None:
    assert printable(typed, COVERAGE) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("so 😀 happy", "so [emoji: grinning face] happy"),
        ("👍🏽", "[emoji: thumbs up sign]"),
        ("👩\u200d👧", "[emoji: woman, girl]"),
        ("☎\ufe0f", "[emoji: black telephone]"),
        ("🇬🇧", "[flag: GB]"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "[flag: Wales]"),
        ("1\ufe0f\u20e3 and #\u20e3", "1 and #"),
        ("李小龍 said", "[3 characters of Chinese script] said"),
        ("ก", "[1 character of Thai script]"),
        ("مرحبا שלום", "[5 characters of Arabic script] [4 characters of Hebrew script]"),
        ("𝟘 \U00024b62", "[1 character of Mathematical script] [1 character of Chinese script]"),
        ("a ⅀ b", "a [symbol: double-struck n-ary summation] b"),
        ("\u0378", "[character U+0378]"),
        ("a\u3000b", "a b"),
        (
            "a\u20dd 0🏻",
            "a[symbol: combining enclosing circle] 0[symbol: emoji modifier fitzpatrick type-1-2]",
        ),
        ("ọ̀rẹ́", "ọ̀rẹ́"),
    ],
)
def test_what_no_face_draws_is_named(typed: str, printed: str) -> None:
    assert printable(typed, LATIN) == unicodedata.normalize("NFC", printed)


def test_what_our_faces_draw_stays_as_it_was_typed() -> None:
    text = "😮‍💨 👍🏽 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧 ☎️ שלום كان می\u200cخواهم ✓ → ★"
    assert printable(text, COVERAGE) == text


def test_a_letter_refused_for_its_mark_loses_the_mark_first() -> None:
    text = "a x\u0323 x 😮‍💨"
    bare = COVERAGE.without("x")
    assert printable(text, bare) == "a x[symbol: combining dot below] x 😮‍💨"
    assert printable("x", bare.without("x")) == "[1 character of Latin script]"
    assert printable("😮‍💨", COVERAGE.without("😮")) == "[emoji: face with open mouth, dash symbol]"


def test_the_last_resort_is_plain_letters() -> None:
    text = "ŵ é e\u0323 ẹ 😀 ا中"
    printed = printable(text, COVERAGE.plainest())
    assert printed.startswith("ŵ é [1 character of Latin script] [1 character of Latin script] [em")
    assert max(printed) < "\u0250"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_undrawn_is_left(text: str) -> None:
    printed = printable(text, LATIN)
    left = set(printed) - LATIN.characters - set("\n\u200b\u200c\u200d")
    assert not left
    assert printable(printed, LATIN).replace("\u200b", "") == printed.replace("\u200b", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", False), ("שלום abc", True), ("12 كان", True), ("abc שלום", False), ("", False)],
)
def test_the_first_letter_decides_the_direction(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected


def test_the_list_of_characters_is_what_typst_draws() -> None:
    probe = Probe()
    sample = [chr(code) for code in range(0x21, 0x2FFFF, 997)] + list("ŵẹ☎😀كא한中ก🫠")
    for character in sample:
        if (
            unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
            and character < "\U00020000"
        ):
            assert (character in COVERAGE.characters) is probe.draws(character), hex(ord(character))


def test_what_the_list_holds_leaves_ink() -> None:
    """A face may claim a letter and hold an empty drawing of it: a picture shows that."""
    letters = [c for c in sorted(COVERAGE.characters) if unicodedata.category(c)[0] in "LN"]
    asked = letters[::61] + list("ŵẹא한김철수박지영中李小龍王芳山田さんスズ")
    # As in a document, where emoji have a face of their own; each letter on its own page.
    names = re.search(r"font: (\(\n.*?\n  \)),", assets.read_text("typst/document.typ"), re.S)
    assert names is not None
    source = (
        f"#set page(width: 30pt, height: 30pt, margin: 4pt)\n#set text(font: {names[1]})\n"
        '#for c in sys.inputs.at("c").split("\\n") { page(c) }'
    )
    with tempfile.TemporaryDirectory() as root:
        compiler = typst.Compiler(
            root=root, font_paths=[str(assets.asset("typst/fonts"))], ignore_system_fonts=True
        )
        words = "\n".join([" ", *asked])
        pages = compiler.compile(
            input=source.encode(), format="png", ppi=36, sys_inputs={"c": words}
        )
    assert isinstance(pages, list)
    blank, *drawn = pages
    assert [hex(ord(c)) for c, page in zip(asked, drawn, strict=True) if page == blank] == []


def test_the_list_is_written_in_ranges() -> None:
    assert list(ranges([1, 2, 3, 5, 9, 10])) == ["1-3", "5", "9-a"]
    assert list(ranges([])) == []
