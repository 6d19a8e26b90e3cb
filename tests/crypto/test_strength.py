"""What is said of a passphrase."""

from __future__ import annotations

import pytest

from reflect_app.crypto.passphrase import suggest
from reflect_app.crypto.strength import SCORED, strength


@pytest.mark.parametrize("weak", ["a", "password", "reflect", "12345678", "qwertyuiop"])
def test_common_ones_are_weak(weak: str) -> None:
    assert strength(weak).score <= 1


def test_nothing_typed_says_nothing() -> None:
    assert strength("") == strength("")
    assert (strength("").score, strength("").sentence) == (0, "")


def test_a_suggested_phrase_is_good() -> None:
    assert strength(suggest()).score >= 3


def test_seven_letters_are_never_good() -> None:
    assert strength("x9$Kq!z").score <= 1
    assert strength("x9$Kq!zW").score > 1


def test_very_long_ones_are_scored_by_their_beginning() -> None:
    assert strength("a" * 5000).score == strength("a" * SCORED).score


def test_every_score_has_a_sentence_that_does_not_repeat_the_phrase() -> None:
    for phrase in ("a", "monkey12", "monkeytuba", "gravel teapot nine", suggest()):
        found = strength(phrase)
        assert found.sentence.endswith(".")
        assert phrase not in found.sentence.split()
