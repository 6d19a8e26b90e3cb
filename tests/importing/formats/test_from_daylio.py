"""Daylio's CSV."""

from __future__ import annotations

from pathlib import Path

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


def test_a_note_longer_than_a_table_usually_holds(tmp_path: Path) -> None:
    long = "I sat with it.\n" * 20_000
    table = tmp_path / "d.csv"
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    rows = (
        f'2024-03-12,x,y,21:30,meh,a,,"{long}\n""all"" of it"\n',
        "2024-03-13,x,y,7:30,rad,,,\n",
    )
    table.write_text(head + "".join(rows), encoding="utf-8")
    written, plain = seen("daylio", table).records
    assert written.text == f'{long}\n"all" of it'
    assert plain.extras[0].value == "rad"


def test_a_clock_that_nobody_can_read_is_noon_and_said(tmp_path: Path) -> None:
    table = tmp_path / "d.csv"
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    rows = ("2024-03-12,x,y,halb zehn,gut,a,,\n", "2024-03-13,x,y,21:30,gut,a,,\n")
    table.write_text(head + "".join(rows), encoding="utf-8")
    found = seen("daylio", table)
    assert [record.at[:16] for record in found.records] == ["2024-03-12T12:00", "2024-03-13T21:30"]
    assert found.warnings == ("1 entry has a time of day that cannot be read: noon was taken.",)
    assert found.skipped == 0
