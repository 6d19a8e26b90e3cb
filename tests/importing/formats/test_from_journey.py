"""Journey's flat ZIP."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from tests.importing.helpers import SAMPLES, seen, zipped

EXPORT = SAMPLES / "journey/export"


@pytest.mark.parametrize("shape", ["folder", "zip"])
def test_entries_html_markdown_and_the_newer_shape(tmp_path: Path, shape: str) -> None:
    source = EXPORT if shape == "folder" else zipped(EXPORT, tmp_path / "journey.zip")
    found = seen("journey", source)
    assert found.recognised == ("journey",)
    html, marked, newer = found.records
    assert html.text == "Sat by the gate.\nIt rained & rained."
    assert (html.at, html.tags) == ("2024-03-13T08:00:00+00:00", ("gate", "rain"))
    assert {extra.label: extra.value for extra in html.extras} == {
        "Place": "1 Ashgrove Road, 53.80000, -1.55000",
        "Weather": "light rain, 9 °C",
        "Mood": "3",
        "Music": "Song, Band",
        "Favourite": "yes",
    }
    assert not any("drive-123" in extra.value for extra in html.extras)
    assert marked.text == "Markdown here\n\n- one"
    assert marked.extras == ()  # the largest float and -1 mean that there is none
    assert (newer.at, newer.text) == ("2024-03-15T08:00:00+00:00", "The newer shape.")
    assert found.skipped == 1
    assert any("time zone that is not known" in sentence for sentence in found.warnings)


def test_half_a_pair_in_a_name_is_no_trouble(tmp_path: Path) -> None:
    text = '{"id": "171\\ud8000-3f", "date_journal": 1710316800000, "text": "Sat \\ud800 down."}'
    (tmp_path / "1710316800000-3fd1a.json").write_text(text, encoding="utf-8")
    (record,) = seen("journey", tmp_path).records
    assert record.source_id == "171\ud8000-3f"
    assert record.key("journey") != record.digest()


def test_no_entry_at_all(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "dark"}', encoding="utf-8")
    with pytest.raises(ImportRefusedError, match="does not look like"):
        seen("journey", tmp_path)
