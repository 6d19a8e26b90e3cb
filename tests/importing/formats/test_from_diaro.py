"""Diaro's backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from tests.importing.helpers import SAMPLES, seen

FOLDER = SAMPLES / "diaro"


def test_names_are_put_for_their_numbers() -> None:
    found = seen("diaro", FOLDER / "DiaroBackup.xml")
    assert found.recognised == ("diaro",)
    [record] = found.records
    assert (record.title, record.text) == ("At the gate", "Line one\nline two <3")
    assert record.tags == ("night", "garden", "Work & home")
    assert [extra.value for extra in record.extras] == [
        "Ashgrove House, 1 Road, 53.80000, -1.55000", "rain, 10 °C", "Good",
    ]  # fmt: skip
    assert found.skipped == 2


def test_an_older_backup_and_an_empty_one() -> None:
    [record] = seen("diaro", FOLDER / "old.xml").records
    assert record.text == "An older backup."
    assert seen("diaro", FOLDER / "empty.xml").records == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ((FOLDER / "laughs.xml").read_bytes(), "could do harm"),
        (b"<data diaro_='1'>" + b"<a>" * 100_000, "nested"),
        (b"<data diaro_='1'><table", "damaged"),
        (b"<?xml version='1.0' encoding='nonsense'?><data diaro_='1'/>", "damaged"),
    ],
)
def test_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "DiaroBackup.xml"
    path.write_bytes(data)
    with pytest.raises(ImportRefusedError, match=sentence):
        seen("diaro", path)
