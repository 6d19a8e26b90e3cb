"""Being replaced: the words said to the next process, and the two ways to hand over."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from reflect_app.ui.app_window import parse
from reflect_app.ui.successor import Place, command, hand_over


@pytest.mark.parametrize(
    "place", [Place(0, 0, 800, 600), Place(-5, 24, 1280, 760), Place(3, 4, 900, 700, True)]
)
def test_a_place_travels_as_text(place: Place) -> None:
    assert Place.parse(str(place)) == place


@pytest.mark.parametrize("text", ["", "800x600", "axb+0+0", "8x6+0+0;rm", "999999x1+0+0"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert Place.parse(text) is None


def test_the_next_process_is_told_where_and_which(tmp_path: Path) -> None:
    words = command(Place(1, 2, 900, 640), tmp_path)
    assert words[0] == sys.executable
    told = parse(words[4:])
    assert told.place == Place(1, 2, 900, 640)
    assert told.vault == tmp_path
    assert told.locked


def test_the_next_process_takes_no_module_from_the_folder_it_stands_in(tmp_path: Path) -> None:
    """That may be where somebody else can write: a stick, a shared folder."""
    mark = tmp_path / "mark"
    for name in ("reflect_app", "json"):
        planted = f"import pathlib; pathlib.Path({str(mark)!r}).touch()"
        (tmp_path / f"{name}.py").write_text(planted, encoding="utf-8")
    words = command(Place(1, 2, 900, 640), tmp_path)
    words = [*words[: words.index("reflect_app") + 1], "--help"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert not mark.exists()
    assert done.returncode == 0


def test_no_word_of_the_command_line_weakens_anything() -> None:
    told = asdict(parse([]))
    assert set(told) == {"vault", "demo", "locked", "sealed", "place", "announce"}


def test_a_process_is_replaced_in_place(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from reflect_app.ui.successor import replace_process\n"
        "print(os.getpid(), flush=True)\n"
        "replace_process([sys.executable, '-c', 'import os; print(os.getpid())'])\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    before, after = out.stdout.split()
    assert before == after


def test_the_other_way_waits_until_the_successor_has_painted(tmp_path: Path) -> None:
    mark = tmp_path / "painted"
    script = (
        f"import pathlib, time; pathlib.Path({str(mark)!r}).write_text('x');"
        "print('painted', flush=True)"
    )
    with hand_over([sys.executable, "-c", script]):
        assert mark.exists()
