"""Joplin's items, in an archive and in a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from reflect_app.importing.record import Extra
from tests.importing.helpers import SAMPLES, seen, tarred

RAW = SAMPLES / "joplin/raw"


@pytest.mark.parametrize("shape", ["raw", "jex"])
def test_notes_with_notebook_and_tags(tmp_path: Path, shape: str) -> None:
    source = RAW if shape == "raw" else tarred(RAW, tmp_path / "all.jex")
    found = seen("joplin", source)
    assert found.recognised[0] == "joplin"
    handover, web, empty = found.records
    assert handover.at == "2024-02-06T09:30:00+00:00"  # when it was written, not imported
    assert handover.title == "Handover, and after"
    assert handover.text == (
        "A bold word.\n\nkey: value that is body\n\nother note\n\n- [ ] ring\n- [x] write"
    )
    assert handover.tags == ("shift", "Work journal")
    assert handover.extras == (
        Extra("place", "Place", "53.80000, -1.55000"),
        Extra("device", "Device", "Sam"),
    )
    assert web.text == "Hello there\n\n- one\n- two"
    assert "alert" not in web.text
    assert (empty.title, empty.text) == ("Empty one", "")
    assert found.skipped == 2  # a conflict's copy, and what was thrown away


def test_an_encrypted_one_is_refused_with_what_to_do(tmp_path: Path) -> None:
    raw = shutil.copytree(RAW, tmp_path / "raw")
    note = raw / ("a1" + "0" * 30 + ".md")
    text = note.read_text(encoding="utf-8").replace(
        "encryption_applied: 0", "encryption_applied: 1"
    )
    note.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefusedError, match="locked") as problem:
        seen("joplin", raw)
    assert "JEX" in problem.value.hint


def test_items_that_are_none(tmp_path: Path) -> None:
    (tmp_path / ("0" * 32 + ".md")).write_bytes(b"")
    (tmp_path / ("1" * 32 + ".md")).write_bytes(b"\xff\xfe\x00 nothing: here")
    assert seen("joplin", tmp_path).records == []
    with pytest.raises(ImportRefusedError, match="does not look like"):
        seen("joplin", SAMPLES / "markdown/plain")
