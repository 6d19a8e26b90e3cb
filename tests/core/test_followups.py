"""Each rule of the catalogue at its boundary and one off it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.followups import Offer, Past, evaluate
from reflect_app.core.prompts import in_welsh, support_offer, support_strip
from tests.core.prompts.helpers import built_in, template

LIBRARY = built_in()
TODAY = date(2026, 3, 30)
STRIP = "You marked 7 or more. These people are there, now or later. Nobody has been told."


def offers(
    id_: str, answers: Mapping[str, Any], *past: Past, now: date = TODAY
) -> dict[str, Offer]:
    """What a built-in template offers, by id."""
    found = evaluate(LIBRARY.get(id_), answers, past, now)
    assert len({offer.id for offer in found}) == len(found)
    return {offer.id: offer for offer in found}


def ago(days: int, id_: str, answers: Mapping[str, Any], *people: str) -> Past:
    return Past(id_, TODAY - timedelta(days=days), answers, people)


#: (template, answers, the ids of what is offered)
ONE_ENTRY: list[tuple[str, dict[str, Any], list[str]]] = [
    ("after-shift", {}, []),
    ("after-shift", {"heavy": 6}, []),
    ("after-shift", {"heavy": 7}, ["support"]),
    ("after-shift", {"heavy": 10, "energy": 0}, ["support"]),
    ("after-shift", {"energy": 0, "to_supervision": True}, []),
    ("emotional-impact", {"strength_then": 10}, []),
    ("emotional-impact", {"strength_now": 6}, []),
    ("emotional-impact", {"strength_then": 9, "strength_now": 7}, ["support"]),
    ("emotional-impact", {"followed_home": "yes"}, []),
    ("emotional-impact", {"someone_elses": "Perhaps"}, ["feelings_that_do_not_fit"]),
    ("emotional-impact", {"someone_elses": "  "}, []),
    ("relationship-dynamics", {"door": "closed", "warmth": 0, "wariness": 10}, []),
    ("relationship-dynamics", {"door": "open"}, []),
    ("relationship-dynamics", {"views_apart": "somewhat"}, []),
    ("relationship-dynamics", {"views_apart": "far"}, ["views_far_apart"]),
    ("relationship-dynamics", {"pulls": ["rescue"], "people": ["Heron"]}, []),
    ("supervision-preparation", {"workload": 10}, []),
    ("supervision-record", {"supervisor_role": "line_manager"}, []),
    ("supervision-record", {"supervisor_role": "both"}, ["two_roles"]),
    ("formulation", {"sure": 8}, []),
    ("formulation", {"sure": 9}, ["very_sure"]),
    ("partnership", {"was_marked": "cant_tell"}, []),
    ("partnership", {"was_marked": "no"}, ["name_the_ending"]),
    ("partnership", {"was_marked": "yes", "each_job": "Ours"}, []),
    ("partnership", {"lost_between": "The weekly talk"}, ["group_of_both"]),
    ("partnership", {"assumed": "That they knew"}, ["group_of_both"]),
    ("dilemma", {"next_step": "wait"}, []),
    ("dilemma", {"next_step": "report"}, ["someone_to_tell"]),
    ("dilemma", {"not_told": "This"}, ["someone_to_tell"]),
    ("between-colleagues", {"would_help": "say_it"}, []),
    ("between-colleagues", {"would_help": "report_it"}, ["someone_to_tell"]),
    ("cpd-account", {"recognisable": False}, []),
    ("cpd-account", {"recognisable": True}, ["back_to_the_check"]),
    ("restorative", {"energy": 3}, []),
    ("restorative", {"energy": 2}, ["low_energy"]),
    ("month-review", {"strain": 10, "energy": 0}, []),
    ("group-session", {"group_safe": 0, "answered_by": 9}, []),
    ("critical-incident", {"heavy": 6}, []),
    ("critical-incident", {"heavy": 7}, ["support"]),
    ("after-loss", {"hardest": "All of it"}, []),
    ("free", {"page": "I am at the end of it"}, []),
]


@pytest.mark.parametrize(("id_", "answers", "ids"), ONE_ENTRY, ids=str)
def test_rules_on_one_entry(id_: str, answers: dict[str, Any], ids: list[str]) -> None:
    assert list(offers(id_, answers)) == ids


#: The two opening questions of critical-incident, each way they may be answered or skipped.
OPENING = [
    ("yes", "yes", []),
    ("yes", "someone_else", []),
    ("yes", "not_yet", ["report_first"]),
    ("yes", "not_sure", ["report_first"]),
    ("yes", None, []),
    ("no", "yes", ["people_first"]),
    ("no", "someone_else", ["people_first"]),
    ("no", "not_yet", ["people_first", "report_first"]),
    ("no", "not_sure", ["people_first", "report_first"]),
    ("no", None, ["people_first"]),
    ("not_sure", "yes", ["people_first"]),
    ("not_sure", "someone_else", ["people_first"]),
    ("not_sure", "not_yet", ["people_first", "report_first"]),
    ("not_sure", "not_sure", ["people_first", "report_first"]),
    ("not_sure", None, ["people_first"]),
    (None, "yes", []),
    (None, "someone_else", []),
    (None, "not_yet", ["report_first"]),
    (None, "not_sure", ["report_first"]),
    (None, None, []),
]


@pytest.mark.parametrize(("safe", "reported", "ids"), OPENING)
def test_a_critical_incident_opens_with_people_then_the_report(
    safe: str | None, reported: str | None, ids: list[str]
) -> None:
    answers = {"safe": safe, "reported": reported}
    found = offers("critical-incident", {key: it for key, it in answers.items() if it})
    assert list(found) == ids
    assert LIBRARY.get("critical-incident").support_on_top
    if "people_first" in found:
        offer = found["people_first"]
        assert offer.message == "Get to people first. This page will wait."
        assert offer.support
        assert offer.after == "safe"
        assert [button.do for button in offer.buttons] == ["save-and-lock", "carry-on"]
    if "report_first" in found:
        offer = found["report_first"]
        assert offer.message == (
            "The report comes before the reflection. Reflect can't send it for you."
        )
        assert not offer.support
        assert [(button.do, button.choice) for button in offer.buttons] == [
            ("save-and-lock", ""),
            ("answer", "someone_else"),
            ("carry-on", ""),
        ]


def test_the_support_strip_comes_once_first_and_in_the_given_words() -> None:
    found = evaluate(LIBRARY.get("critical-incident"), {"safe": "no", "heavy": 9}, (), TODAY)
    assert [(offer.id, offer.support) for offer in found] == [
        ("support", True),
        ("people_first", True),
    ]
    assert found[0].message == STRIP == support_strip()
    assert found[0].after == "heavy"


HEAVY_AND_TIRED = template(
    '[[questions]]\nid = "heavy"\ntype = "scale"\nrole = "distress"\ntext = "?"\n'
    'min_label = "none"\nmax_label = "all"\n'
    '[[questions]]\nid = "energy"\ntype = "scale"\ntext = "?"\n'
    'min_label = "none"\nmax_label = "all"\n'
    '[[followups]]\nid = "tired"\nwhen = { question = "energy", at_most = 2 }\n'
    'action = "support"\n'
)


def test_support_shows_once_an_entry_however_many_rules_ask_for_it() -> None:
    both = evaluate(HEAVY_AND_TIRED, {"heavy": 7, "energy": 2}, (), TODAY)
    assert [offer.id for offer in both] == ["support"]
    [tired] = evaluate(HEAVY_AND_TIRED, {"heavy": 6, "energy": 2}, (), TODAY)
    assert (tired.id, tired.message, tired.after) == ("tired", support_offer(), "energy")


HOME = {"followed_home": "yes"}


@pytest.mark.parametrize(
    ("past", "offered"),
    [
        ([], False),
        ([ago(3, "emotional-impact", HOME)], False),
        ([ago(3, "emotional-impact", HOME), ago(9, "emotional-impact", HOME)], True),
        ([ago(0, "emotional-impact", HOME), ago(27, "emotional-impact", HOME)], True),
        ([ago(3, "emotional-impact", HOME), ago(28, "emotional-impact", HOME)], False),
        ([ago(3, "emotional-impact", HOME), ago(-1, "emotional-impact", HOME)], False),
        ([ago(3, "emotional-impact", HOME), ago(9, "after-shift", HOME)], False),
        (
            [
                ago(3, "emotional-impact", HOME),
                ago(9, "emotional-impact", {"followed_home": "no"}),
            ],
            False,
        ),
        ([ago(3, "emotional-impact", HOME), ago(9, "emotional-impact", {})], False),
    ],
)
def test_followed_home_in_three_entries_in_28_days(past: list[Past], offered: bool) -> None:
    found = offers("emotional-impact", HOME, *past)
    assert ("followed_home_often" in found) is offered
    assert not offers("emotional-impact", {"followed_home": "no"}, *past)


def test_raising_it_is_a_private_suggestion_to_mark_the_entry() -> None:
    past = [ago(day, "emotional-impact", HOME) for day in (1, 2)]
    offer = offers("emotional-impact", HOME, *past)["followed_home_often"]
    assert (offer.kind, offer.mark, offer.support, offer.after) == (
        "offer-mark", "", False, "followed_home",
    )  # fmt: skip
    assert "Marked is not shared." in offer.message


def pull(days: int, pulls: list[str], *people: str) -> Past:
    return ago(days, "relationship-dynamics", {"pulls": pulls}, *people)


@pytest.mark.parametrize(
    ("pulls", "people", "past", "offered"),
    [
        (["rescue"], ["Heron"], [pull(9, ["rescue"], "Heron")], False),
        (
            ["rescue"], ["Heron"],
            [pull(9, ["rescue"], "Heron"), pull(400, ["rescue", "please"], "Heron", "Oak")],
            True,
        ),
        (
            ["punish"], ["Heron"],
            [pull(9, ["rescue"], "Heron"), pull(20, ["punish"], "Heron")],
            True,
        ),
        (
            ["rescue"], ["Heron"],
            [pull(9, ["rescue"], "Heron"), pull(20, ["rescue"], "Oak")],
            False,
        ),
        (
            ["rescue"], ["Heron", "Oak"],
            [pull(9, ["rescue"], "Heron"), pull(20, ["rescue"], "Oak")],
            False,
        ),
        (
            ["rescue"], [],
            [pull(9, ["rescue"], "Heron"), pull(20, ["rescue"], "Heron")],
            False,
        ),
        (
            ["rescue"], ["Heron"],
            [pull(9, ["control"], "Heron"), pull(20, ["rescue"], "Heron")],
            False,
        ),
        (
            ["control"], ["Heron"],
            [pull(9, ["rescue"], "Heron"), pull(20, ["rescue"], "Heron")],
            False,
        ),
    ],
)  # fmt: skip
def test_rescue_or_punish_in_three_entries_on_one_pseudonym(
    pulls: list[str], people: list[str], past: list[Past], offered: bool
) -> None:
    found = offers("relationship-dynamics", {"pulls": pulls, "people": people}, *past)
    assert ("pull_again" in found) is offered
    if offered:
        assert found["pull_again"].message == (
            "You've noticed this pull a few times. Worth thinking about with someone?"
        )
        assert found["pull_again"].mark == "pulls"


def month(year: int, number: int, **answers: int) -> Past:
    return Past("month-review", date(year, number, 28), answers)


@pytest.mark.parametrize(
    ("answers", "now", "past", "offered"),
    [
        ({"strain": 8}, date(2026, 3, 31), [month(2026, 2, strain=8)], True),
        ({"strain": 8}, date(2026, 3, 31), [month(2026, 2, strain=7)], False),
        ({"strain": 7}, date(2026, 3, 31), [month(2026, 2, strain=8)], False),
        ({"energy": 2}, date(2026, 3, 31), [month(2026, 2, energy=2)], True),
        ({"energy": 2}, date(2026, 3, 31), [month(2026, 2, energy=3)], False),
        ({"energy": 3}, date(2026, 3, 31), [month(2026, 2, energy=2)], False),
        ({"energy": 2}, date(2026, 3, 31), [month(2026, 2, strain=9)], True),
        ({"strain": 8}, date(2026, 1, 1), [month(2025, 12, strain=8)], True),
        ({"strain": 8}, date(2026, 1, 1), [month(2024, 12, strain=8)], False),
        ({"strain": 8}, date(2026, 3, 31), [month(2026, 1, strain=8)], False),
        ({"strain": 8}, date(2026, 3, 31), [month(2026, 3, strain=8)], False),
        ({"strain": 8}, date(2026, 3, 31), [month(2026, 4, strain=8)], False),
        (
            {"strain": 8}, date(2026, 3, 31),
            [month(2026, 2, strain=2), month(2026, 2, strain=8)],
            True,
        ),
    ],
)  # fmt: skip
def test_two_months_running_needs_two_adjoining_months_with_entries(
    answers: dict[str, int], now: date, past: list[Past], offered: bool
) -> None:
    found = offers("month-review", answers, *past, now=now)
    assert list(found) == (["two_hard_months", "words_for_asking"] if offered else [])
    if offered:
        assert found["two_hard_months"].support
        assert "asking a manager" in found["words_for_asking"].message


def session(days: int, **answers: int) -> Past:
    return ago(days, "group-session", answers)


LOW = {"group_safe": 3, "answered_by": 5}


@pytest.mark.parametrize(
    ("answers", "past", "offered"),
    [
        (LOW, [], False),
        (LOW, [session(7, **LOW)], True),
        (LOW, [session(7, group_safe=4, answered_by=5)], False),
        (LOW, [session(7, group_safe=3, answered_by=4)], False),
        ({"group_safe": 4, "answered_by": 5}, [session(7, **LOW)], False),
        ({"group_safe": 3, "answered_by": 4}, [session(7, **LOW)], False),
        ({"group_safe": 3}, [session(7, **LOW)], False),
        (LOW, [session(7, group_safe=8, answered_by=5), session(14, **LOW)], False),
        (LOW, [session(14, group_safe=8, answered_by=5), session(7, **LOW)], True),
        (LOW, [session(7), session(14, **LOW)], True),
    ],
)
def test_low_safety_in_two_sessions_in_a_row_of_five_or_more(
    answers: dict[str, int], past: list[Past], offered: bool
) -> None:
    found = offers("group-session", answers, *past)
    assert ("low_safety_again" in found) is offered


EYES = ("person", "what_i_did", "between_you", "in_you", "between_us", "in_supervisor", "wider")


def review(days: int, *left_out: str) -> Past:
    return ago(days, "seven-eyed", {eye: "Seen" for eye in EYES if eye not in left_out})


@pytest.mark.parametrize("eye", EYES)
def test_an_eye_left_out_in_two_reviews_running_is_said_under_it(eye: str) -> None:
    page = {other: "Seen" for other in EYES if other != eye}
    twice = [review(30, eye), review(60, eye)]
    [found] = offers("seven-eyed", page, *twice, review(90)).values()
    assert (found.kind, found.after, found.support) == ("message", eye, False)
    assert not offers("seven-eyed", page)
    assert not offers("seven-eyed", page, review(30, eye))
    assert not offers("seven-eyed", page, review(30, eye), review(60))
    assert not offers("seven-eyed", page, review(30), review(60, eye), review(90, eye))
    assert not offers("seven-eyed", {**page, eye: "Seen today"}, *twice)


def test_suggestions_name_templates_that_exist() -> None:
    offer = offers("relationship-dynamics", {"views_apart": "far"})["views_far_apart"]
    assert offer.templates == ("formulation", "group-session")
    suggested = {
        name for each in LIBRARY.all() for followup in each.followups for name in followup.suggest
    }
    assert suggested <= set(LIBRARY.ids())


def test_routes_come_with_the_message_that_needs_them() -> None:
    offer = offers("dilemma", {"not_told": "This"})["someone_to_tell"]
    assert [route.id for route in offer.routes] == ["local", "speaking_up"]
    assert offer.after == "not_told"


def test_an_offer_stands_under_the_answer_that_brought_it_up() -> None:
    assert offers("dilemma", {"next_step": "report"})["someone_to_tell"].after == "next_step"


def test_the_evening_of_an_entry_is_its_day() -> None:
    late = datetime(2026, 3, 30, 23, 59, tzinfo=UTC)
    past = [ago(0, "emotional-impact", HOME), ago(27, "emotional-impact", HOME)]
    assert "followed_home_often" in offers("emotional-impact", HOME, *past, now=late)


def test_offers_speak_the_language_of_the_template() -> None:
    [offer] = evaluate(in_welsh(LIBRARY.get("formulation")), {"sure": 9}, (), TODAY)
    assert offer.message == "Beth fyddai'n newid eich meddwl?"


def test_wordings_of_long_ago_do_not_upset_the_rules() -> None:
    strange = [ago(1, "emotional-impact", {"followed_home": True}), ago(2, "emotional-impact", {})]
    assert not offers("emotional-impact", HOME, *strange)


VALUES = st.none() | st.booleans() | st.integers(-1, 11) | st.text(max_size=3) | st.lists(
    st.sampled_from(["rescue", "calm", "x"]), max_size=3
)  # fmt: skip


@given(st.data())
def test_no_answers_of_any_kind_upset_the_rules_or_do_more_than_offer(data: Any) -> None:
    each = data.draw(st.sampled_from(LIBRARY.all()))
    names = [question.id for question in each.questions]
    shape = st.dictionaries(st.sampled_from(names), VALUES, max_size=len(names))
    past = [
        Past(each.id, TODAY - timedelta(days=back), data.draw(shape), ("Heron",))
        for back in data.draw(st.lists(st.integers(0, 70), max_size=4))
    ]
    answers = data.draw(shape)
    before = dict(answers)
    found = evaluate(each, answers, past, TODAY)
    assert answers == before
    assert sum(offer.kind == "support" for offer in found) <= 1
    assert all(offer.after in names and offer.message for offer in found)
