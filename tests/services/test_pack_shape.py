"""Choosing by a filter, by a layout, and the charts of what was chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Answer, EntryInput, Query
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Graph
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import PackRequest
from reflect_app.services.packs import PackPreview


@pytest.fixture
def week(journal: Journal, clock: FixedClock) -> list[str]:
    """Seven check-ins, a day apart; the third is tagged, the last kept out of charts."""
    journal.people.add("Heron")
    made = []
    for day in range(7):
        tags = ("nights",) if day == 2 else ()
        answers: dict[str, Answer] = {"heavy": day, "leave_here": f"canary {day}"}
        made.append(journal.entries.write(EntryInput("after-shift", answers, tags=tags)).id)
        clock.at += timedelta(days=1)
    return made


def chosen(preview: PackPreview) -> list[str]:
    return [item.entry.id for item in preview.chosen]


def charts(preview: PackPreview) -> list[Graph]:
    blocks = (block for section in preview.document.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Graph)]


def test_entries_are_chosen_by_what_a_filter_finds(journal: Journal, week: list[str]) -> None:
    found = journal.packs.preview(PackRequest(query=Query(start="2026-03-13", end="2026-03-15")))
    assert chosen(found) == week[1:4]
    found = journal.packs.preview(PackRequest(query=Query(tag="nights")))
    assert chosen(found) == [week[2]]
    found = journal.packs.preview(PackRequest(entries=(week[5],), query=Query(tag="nights")))
    assert chosen(found) == [week[5], week[2]]
    with pytest.raises(InvalidInputError) as refusal:
        journal.packs.preview(PackRequest(query=Query(tag="days")))
    assert refusal.value.name == "nothing-chosen"


def test_scores_leave_with_a_whole_journal_and_not_with_a_pack(
    journal: Journal, week: list[str]
) -> None:
    for layout, scored in (("supervision", False), ("month", False), ("journal", True)):
        preview = journal.packs.preview(PackRequest(query=Query(), layout=layout))
        fields = {field.question.id for item in preview.chosen for field in item.fields}
        assert ("heavy" in fields) == scored
        assert "leave_here" in fields


def test_charts_are_of_the_chosen_entries_and_only_when_named(
    journal: Journal, week: list[str]
) -> None:
    assert charts(journal.packs.preview(PackRequest(query=Query(), layout="month"))) == []
    request = PackRequest(entries=tuple(week[:6]), layout="month", charts=("distress",))
    (graph,) = charts(journal.packs.preview(request))
    assert graph.chart.count == 6
    assert [point.value for point in graph.chart.lines[0].points] == list(range(6))
    with pytest.raises(InvalidInputError, match="no chart"):
        journal.packs.preview(PackRequest(query=Query(), charts=("warmth",)))


def test_a_group_summary_takes_what_was_agreed_and_no_attendance(journal: Journal) -> None:
    answers: dict[str, Answer] = {
        "themes": "The handover", "formal_record": "Nothing",
        "attendance": [{"member": "M.", "there": "present"}],
    }  # fmt: skip
    journal.entries.write(EntryInput("group-session", answers))
    journal.entries.write(EntryInput("free", {"page": "of another kind"}))
    preview = journal.packs.preview(PackRequest(layout="group"))
    (item,) = preview.chosen
    assert [field.question.id for field in item.fields] == ["themes", "formal_record"]


def test_there_is_no_such_layout(journal: Journal, week: list[str]) -> None:
    with pytest.raises(InvalidInputError, match="no layout"):
        journal.packs.preview(PackRequest(query=Query(), layout="scrapbook"))
