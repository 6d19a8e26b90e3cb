"""What a newer wording changes, in words."""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core.prompts import Choice, Question, Template
from reflect_app.core.prompts.differences import differences

A = Question("a", "text", "First?")
B = Question("b", "choice", "Second?", choices=(Choice("x", "X"),))
OLD = Template("own:t", 1, "T", "P", 3, (A, B))


def test_the_same_words_differ_in_nothing() -> None:
    assert differences(OLD, replace(OLD, version=2)) == ()


def test_each_kind_of_change_is_named() -> None:
    new = replace(
        OLD, title="U", minutes=5,
        questions=(
            replace(B, choices=(*B.choices, Choice("y", "Y"))),
            replace(A, text="Now?"),
            Question("c", "text", "Third?"),
        ),
    )  # fmt: skip
    assert differences(OLD, new) == (
        "Title: “T” becomes “U”.",
        "Other choices: “Second?”",
        "Reworded: “First?” becomes “Now?”",
        "New: “Third?”",
        "The questions stand in another order.",
        "Its description changes.",
    )


def test_what_goes_and_what_merely_changes() -> None:
    new = replace(OLD, questions=(replace(A, help="Take your time."),))
    assert differences(OLD, new) == ("Taken out: “Second?”", "Changed: “First?”")


def test_other_welsh_words_are_not_taken_for_another_description() -> None:
    assert differences(OLD, replace(OLD, cy=(("title", "Teitl"),))) == ("Its Welsh words change.",)
