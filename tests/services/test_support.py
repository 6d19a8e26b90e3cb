"""The list of places to turn, which anyone with the folder can write: broken, it is never empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.services.support import NAME, support_lines

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
