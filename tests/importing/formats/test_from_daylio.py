"""Daylio's CSV."""

from __future__ import annotations

import pytest

from reflect_app.importing.problems import ImportRefusedError
from tests.importing.helpers import SAMPLES, seen

FOLDER = SAMPLES / "daylio"


def test_rows_with_quotes_marks_and_no_note() -> None:
    found = seen("daylio", FOLDER / "daylio.csv")
    assert found.recognised == ("daylio",)
    titled, quoted, mood = found.records
    assert (titled.title, titled.text) == ("A title", "Line one\nline two & more")
    assert titled.tags == ("work", "sleep early", "friends")
    assert (quoted.at, quoted.text) == ("2024-02-02T07:05:00+00:00", 'A "quoted" word,\nand a line')
    assert (mood.text, mood.extras[0].value, mood.tags) == ("", "meh", ("rest",))


def test_scales_and_another_clock() -> None:
    [record] = seen("daylio", FOLDER / "scales.csv").records
    assert record.at == "2024-03-01T21:30:00+00:00"
    assert [(extra.label, extra.value) for extra in record.extras] == [
        ("Mood", "rad"),
        ("Scales", "sleep: 4"),
    ]


def test_a_table_cut_off_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="damaged"):
        seen("daylio", FOLDER / "broken.csv")
