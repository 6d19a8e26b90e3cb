"""Charts from readings: what is drawn, what is said, and what is never said."""

from __future__ import annotations

import pytest

from reflect_app.core import measures
from reflect_app.core.charts import FEW
from reflect_app.core.readings import PICKS, SCALES, Reading

LABELS = {("feelings", "calm"): "calm", ("feelings", "sad"): "sad", ("door", "ajar"): "ajar"}


def scored(*values: float, role: str = "distress", shift: str | None = None) -> list[Reading]:
    return [
        Reading(f"e{n}", "t", "", f"2026-{n // 28 + 1:02}-{n % 28 + 1:02}", shift, {role: value})
        for n, value in enumerate(values)
    ]


def felt(*picks: tuple[str, ...], role: str = "feelings") -> list[Reading]:
    return [
        Reading(f"e{n}", "t", "", f"2026-{n + 1:02}-05", None, {}, {role: chosen})
        for n, chosen in enumerate(picks)
    ]


def test_a_line_through_every_score() -> None:
    chart = measures.over_time(("distress",), scored(3, 7, 7, 5, 2))
    [line] = chart.lines
    assert [(point.day, point.value, point.entry) for point in line.points][:2] == [
        ("2026-01-01", 3, "e0"),
        ("2026-01-02", 7, "e1"),
    ]
    assert (chart.count, chart.few, chart.empty) == (5, False, False)
    assert chart.summary == (
        "5 entries from 1 January 2026 to 5 January 2026."
        " How heavy it felt: lowest 2, middle 5, highest 7."
    )
    assert chart.table.columns == ("Day", "Shift", "How heavy it felt")
    assert chart.table.rows[0] == ("2026-01-01", "", "3")
    assert (chart.low_label, chart.high_label) == ("not at all", "as heavy as it gets")


@pytest.mark.parametrize("count", range(1, FEW))
def test_few_entries_are_drawn_and_nothing_is_said_of_them(count: int) -> None:
    readings = scored(*[10] * count)
    chart = measures.over_time(("distress",), readings)
    assert chart.few
    assert "too few for a pattern" in chart.summary
    assert "middle" not in chart.summary
    assert chart.notes == ()
    assert len(chart.lines[0].points) == count


def test_nothing_at_all_is_said_plainly() -> None:
    charts = [
        measures.over_time(("energy",), []),
        measures.by_shift("energy", []),
        measures.by_month("energy", []),
        measures.picked("door", [], {}),
        measures.picked_over_time("door", [], {}),
    ]
    for chart in charts:
        assert chart.empty
        assert chart.summary == "Nothing to show for this time."
        assert chart.table.rows == ()
        assert chart.notes == ()


def test_both_halves_are_told_only_when_each_is_enough() -> None:
    assert measures.over_time(("distress",), scored(*[1] * 9)).notes == ()
    notes = measures.over_time(("distress",), scored(*[2] * 5, *[6] * 5)).notes
    assert notes == ("How heavy it felt: the middle was 2 in the first half and 6 in the second.",)


def test_several_scales_share_a_chart_and_gaps_stay_gaps() -> None:
    readings = [*scored(4, role="warmth"), *scored(9, role="wariness")]
    chart = measures.over_time(("warmth", "wariness", "clarity"), readings, "relationship")
    assert chart.id == "relationship"
    assert [line.id for line in chart.lines] == ["warmth", "wariness"]
    assert [row[2:] for row in chart.table.rows] == [("4", "", ""), ("", "9", "")]


def test_a_shift_of_another_kind_is_told_from_the_shifts() -> None:
    chart = measures.by_shift("distress", scored(1, 2, shift="other"))
    assert chart.summary == "Another kind of shift: 2 entries: too few for a pattern."
    assert measures.over_time(("distress",), scored(1, shift="other")).table.rows[0][1] == (
        "Another kind of shift"
    )


