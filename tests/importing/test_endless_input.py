"""Text from elsewhere that is made to take long or much room: it costs no more than its length.

With the square or the cube of their length these would take hours, and the whole run stops at
its time limit.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reflect_app.core.prompts.packfile import looks_like_pack
from reflect_app.importing.archives import ZipParts
from reflect_app.importing.html_text import html_to_text
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.notes import Notes
from reflect_app.importing.problems import ImportRefusedError
from reflect_app.importing.txt2tags import txt2tags_to_text
from tests.importing.helpers import seen

BLANKS = " " * 200_000


@pytest.mark.parametrize(
    ("read_it", "text"),
    [
        (html_to_text, "<a href='x'>w" * 50_000 + "</a>" * 50_000),
        (txt2tags_to_text, "=" * 200_000 + "x"),
        (txt2tags_to_text, "= a" + BLANKS + "x"),
        (txt2tags_to_text, "=a" + " =" * 100_000 + "x"),
        (txt2tags_to_text, "[" + BLANKS * 10),
    ],
    ids=["links", "signs", "blanks", "pairs", "bracket"],
)
def test_a_text_is_read_in_one_pass(read_it: Callable[[str, Notes], str], text: str) -> None:
    assert read_it(text, Notes())


def test_a_heading_and_a_time_are_found_in_one_pass(tmp_path: Path) -> None:
    page = tmp_path / "2024-01-01.md"
    page.write_text("# a" + BLANKS + "x\n\ntext", encoding="utf-8")
    assert [record.text for record in seen("markdown", page).records] == ["text"]
    day = tmp_path / "Diarium_2024-01-01.txt"
    day.write_text("Monday\n—" + BLANKS + "x\n", encoding="utf-8")
    assert len(seen("diarium", day).records) == 1


def test_a_pack_is_told_in_one_pass() -> None:
    assert not looks_like_pack(b"\n" * 65_536)
    assert looks_like_pack(b'# ours\n  kind = "prompt-pack"\n')


def test_a_character_that_no_number_can_name_is_no_crash() -> None:
    for number in ("9" * 5_000, "x" + "f" * 5_000):
        assert html_to_text(f"one &#{number}; two", Notes()) == "one \ufffd two"


def test_an_address_that_is_pointed_at_often_does_not_multiply() -> None:
    text = "[a]: http://" + "x" * 100_000 + "\n\n" + "[a] " * 1_900
    assert len(markdown_to_text(text, Notes())) < len(text)


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_packing_that_takes_as_much_memory_as_it_says_is_not_unpacked(
    tmp_path: Path, how: int
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", how) as made:
        made.writestr("page.md", "words " * 100)
    parts = ZipParts(path)
    try:
        with pytest.raises(ImportRefusedError):
            parts.read(parts.parts[0], 1_000)
    finally:
        parts.close()
