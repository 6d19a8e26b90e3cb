"""RedNotebook's months."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from reflect_app.importing.record import Extra
from tests.importing.helpers import SAMPLES, seen, zipped

FOLDER = SAMPLES / "rednotebook"


@pytest.mark.parametrize("shape", ["folder", "zip"])
def test_days_without_their_signs(tmp_path: Path, shape: str) -> None:
    source = FOLDER / "journal"
    source = source if shape == "folder" else zipped(source, tmp_path / "backup.zip")
    found = seen("rednotebook", source)
    assert found.recognised == ("rednotebook",)
    assert [record.source_id for record in found.records] == [
        "2024-01-01", "2024-01-02", "2024-01-31", "2024-03-30",
    ]  # fmt: skip
    first, folded, calm, _ = found.records
    assert first.text == (
        "New year\nA quiet night, really quiet. Under and struck.\n"
        "See http://example.org/a//b and the guide (https://example.org/guide).\n\n"
        "the rota was wrong.\ncode stays #tired #alarm2"
    )
    assert first.tags == ("night", "handover", "tired", "alarm2")
    assert first.extras == (
        Extra("other", "Ideas", "ask about the rota"),
        Extra("other", "Ideas", "second: with colon"),
    )
    assert folded.text == 'Folded\n\nwith "quotes" and é'
    assert (calm.text, calm.tags) == ("", ("Calm",))
    assert found.skipped == 1
    assert any("2 pictures" in sentence for sentence in found.warnings)


def test_the_tag_of_python_2_means_text() -> None:
    christmas, after = seen("rednotebook", FOLDER / "old").records
    assert christmas.text.startswith("Weihnachten")
    assert after.text == "Café"
    assert after.extras == (Extra("other", "Feier", "mit Familie"),)


def test_another_encoding_is_read_and_said() -> None:
    found = seen("rednotebook", FOLDER / "latin")
    assert found.records[0].text == "Grüße aus München"
    assert any("not UTF-8" in sentence for sentence in found.warnings)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1: !!python/object/apply:os.system ['echo']", "instructions"),
        ("1: !<tag:example.org,2024:x> {text: a}", "instructions"),
        ("1: {text: [" + "[" * 100_000, "nested|damaged"),
        ("1: {text: 'never closed", "damaged"),
        ("- a\n- list", "damaged"),
        ("a: &a [x]\n" + "".join(f"b{i}: *a\n" for i in range(30)), "too large"),
    ],
)
def test_refused_months(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "2024-01.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=sentence):
        seen("rednotebook", tmp_path)


def test_an_empty_month_and_no_month(tmp_path: Path) -> None:
    (tmp_path / "2024-01.txt").write_text("", encoding="utf-8")
    assert seen("rednotebook", tmp_path).records == []
    (tmp_path / "2024-01.txt").rename(tmp_path / "2024-01.old")
    (tmp_path / "2024-01.old").write_text("1: {text: older}", encoding="utf-8")
    with pytest.raises(ImportRefusedError, match="does not look like"):
        seen("rednotebook", tmp_path)


def test_a_day_that_no_month_has_is_left_out_and_counted(tmp_path: Path) -> None:
    days = f"2: {{text: kept}}\n{'7' * 80}: {{text: no day}}\n'²': {{text: nor this}}\n"
    (tmp_path / "2024-01.txt").write_text(days, "utf-8")
    found = seen("rednotebook", tmp_path)
    assert [record.text for record in found.records] == ["kept"]
    assert found.skipped == 2
