"""What charts read: scores, picks and people between two days, of whoever wants to be read."""

from __future__ import annotations

from typing import Any

import pytest

from reflect_app.core.readings import Asked
from reflect_app.vault.reading_store import ReadingStore
from tests.vault.making import Making, Writer

ASKED = Asked(
    scales=(("hard", "distress", 0, 10),), picks=(("felt", "feelings"),), people=("who",),
    quiet="keep_out",
)  # fmt: skip


def answers(**given: Any) -> dict[str, Any]:
    return {"page": "words", **given}


@pytest.fixture
def store(making: Making) -> ReadingStore:
    writer = Writer(making.create())
    for day, given in (
        (10, answers(hard=3, felt=["tired", "tired"])),
        (11, answers(hard=9, keep_out=True)),
        (12, answers(hard=5, who=["Heron"])),
        (13, answers()),
    ):
        writer.write(
            "",
            answers=given,
            event=f"2026-03-{day}T23:30:00+00:00",
            people=tuple(given.get("who", ())),
        )
    return ReadingStore(writer.vault, lambda id_, _: ASKED if id_ == "free" else Asked())


def test_scores_and_picks_between_two_days_both_counted(store: ReadingStore) -> None:
    assert [id_ for id_, _ in store.wordings()] == ["free"]
    everything = store.charted(None, None)
    assert [(one.day, dict(one.scores)) for one in everything] == [
        ("2026-03-10", {"distress": 3}), ("2026-03-12", {"distress": 5}), ("2026-03-13", {}),
    ]  # fmt: skip
    assert dict(everything[0].picks) == {"feelings": ("tired",)}
    some = store.charted("2026-03-11", "2026-03-12")
    assert [one.day for one in some] == ["2026-03-12"]
    assert store.charted("2026-03-14", None) == []


def test_nobody_reads_what_is_kept_out_of_charts(store: ReadingStore) -> None:
    told = store.texts("free", ["page", "hard"], None, None)
    assert [day for _, day, _ in told] == ["2026-03-10", "2026-03-12", "2026-03-13"]
    assert [found.get("hard") for *_, found in told] == [3, 5, None]
    assert store.texts("free", ["none"], None, None) == []
    assert store.texts("another", ["page"], None, None) == []