def test_by_shift_in_the_order_of_a_day() -> None:
    readings = [*scored(*[8] * 5, shift="night"), *scored(*[2, 4, 2, 4, 3], shift="early")]
    chart = measures.by_shift("distress", [*readings, *scored(1, shift="sleep-in"), *scored(9)])
    assert [(s.id, s.count, s.low, s.middle, s.high) for s in chart.spreads] == [
        ("early", 5, 2, 3, 4),
        ("night", 5, 8, 8, 8),
        ("sleep-in", 1, 1, 1, 1),
    ]
    [note] = chart.notes
    assert note == (
        "How heavy it felt, the middle of each:"
        " Early shift: 3 (5 entries); Night shift: 8 (5 entries)."
    )
    assert "Sleep-in: 1 entry: too few for a pattern." in chart.summary


def test_one_kind_of_shift_is_compared_with_nothing() -> None:
    assert measures.by_shift("distress", scored(*[8] * 20, shift="night")).notes == ()


def test_by_month_leaves_out_months_without_an_entry() -> None:
    readings = [*scored(1, 2), *scored(*range(60))[58:]]
    chart = measures.by_month("distress", readings)
    assert [spread.label for spread in chart.spreads] == ["January 2026", "March 2026"]


def test_a_long_spread_is_not_read_out_whole() -> None:
    readings = [
        Reading(f"e{n}", "t", "", f"{2020 + n // 12}-{n % 12 + 1:02}-01", None, {"energy": 5})
        for n in range(30)
    ]
    chart = measures.by_month("energy", readings)
    assert len(chart.table.rows) == 30
    assert chart.summary.startswith("The last 12; the table has them all. July 2021:")


def test_picks_commonest_first() -> None:
    chart = measures.picked("feelings", felt(("sad",), ("sad", "calm"), ("odd_one",)), LABELS)
    assert [(bar.label, bar.count) for bar in chart.bars] == [
        ("sad", 2),
        ("calm", 1),
        ("odd one", 1),
    ]
    assert (chart.count, chart.high) == (3, 2)
    assert chart.summary == "3 entries: too few for a pattern."
    many = measures.picked("feelings", felt(*[("sad",)] * 4, ("calm", "sad")), LABELS)
    assert many.summary == "5 entries. Most often: sad (5 entries), calm (1 entry)."


def test_picks_month_by_month() -> None:
    readings = felt(("sad",), ("sad", "calm"), (), ("calm",))
    chart = measures.picked_over_time("feelings", readings, LABELS)
    assert [(line.id, [point.value for point in line.points]) for line in chart.lines] == [
        ("calm", [0, 1, 0, 1]),
        ("sad", [1, 1, 0, 0]),
    ]
    assert chart.table.columns == ("Month", "calm", "sad")
    assert chart.table.rows[1] == ("February 2026", "1", "1")


def test_the_door_is_never_right_or_wrong() -> None:
    for chart in (
        measures.picked("door", felt(("ajar",), role="door"), LABELS),
        measures.picked_over_time("door", felt(("ajar",), role="door"), LABELS),
    ):
        assert chart.notes == ("No place of the door is right or wrong in itself.",)


VERDICTS = (
    "better", "worse", "improv", "declin", "risk", "should", "warning", "normal", "healthy",
    "concern", "good", "bad", "depress", "anxi", "burnout", "because", "caused", "too high",
    "too low", "well done", "streak", "overdue", "missed",
)  # fmt: skip


def test_nothing_that_is_said_judges_or_diagnoses() -> None:
    readings = [
        Reading(
            f"e{n}", "t", "", f"2026-01-{n + 1:02}", "night" if n % 2 else "day",
            dict.fromkeys(SCALES, n % 11), dict.fromkeys(PICKS, ("calm",)), ("Heron",),
        )
        for n in range(28)
    ]  # fmt: skip
    said = [measures.describes_line(), measures.nothing_line()]
    for role in SCALES:
        for chart in (
            measures.over_time((role,), readings),
            measures.by_shift(role, readings),
            measures.by_month(role, readings),
        ):
            said += [chart.title, chart.summary, *chart.notes]
    for role in PICKS:
        chart = measures.picked(role, readings, LABELS)
        said += [chart.title, chart.summary, *chart.notes]
    text = " ".join(said).casefold()
    assert not [word for word in VERDICTS if word in text]
