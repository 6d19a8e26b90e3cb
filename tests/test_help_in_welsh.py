"""The Welsh pages of help say what the English ones say, as far as a machine can tell.

Each begins with the digest of the English page that it was made from, so that a change to the
English fails here until somebody has looked at its Welsh.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from reflect_app import assets, languages

FOR_PROGRAMMERS = {"bundle-format.md", "vault-format.md"}
"""They stand in English alone, and say so at the top."""

ENGLISH = assets.asset("help")
WELSH = assets.asset("help/cy")
PAGES = sorted(path.name for path in ENGLISH.glob("*.md") if path.name not in FOR_PROGRAMMERS)

_BLOCKS = re.compile(r"^```.*?^```|^(?: {4}\S[^\n]*\n)+", re.MULTILINE | re.DOTALL)
_NAMES = re.compile(r"\*\*(.+?)\*\*|“(.+?)”", re.DOTALL)


def english(name: str) -> str:
    return (ENGLISH / name).read_text(encoding="utf-8")


def welsh(name: str) -> str:
    """The page without its first line."""
    return (WELSH / name).read_text(encoding="utf-8").partition("\n")[2]


def first_line(name: str) -> str:
    """What the first line of a Welsh page is when it was made from the English as it is now."""
    return f"<!-- english: {hashlib.sha256(english(name).encode()).hexdigest()[:16]} -->"


def shape(text: str) -> list[str]:
    """Headings by their level, rows by their columns, points of lists: what stands where."""
    marks = (re.match(r"#+ |\||- |\d+\. ", line) for line in _BLOCKS.sub("", text).splitlines())
    return [mark[0] for mark in marks if mark]


def outside(text: str) -> str:
    """The text without its blocks and pieces of code."""
    return re.sub(r"`[^`\n]+`", "", _BLOCKS.sub("", text))


def named(text: str) -> list[str]:
    """What is bold or between quotation marks, on one line, without its last stop."""
    found = (" ".join((one or other).split()) for one, other in _NAMES.findall(outside(text)))
    return [name.rstrip(".") for name in found]


def test_every_page_a_person_reads_has_a_welsh_one() -> None:
    assert sorted(path.name for path in WELSH.iterdir()) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_welsh_was_made_from_the_english_as_it_is_now(name: str) -> None:
    there = (WELSH / name).read_text(encoding="utf-8").partition("\n")[0]
    now = first_line(name)
    assert there == now, (
        f"resources/help/{name} has changed since its Welsh was looked at. Bring "
        f"resources/help/cy/{name} into step with it, then make its first line: {now}"
    )


@pytest.mark.parametrize("name", PAGES)
def test_the_same_headings_rows_and_points_stand_in_the_same_order(name: str) -> None:
    assert shape(welsh(name)) == shape(english(name))
    assert len(named(welsh(name))) == len(named(english(name)))


@pytest.mark.parametrize("name", PAGES)
def test_commands_keys_links_and_figures_are_the_same(name: str) -> None:
    for kind in (_BLOCKS, re.compile(r"`[^`\n]+`"), re.compile(r"\]\([^)]*\)")):
        assert Counter(kind.findall(welsh(name))) == Counter(kind.findall(english(name)))
    figures = re.compile(r"\d+")
    theirs = Counter(figures.findall(outside(welsh(name))))
    assert theirs == Counter(figures.findall(outside(english(name))))


@pytest.mark.parametrize("name", PAGES)
def test_what_the_window_says_is_called_what_the_window_calls_it(name: str) -> None:
    """A button or a page that help names in bold: its Welsh name, as the catalogue has it."""
    spoken = languages.catalogue("cy")
    there = Counter(name.casefold() for name in named(welsh(name)))
    for shown in named(english(name)):
        for said in (shown, f"{shown}…"):
            if (theirs := spoken.gettext(said)) != said:
                wanted = theirs.rstrip("…").casefold()
                assert there[wanted], f"“{shown}” is “{theirs}” in the window"


def test_a_page_of_help_is_found_where_the_window_looks() -> None:
    assert Path(assets.root(), "help", "cy") == WELSH
