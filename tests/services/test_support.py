"""The list of places to turn, which anyone with the folder can write: broken, it is never empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.services.support import NAME, save_support, support_lines
from tests.helpers.spoken import speaking

OURS = support_lines(None)


def test_a_list_of_ones_own_is_shown(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[[support]]\nname = "Ann"\ncontact = "0123"\n', encoding="utf-8")
    (line,) = support_lines(tmp_path)
    assert (line.name, line.contact) == ("Ann", "0123")


@pytest.mark.parametrize(
    "text",
    [
        "support = " + "[" * 60_000,
        "a." * 32_000 + "a = 1",
        "support = 7",
        "\0",
        "[[support]]\nname = ' '",
        "a = " + "9" * 50_000,
    ],
    ids=["deep", "dotted", "number", "nul", "nameless", "long number"],
)
def test_a_list_that_is_broken_or_hostile_leaves_the_built_in_one(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert support_lines(tmp_path) == OURS
    assert OURS


def test_under_welsh_every_line_is_welsh_and_the_numbers_are_the_same() -> None:
    with speaking("cy"):
        welsh = support_lines(None)
    english = {line.contact for line in OURS if any(map(str.isdigit, line.contact))}
    theirs = {line.contact for line in welsh if any(map(str.isdigit, line.contact))}
    assert theirs == english | {"0808 164 0123"}
    assert not {line.name for line in OURS} & {line.name for line in welsh}
    assert not {line.note for line in OURS} & {line.note for line in welsh} - {""}


def test_ones_own_list_may_say_its_lines_in_welsh_too(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        '[[support]]\nname = "Ann"\ncontact = "0123"\n[support.cy]\nname = "Ann o\'r nos"\n'
        '[[support]]\nname = "Bob"\ncy = 7\n[[support]]\nonly = "cy"\nname = "Cai"\n',
        encoding="utf-8",
    )
    assert [line.name for line in support_lines(tmp_path)] == ["Ann", "Bob"]
    with speaking("cy"):
        found = support_lines(tmp_path)
    assert [(line.name, line.contact) for line in found] == [
        ("Ann o'r nos", "0123"), ("Bob", ""), ("Cai", ""),
    ]  # fmt: skip


def test_the_usual_list_in_either_language_is_no_list_of_ones_own(tmp_path: Path) -> None:
    """Else a list saved under Welsh would stay Welsh for whoever turns to English."""
    with speaking("cy"):
        save_support(tmp_path, support_lines(None))
    assert support_lines(tmp_path) == OURS
