"""Obsidian, Logseq and plain folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from reflect_app.importing.record import Extra
from tests.importing.helpers import SAMPLES, seen

FOLDER = SAMPLES / "markdown"


def test_obsidian_pages_become_plain_text_with_their_fields_beside() -> None:
    found = seen("markdown", FOLDER / "obsidian")
    assert found.recognised == ("markdown",)
    first = found.records[0]
    assert first.source_id == "Daily/2024-03-12.md"
    assert first.at == "2024-03-12T07:45:00+00:00"
    assert first.title == ""
    assert first.tags == ("handover", "night shift", "reflective/practice")
    assert first.text == (
        "A long night. I sat with the quiet one until four, and wrote to Team notes.\n\n"
        "- kettle on\n  - twice\n- then the handover log\n\n"
        "> What would I have wanted?\n\n"
        "More at the guide (https://example.org/guide) and https://example.org/."
        " #reflective/practice"
    )
    assert first.extras == (
        Extra("place", "location", "Ashgrove House"),
        Extra("weather", "weather", "Rain"),
        Extra("other", "mood", "tired"),
    )
    assert any("picture" in sentence for sentence in found.warnings)
    assert not any(".obsidian" in record.source_id for record in found.records)


def test_dates_come_from_the_name_before_the_file() -> None:
    found = seen("markdown", FOLDER / "obsidian")
    named = found.by_title("After the alarm")
    assert (named.at, named.guessed) == ("2024-03-13T06:30:00+00:00", False)
    assert "snake_case stays, 2 * 3 * 4 too" in named.text
    assert "02:10 | alarm" in named.text
    assert named.tags == ("tired",)
    undated = found.by_title("Something I keep coming back to")
    assert undated.guessed
    assert undated.text == "The office door. Bold in HTML, a line\nbreak & an entity."
    assert any("file's own time" in sentence for sentence in found.warnings)


def test_a_copied_file_with_a_guessed_time_is_the_same_entry(tmp_path: Path) -> None:
    page = tmp_path / "thoughts.md"
    page.write_text("Nothing says when.", encoding="utf-8")
    os.utime(page, (1_000_000_000, 1_000_000_000))
    [before] = seen("markdown", tmp_path).records
    os.utime(page, (1_500_000_000, 1_500_000_000))
    [after] = seen("markdown", tmp_path).records
    assert before.at == "2001-09-09T02:46:40+01:00"
    assert before.at != after.at
    assert before.digest() == after.digest()


def test_logseq_keeps_its_bullets_and_loses_its_machinery() -> None:
    found = seen("markdown", FOLDER / "logseq")
    assert [record.source_id for record in found.records] == [
        "journals/2021_03_03.md",
        "pages/Thoughts on 3 April 2022.md",
    ]
    shift, page = found.records
    assert shift.text == (
        "- Late shift with Sam\n  - sat in the garden #fresh air\n- TODO ring the link worker"
    )
    assert shift.tags == ("shift", "handover", "fresh air")
    assert page.title == "Thoughts on 3 April 2022"
    assert page.at == "2022-04-03T12:00:00+01:00"
    assert found.skipped == 1


def test_plain_folders_in_other_encodings() -> None:
    found = seen("markdown", FOLDER / "plain")
    sixteen, western, marked = found.records
    assert sixteen.text == "Bonfire night, Grüße 🎆\nsecond line"
    assert (western.title, western.text) == ("cafe", "Café after the shift")
    assert marked.at == "2019-11-07T12:00:00+00:00"
    assert marked.text == "With a BOM and a written date. hidden"
    assert any("not UTF-8" in sentence for sentence in found.warnings)
    assert any("Hidden characters" in sentence for sentence in found.warnings)


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(ImportRefusedError, match="does not look like"):
        seen("markdown", tmp_path)


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        ("a: !!python/object/apply:os.system ['echo']", "instructions"),
        ("a: " + "[" * 60 + "]" * 60, "nested too deeply"),
        (
            "\n".join(
                f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9) if i else 'lol'}]" for i in range(9)
            ),
            "too large",
        ),
    ],
)
def test_front_matter_that_asks_for_more_than_words(
    tmp_path: Path, front: str, sentence: str
) -> None:
    (tmp_path / "2024-01-02.md").write_text(f"---\n{front}\n---\nText\n", encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=sentence):
        seen("markdown", tmp_path)


def test_front_matter_that_is_no_yaml_is_part_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "2024-01-02.md").write_text("---\na: b: c: [\n---\nText\n", encoding="utf-8")
    [record] = seen("markdown", tmp_path).records
    assert "Text" in record.text


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("Not ours.", encoding="utf-8")
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "2024-01-02.md").write_text("Ours.", encoding="utf-8")
    (folder / "2024-01-03.md").symlink_to(outside)
    (folder / "again").symlink_to(folder)
    found = seen("markdown", folder)
    assert [record.text for record in found.records] == ["Ours."]
    assert "2 links in the folder were not followed." in found.warnings
