"""What is typed into a search box, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.query import MOST_LENGTH, MOST_TERMS, Terms, stands_in, terms


@pytest.mark.parametrize(
    ("text", "words", "signs"),
    [
        ("", (), ()),
        ("   ", (), ()),
        ("toaster", ("toaster",), ()),
        ("night  shift", ("night", "shift"), ()),
        ('"night shift" tired', ("night shift", "tired"), ()),
        ('tired "night   shift', ("tired", "night shift"), ()),
        ('""', (), ()),
        ('"', (), ()),
        ("wouldn’t", ("wouldn’t",), ()),
        ("👍 great", ("great",), ("👍",)),
        ("great👍", ("great👍",), ()),
        ("NEAR(a b) OR title:x*", ("NEAR(a", "b)", "OR", "title:x*"), ()),
        ("--", (), ("--",)),
        ("cafe\u0301", ("café",), ()),
    ],
)
def test_words_phrases_and_signs(text: str, words: tuple[str, ...], signs: tuple[str, ...]) -> None:
    assert terms(text) == Terms(words, signs)


@given(st.text(max_size=400))
def test_any_text_gives_few_clean_terms(text: str) -> None:
    found = terms(text)
    both = found.words + found.signs
    assert len(both) <= MOST_TERMS
    for term in both:
        assert 0 < len(term) <= MOST_LENGTH
        assert term == " ".join(term.split())
        assert "\0" not in term
        term.encode()  # the database could not take a lone surrogate
    assert all(any(letter.isalnum() for letter in word) for word in found.words)
    assert not any(letter.isalnum() for sign in found.signs for letter in sign)


def test_very_much_text_is_cut() -> None:
    assert len(terms("word " * 10_000).words) == MOST_TERMS
    assert terms("a" * 5000).words == ("a" * MOST_LENGTH,)


def test_a_lone_surrogate_finds_nothing_rather_than_failing() -> None:
    assert terms("\udcff").signs == ("\ufffd",)
    assert terms("caf\ud800").words == ("caf\ufffd",)


@pytest.mark.parametrize(
    ("term", "beginning", "there"),
    [
        ("sifft", False, True),
        ("AR OL", False, True),
        ("ôl y", False, True),
        ("si", False, False),
        ("si", True, True),
        ("ol y si", True, True),
        ("fft", True, False),
        ("sifft ar", False, False),
        ("ar sifft", True, False),
        ("y-sifft", False, True),
        ("", True, False),
        ("…", True, False),
    ],
)
def test_the_words_of_a_term_stand_in_a_text(term: str, beginning: bool, there: bool) -> None:
    assert stands_in(term, "Ar ôl y sifft", beginning=beginning) is there
