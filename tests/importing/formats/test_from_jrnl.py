"""jrnl with every kind of stamp."""

from __future__ import annotations

import pytest

from reflect_app.importing.problems import ImportRefusedError
from tests.importing.helpers import SAMPLES, Seen, seen

FOLDER = SAMPLES / "jrnl"


def when(found: Seen) -> list[tuple[str, str]]:
    return [(record.at, record.title) for record in found.records]


def test_json() -> None:
    found = seen("jrnl", FOLDER / "export.json")
    assert found.recognised == ("jrnl",)
    assert when(found)[0] == ("2024-02-03T07:15:00+00:00", "Night shift, quiet.")
    assert found.records[0].text == "Nothing @shift happened until four.\nThen it did."
    assert found.records[0].tags == ("shift",)
    assert [extra.label for extra in found.records[0].extras] == ["Favourite"]
    # It has no names for entries: what is the same twice has the same key.
    assert found.records[1].key("jrnl") == found.records[2].key("jrnl")
    assert found.skipped == 1


def test_brackets_that_are_no_date_are_text() -> None:
    found = seen("jrnl", FOLDER / "brackets.txt")
    assert found.recognised == ("jrnl",)
    assert when(found) == [
        ("2024-01-15T07:30:00+00:00", "Night shift done."),
        ("2024-01-16T21:30:05+00:00", "Evening"),
        ("2024-01-17T08:00:00+00:00", ""),
    ]
    assert found.records[0].text.endswith("[1] a note to self, not a date\n[junk] neither")
    assert found.records[0].tags == ("R", "handover")
    assert "[2024-99-99 10:00] nonsense" in found.records[1].text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "day-first.txt",
            [
                ("2024-02-03T21:45:00+00:00", "Die Nacht beginnt"),
                ("2024-02-28T06:00:00+00:00", "Ende"),
            ],
        ),
        (
            "old.txt",
            [
                ("2013-06-09T15:39:00+01:00", "My first entry."),
                ("2013-06-10T15:40:00+01:00", "Life is good."),
            ],
        ),
        (
            "verbose.txt",
            [
                ("2013-06-09T15:39:00+01:00", "Verbose"),
                ("2013-06-10T08:05:00+01:00", "Again"),
            ],
        ),
    ],
)
def test_other_stamps(name: str, expected: list[tuple[str, str]]) -> None:
    assert when(seen("jrnl", FOLDER / name)) == expected


def test_a_folder_of_days() -> None:
    found = seen("jrnl", FOLDER / "folder")
    assert found.recognised == ("jrnl",)
    assert when(found) == [
        ("2024-01-02T07:00:00+00:00", "First"),
        ("2024-01-02T19:00:00+00:00", "Second"),
        ("2024-02-29T12:00:00+00:00", "Leap"),
    ]
    assert "1 file is no journal text and was passed over." in found.warnings


def test_a_locked_one_is_explained() -> None:
    with pytest.raises(ImportRefusedError, match="locked") as problem:
        seen("jrnl", FOLDER / "locked.txt")
    assert "jrnl --decrypt" in problem.value.hint
    assert problem.value.name == "import-locked"
