"""What a slip most likely meant, and when nothing is said because it would be a guess."""

from __future__ import annotations

import pytest

from reflect_app.core.alike import did_you_mean, nearest

PEOPLE = ("Priya Shah", "Sam Okonkwo-Williams of the northern team", "Sam Lee", "Zoë Jones")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Priya", "Priya Shah"),
        ("shah", "Priya Shah"),
        ("PRYIA SHAH", "Priya Shah"),
        ("Pryia", "Priya Shah"),
        ("okonkwo", "Sam Okonkwo-Williams of the northern team"),
        ("williams", "Sam Okonkwo-Williams of the northern team"),
        ("Zoe Jones", "Zoë Jones"),
        ("Sam", ""),  # two have that name
        ("", ""),
        ("   ", ""),
        ("Xylophone", ""),
        ("a" * 10_000, ""),
    ],
)
def test_a_slip_means_the_nearest_name(typed: str, meant: str) -> None:
    assert nearest(typed, PEOPLE) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("aftershift", "after-shift"), ("shift", "after-shift"), ("critical", "critical-incident")],
)
def test_ids_are_names_too(typed: str, meant: str) -> None:
    assert nearest(typed, ("free", "after-shift", "critical-incident")) == meant


def test_the_question_comes_before_the_rest_of_the_hint() -> None:
    assert did_you_mean("Priya", PEOPLE, "Or not.") == "Did you mean “Priya Shah”? Or not."
    assert did_you_mean("Xylophone", PEOPLE, "Or not.") == "Or not."
    assert did_you_mean("Xylophone", PEOPLE) == ""
