"""Counts: exact, neutral, and only of what was written for the body."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app import assets
from reflect_app.core.entries import Answer
from reflect_app.core.learning.accounts import (
    Account,
    account_of,
    counted_for,
    counts,
    months_before,
    sentence,
    totals,
)
from reflect_app.core.learning.bodies import MEASURES, Body, read_bodies


def body(name: str) -> Body:
    return read_bodies([assets.read_bytes(f"learning/{name}.toml")])[0]


def test_what_counts_of_an_account() -> None:
    answers: dict[str, Answer] = {
        "body": "nmc", "activity_date": "2026-02-03", "activity_type": "group", "hours": 2.5,
        "participatory": 1, "peer": " a colleague ", "recognisable": True,
    }  # fmt: skip
    assert account_of("a1", "2026-03-01", answers) == Account(
        "a1", "2026-02-03", "nmc", "group", 2.5, 1, peer=True, recognisable=True
    )
    bare = account_of("a2", "2026-03-01", {"peer": "  "})
    assert (bare.day, bare.hours, bare.peer, bare.recognisable) == ("2026-03-01", 0, False, None)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=40))
def test_decimal_hours_add_up_exactly(tenths: list[tuple[int, int]]) -> None:
    accounts = [Account(str(n), "2026-01-01", hours=a / 10, participatory=b / 10)
                for n, (a, b) in enumerate(tenths)]  # fmt: skip
    found = totals(accounts)
    hours, shared = sum(a for a, _ in tenths), sum(b for _, b in tenths)
    assert found.hours * 10 == pytest.approx(hours, abs=1e-9)
    assert str(found.hours) == str(hours // 10 if hours % 10 == 0 else hours / 10)
    assert found.alone == (max(hours - shared, 0) / 10)
    assert found.accounts == len(tenths)


def test_what_counts_towards_a_body() -> None:
    accounts = [
        Account("mine", "2026-02-01", "nmc"),
        Account("any", "2026-01-01", ""),
        Account("old", "2020-01-01", "nmc"),
        Account("theirs", "2026-01-01", "hcpc"),
        Account("page", "2026-01-01", "nmc", draft=True),
    ]
    found = counted_for(body("nmc"), accounts, "2023-03-12")
    assert [account.id for account in found] == ["any", "mine"]
    all_of_them = counted_for(body("none"), accounts)
    assert {account.id for account in all_of_them} == {"mine", "any", "old", "theirs"}


def test_counts_stand_beside_the_figure_or_alone() -> None:
    three = totals([Account(str(n), "2026-01-01", hours=4) for n in range(3)])
    found = counts(body("nmc"), three, {"hours": 40})
    assert [line.sentence for line in found] == [
        "3 of 5 accounts written", "12 of 40 hours", "0 of 20 hours with other people",
    ]  # fmt: skip
    assert [line.own for line in found] == [False, True, False]
    assert "Noted November 2026; check it with your body." in found[0].source
    assert found[1].source == "You set this number yourself."
    alone = counts(body("none"), three, {})
    assert alone[0].source == "Nobody sets a number here; you may set one for yourself."
    hcpc = counts(body("hcpc"), three, {})
    assert [line.sentence for line in hcpc] == ["3 accounts written", "0 kinds of activity"]


def test_one_is_said_as_one() -> None:
    assert sentence("accounts", 1, None) == "1 account written"
    assert sentence("hours", 2.5, None) == "2.5 hours"


def test_the_words_never_press() -> None:
    said = [sentence(measure, 1, 5) for measure in MEASURES]
    for word in ("only", "still", "left", "missing", "due", "late", "must"):
        assert not any(word in line for line in said)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2026, 3, 12), 36, "2023-03-12"), (date(2026, 3, 31), 12, "2025-03-28"),
     (date(2026, 1, 5), 24, "2024-01-05"), (date(2026, 3, 12), 0, "")],
)  # fmt: skip
def test_how_far_back_a_round_goes(day: date, months: int, then: str) -> None:
    assert months_before(day, months) == then
