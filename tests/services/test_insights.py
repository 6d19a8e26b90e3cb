"""Insights over a real vault: what is read, what is left out, and how fast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from reflect_app.core.clock import FixedClock, stamp
from reflect_app.core.entries import Answer, EntryInput, Shift
from reflect_app.core.looking_back import HEADINGS, heading_title
from reflect_app.core.periods import Period, own, whole_month
from reflect_app.services.insights import Insights
from reflect_app.services.journal import Journal
from tests.helpers.spoken import speaking

ALL = Period("all", "all", None, None)


class Diary:
    """Writes entries on days of March 2026."""

    def __init__(self, journal: Journal, clock: FixedClock) -> None:
        self.journal = journal
        self._clock = clock

    def write(self, day: int, template: str, shift: str | None = None, **answers: Answer) -> str:
        at = self._clock.at.replace(day=day)
        worked = Shift(f"2026-03-{day:02}T07:00", shift, "Europe/London") if shift else None
        given = EntryInput(template, answers, event=stamp(at), shift=worked)
        return self.journal.entries.write(given).id


@pytest.fixture
def diary(journal: Journal, clock: FixedClock) -> Diary:
    for name in ("Heron", "Lantern"):
        journal.people.add(name)
    return Diary(journal, clock)


def test_scores_and_picks_of_every_template(diary: Diary) -> None:
    diary.write(1, "after-shift", "night", heavy=4, energy=6, feelings=["calm", "proud"])
    diary.write(2, "critical-incident", heavy=8, feelings=["scared"])
    diary.write(3, "emotional-impact", strength_then=9, strength_now=5, feelings_now=["calm"])
    diary.write(4, "relationship-dynamics", door="ajar", pulls=["rescue"], people=["Heron"])
    diary.write(5, "free", page="nothing to draw")
    found = diary.journal.insights.overview(ALL)
    assert found.entries == 4
    assert [point.value for point in found.chart("distress").lines[0].points] == [4, 8, 5]
    assert [(bar.label, bar.count) for bar in found.chart("feelings").bars] == [
        ("calm", 2), ("proud", 1), ("scared", 1),
    ]  # fmt: skip
    assert found.chart("door").bars[0].label == "ajar"
    assert found.chart("distress-by-shift").spreads[0].label == "Night shift"


def test_what_is_binned_quiet_or_out_of_time_is_left_out(diary: Diary) -> None:
    binned = diary.write(1, "after-shift", heavy=1)
    diary.journal.entries.delete(binned)
    diary.write(2, "after-shift", heavy=2)
    diary.write(9, "after-shift", heavy=9)
    quiet = diary.journal.templates.get("after-loss").with_role("quiet")
    assert quiet is not None
    base = diary.journal.templates.get("relationship-dynamics")
    diary.journal.templates.add(replace(base, id="own:after", questions=(*base.questions, quiet)))
    diary.write(3, "own:after", people=["Heron"], warmth=1)
    spoken = diary.write(4, "own:after", people=["Heron"], warmth=2, keep_out=False)
    insights = diary.journal.insights
    chart = insights.overview(own("2026-03-01", "2026-03-08")).chart("distress")
    assert [point.value for point in chart.lines[0].points] == [2]
    assert insights.relationship("Heron", ALL).entries == (spoken,)
    assert [tie.contacts for tie in insights.relationship_map(ALL).ties] == [1]


def test_only_the_newest_wording_counts(diary: Diary) -> None:
    id_ = diary.write(1, "after-shift", heavy=9)
    diary.journal.entries.edit(id_, {"heavy": 3})
    [point] = diary.journal.insights.overview(ALL).chart("distress").lines[0].points
    assert (point.value, point.entry) == (3, id_)


def test_a_month_reviews_scores_are_charted_apart(diary: Diary) -> None:
    diary.write(1, "after-shift", energy=3)
    diary.write(2, "month-review", energy=8, strain=5)
    found = diary.journal.insights.overview(ALL)
    assert [point.value for point in found.chart("energy").lines[0].points] == [3]
    assert [line.id for line in found.chart("months").lines] == ["energy", "strain"]


def test_a_forgotten_persons_scores_stay(diary: Diary) -> None:
    for day in range(1, 4):
        diary.write(day, "relationship-dynamics", people=["Heron"], pulls=["avoid"], warmth=day)
    before = diary.journal.insights.overview(ALL)
    diary.journal.people.forget("Heron")
    after = diary.journal.insights.overview(ALL)
    assert after.charts == before.charts
    assert diary.journal.insights.relationship("Heron", ALL).contacts == 0
    assert diary.journal.insights.relationship_map(ALL).ties == ()


def test_one_person_with_what_repair_was_tried(diary: Diary) -> None:
    older = diary.write(1, "relationship-dynamics", people=["Heron"], repair="tea", warmth=4)
    newer = diary.write(2, "relationship-dynamics", people=["Heron"], repair="a word", warmth=6)
    diary.write(3, "relationship-dynamics", people=["Lantern"], repair="another")
    noted = diary.write(4, "formulation", people=["Heron"])
    found = diary.journal.insights.relationship("Heron", ALL)
    assert [(said.entry, said.text) for said in found.repairs] == [
        (newer, "a word"),
        (older, "tea"),
    ]
    assert found.entries == (noted, newer, older)
    assert found.contacts == 3


def test_since_the_last_supervision(diary: Diary, clock: FixedClock) -> None:
    insights = diary.journal.insights
    assert insights.last_supervision() is None
    assert "supervision" not in {period.kind for period in insights.periods()}
    diary.write(3, "supervision-record", understood="something")
    diary.write(3, "after-shift", heavy=1)
    diary.write(5, "after-shift", heavy=5)
    diary.write(20, "supervision-record", understood="not yet")
    assert insights.last_supervision() == "2026-03-03"
    [period] = [period for period in insights.periods() if period.kind == "supervision"]
    chart = insights.overview(period).chart("distress")
    assert [point.value for point in chart.lines[0].points] == [5]
    clock.at += timedelta(days=30)
    assert insights.last_supervision() == "2026-03-20"


def test_in_steps_it_is_the_same(diary: Diary) -> None:
    for day in (1, 2, 3):
        diary.write(day, "after-shift", heavy=day, feelings=["calm"])
    insights = diary.journal.insights
    steps = insights.overview_steps(ALL)
    seen: list[tuple[int, int]] = []
    result: Insights | None = None
    while result is None:
        try:
            seen.append(next(steps))
            diary.journal.people.list()  # other work has its turn
        except StopIteration as ended:
            result = ended.value
    assert result == insights.overview(ALL)
    assert seen[-1][0] == seen[-1][1] == len(seen)


def test_an_empty_journal(journal: Journal) -> None:
    assert journal.insights.overview(ALL).entries == 0
    assert all(chart.empty for chart in journal.insights.overview(ALL).charts)
    steps = journal.insights.overview_steps(ALL)
    assert len(list(steps)) == len(journal.insights.overview(ALL).charts)
    assert journal.insights.month("2026-03").empty
    assert journal.insights.relationship_map(ALL).ties == ()


def test_a_month_in_its_writers_words(diary: Diary) -> None:
    diary.write(2, "after-shift", leave_here="the noise", heavy=3)
    diary.write(1, "strengths", moment="a laugh at breakfast", you_did="  ")
    diary.write(4, "what-so-what", actions=[{"text": "ring her", "owner": "me"}])
    marked = diary.write(5, "free", title="A hard one", page="words")
    diary.journal.entries.mark(marked)
    diary.write(6, "after-loss", hardest="kept out of this")
    found = diary.journal.insights.month("2026-03")
    assert found.title == "March 2026"
    assert [(s.id, [said.text for said in s.said]) for s in found.sections] == [
        ("went-well", ["a laugh at breakfast"]),
        ("put-down", ["the noise"]),
        ("next", ["ring her"]),
    ]
    assert found.sections[0].title == "What went well"
    assert found.marked == ((marked, "A hard one"),)
    assert not found.empty
    assert diary.journal.insights.month("2026-02").empty
    assert found.charts[0].count == 1


def test_every_question_that_is_gathered_exists(journal: Journal) -> None:
    for heading in HEADINGS:
        assert heading_title(heading.id)
        for template, questions in heading.questions.items():
            for name in questions:
                question = journal.templates.get(template).question(name)
                assert question is not None, (template, name)
                assert question.type in ("text", "long_text", "actions")


@pytest.fixture
def welsh() -> Iterator[None]:
    with speaking("cy"):
        yield


@pytest.mark.usefixtures("welsh")
def test_choices_in_welsh(diary: Diary) -> None:
    diary.write(1, "relationship-dynamics", door="closed")
    assert diary.journal.insights.overview(ALL).chart("door").bars[0].label == "ar gau"


def test_a_services_own_template_is_read_by_its_roles(diary: Diary) -> None:
    own_template = diary.journal.templates.get("after-shift")
    diary.journal.templates.add(replace(own_template, id="norfolk:check-in"))
    diary.write(1, "norfolk:check-in", heavy=7)
    assert diary.journal.insights.overview(ALL).chart("distress").count == 1


def test_days_are_the_writers_own_across_zones(diary: Diary) -> None:
    """An entry at half past midnight belongs to its own local day, whatever the day in UTC."""
    given = EntryInput("after-shift", {"heavy": 6}, event="2026-03-01T00:30:00+14:00")
    diary.journal.entries.write(given)
    assert diary.journal.insights.overview(whole_month("2026-03")).entries == 1
    assert diary.journal.insights.overview(whole_month("2026-02")).entries == 0
