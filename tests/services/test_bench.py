"""What `reflect bench` says and leaves behind. How quick anything is stands in no test here."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.services.bench import BenchRow, bench
from tests.helpers.commands import Commands

WORK = [
    "unlock to the first page", "first page", "one entry", "search, a rare word",
    "search, a common word", "search, a phrase", "a save that lasts", "finding names",
]  # fmt: skip


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where throw-away journals are made."""
    place = tmp_path / "places"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    return place


def test_each_row_has_its_floor_and_nothing_is_left(app: App, tmp_path: Path, places: Path) -> None:
    found = Commands(app, tmp_path).bare("--json", "bench", "--entries", "60")
    assert (found.code, set(found.document)) == (0, {"machine", "rows"})
    rows = found.document["rows"]
    assert [row["work"] for row in rows] == WORK
    assert {row["size"] for row in rows} == {60, 200}
    for row in rows:
        assert list(row) == ["work", "size", "floor", "ours", "ratio", "budget", "met"]
        assert row["floor"] > 0 and row["ours"] > 0  # noqa: PT018 -- one thing said of both
    assert list(places.iterdir()) == []
    assert not app.paths.default_vault.exists()
    assert Path.home().name not in found.document["machine"]


def test_it_can_be_stopped_at_each_step(app: App, places: Path) -> None:
    for stop in range(1, 6):
        steps = bench(app, app.library, 30)
        said = [next(steps) for _ in range(stop)]
        assert [path.name[:14] for path in places.iterdir()] == ["reflect-bench-"], said
        steps.close()
        assert list(places.iterdir()) == []


@pytest.mark.parametrize(
    ("floor", "ours", "met"), [(0.01, 0.015, True), (0.01, 0.0151, False), (0.0001, 0.0009, True)]
)
def test_what_nobody_can_notice_is_quick_enough(floor: float, ours: float, met: bool) -> None:
    assert BenchRow("a list", 10, floor, ours, 1.5).met is met


def test_for_people_it_is_a_table(app: App, tmp_path: Path) -> None:
    said = Commands(app, tmp_path).bare("bench", "--entries", "1").out.splitlines()
    assert "processors" in said[0]
    assert said[2].split()[:2] == ["work", "size"]
    assert len(said) == 3 + len(WORK)


@pytest.mark.parametrize("count", ["0", "-3", "many"])
def test_some_entries_are_needed(app: App, tmp_path: Path, count: str) -> None:
    found = Commands(app, tmp_path).bare("bench", "--entries", count)
    assert (found.code, found.out) == (2, "")
