"""Diarium's days and its list."""

from __future__ import annotations

import pytest

from reflect_app.importing.problems import ImportRefusedError
from tests.importing.helpers import SAMPLES, seen

FOLDER = SAMPLES / "diarium"


def test_text_trusts_the_files_name() -> None:
    found = seen("diarium", FOLDER / "text")
    assert found.recognised == ("diarium",)
    assert [(record.at, record.text) for record in found.records] == [
        ("2024-01-05T21:40:00+00:00", "Ein langer Tag.\n\nZweiter Absatz."),
        ("2024-01-05T23:05:00+00:00", "Noch etwas."),
        ("2024-01-06T12:00:00+00:00", "Written the day after."),
        ("2024-01-07T12:00:00+00:00", "Dim amser."),
    ]


def test_json_is_read_in_the_writers_zone_and_nothing_is_added() -> None:
    found = seen("diarium", FOLDER / "diarium.json", "America/New_York")
    assert found.recognised == ("diarium",)
    assert found.records[0].at == "2024-01-08T07:15:30-05:00"
    assert (found.records[0].title, found.records[0].text) == ("Early", "Out before light.")
    assert found.skipped == 1


def test_the_database_is_explained() -> None:
    with pytest.raises(ImportRefusedError, match="own database") as problem:
        seen("diarium", FOLDER / "database.diary")
    assert "text" in problem.value.hint
