"""Day One's three shapes and their traps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from reflect_app.importing.record import Extra
from tests.importing.helpers import SAMPLES, seen, zipped

FOLDER = SAMPLES / "dayone"


@pytest.mark.parametrize("shape", ["folder", "zip", "enclosed"])
def test_the_json_export_whatever_the_journal_is_called(tmp_path: Path, shape: str) -> None:
    source = FOLDER / "export"
    if shape == "zip":
        source = zipped(source, tmp_path / "export.zip")
    elif shape == "enclosed":
        shutil.copytree(source, tmp_path / "around/export")
        source = zipped(tmp_path / "around", tmp_path / "around.zip")
    found = seen("dayone", source)
    assert "dayone" in found.recognised
    night = found.by_title("After a long night")
    assert night.source_id == "0A1B2C3D4E5F60718293A4B5C6D7E8F9"
    # Half past eleven at night in UTC was the next day in Berlin.
    assert (night.at, night.zone) == ("2024-03-13T00:30:00+01:00", "Europe/Berlin")
    assert night.text == "Quiet until two. Then the alarm - again!\n\nSee that day."
    assert night.tags == ("night", "handover", "Tagebuch")
    assert night.extras == (
        Extra("place", "Place", "Ashgrove House, Berlin, Germany, 52.52000, 13.40500"),
        Extra("weather", "Weather", "Mostly Clear, 7 °C"),
        Extra("device", "Device", "Sam's phone, iPhone12,1, iOS, Stationary"),
        Extra("other", "Favourite", "yes"),
    )


def test_its_traps() -> None:
    found = seen("dayone", FOLDER / "export")
    texts = [record.text for record in found.records]
    assert "" in texts  # a picture alone: whoever keeps records leaves it out
    assert "Only rich text:\n- one\n- two" in texts
    future = next(record for record in found.records if record.text == "From the future.")
    assert (future.at, future.zone) == ("2099-01-01T00:00:00+00:00", "Europe/London")
    assert found.skipped == 2  # one without a date, one that is no entry
    assert "4 pictures, sounds or files were left out: Reflect keeps text only." in found.warnings
    assert any("time zone that is not known" in sentence for sentence in found.warnings)


def test_classic() -> None:
    found = seen("dayone", FOLDER / "classic.dayone")
    assert found.recognised == ("dayone",)
    first, second = found.records
    assert (first.at, first.zone) == ("2013-06-30T22:00:00-04:00", "America/New_York")
    assert (first.title, first.text) == ("A heading of then", "Text with stars & an ampersand.")
    assert first.tags == ("work", "calm")
    assert (second.title, second.text) == ("", "One line alone.")
    assert second.source_id == "0BDDD6CDA43C4A9AA2681517CC35AD9D"
    assert found.skipped == 1


def test_plain_text() -> None:
    found = seen("dayone", FOLDER / "dayone.txt")
    assert found.recognised == ("dayone",)
    assert [(record.at, record.title) for record in found.records] == [
        ("2024-01-15T12:00:00+00:00", "A day off"),
        ("2024-01-16T21:05:00+00:00", ""),
        ("2024-01-17T08:30:00+00:00", "Früh."),
    ]
    assert found.records[0].extras[0] == Extra("place", "Place", "Ashgrove House, Leeds")
    assert found.records[2].text == "Zweite Zeile."
    assert found.skipped == 1


def test_what_is_no_such_journal(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ImportRefusedError, match="does not look like"):
        seen("dayone", tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b'{"metadata":{"version":"1.0"},"entries":[',
        b'{"metadata":{},"entries":{"a":1}}',
        b'{"metadata":{},"entries":' + b"[" * 100_000,
        b'{"metadata":{},"entries":[{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
        b'{"metadata":{},"entries":[' + b"[]," * 4_100_000 + b"[]]}",
    ],
)
def test_broken_or_hostile_json(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "Journal.json"
    path.write_bytes(data)
    with pytest.raises(ImportRefusedError):
        seen("dayone", path)


def test_half_a_character_keeps_the_rest_readable(tmp_path: Path) -> None:
    path = tmp_path / "Journal.json"
    path.write_bytes(
        b'{"metadata":{"x":"\\ud83d"},"entries":[{"creationDate":"2024-01-01T00:00:00Z",'
        b'"text":"a \\ud83d\\ude00 b \\udc00 c \\u0000 d"}]}'
    )
    [record] = seen("dayone", path).records
    assert record.text == "a 😀 b \ufffd c  d"


def test_an_entry_in_an_encoding_that_nobody_knows_is_skipped(tmp_path: Path) -> None:
    entries = tmp_path / "mine.dayone" / "entries"
    shutil.copytree(SAMPLES / "dayone/classic.dayone/entries", entries)
    (entries / "odd.doentry").write_bytes(b'<?xml version="1.0" encoding="UTF-x"?><plist/>')
    skipped = seen("dayone", SAMPLES / "dayone/classic.dayone").skipped
    assert seen("dayone", tmp_path / "mine.dayone").skipped == skipped + 1
