"""What charts read: scores, picks and people between two days, of whoever wants to be read."""

from __future__ import annotations

from dataclasses import replace
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
    who = replace(writer.template.questions[0], id="who", type="people", role=None)
    writer.template = replace(writer.template, questions=(*writer.template.questions, who))
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


def test_who_is_named_in_what(store: ReadingStore) -> None:
    assert [one.day for one in store.with_people(None, None)] == ["2026-03-12"]
    assert [one.people for one in store.with_people(None, None, "Heron")] == [("Heron",)]
    assert store.with_people(None, None, "Wren") == []
    assert store.with_people("2026-03-13", None, "Heron") == []
    told = [day for _, day, _ in store.texts("free", ["hard"], None, None, "Heron")]
    assert told == ["2026-03-12"]
    assert store.texts("free", ["hard"], None, None, "Wren") == []


@pytest.mark.parametrize(
    "event", ["2026-04-01T00:10:00+14:00", "2026-04-01T12:00:00+01:00", "2026-04-01T23:50:00-12:00"]
)
def test_a_day_is_the_day_where_it_was_written(making: Making, event: str) -> None:
    """From the first place on earth that has it to the last, by whose clocks it takes 50 hours."""
    writer = Writer(making.create())
    writer.write("", answers=answers(hard=4), event=event)
    store = ReadingStore(writer.vault, lambda *_: ASKED)
    assert [one.day for one in store.charted("2026-04-01", "2026-04-01")] == ["2026-04-01"]
    assert store.charted("2026-04-02", None) == store.charted(None, "2026-03-31") == []
