"""Passphrases in one form everywhere, and suggestions that forgive their spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.crypto.passphrase import canonical, form_of, suggest, word_list


def test_the_list_is_bip_39s() -> None:
    words = word_list()
    assert len(set(words)) == 2048
    assert (words[0], words[-1]) == ("abandon", "zoo")
    assert len({word[:4] for word in words}) == 2048


def test_suggestions_are_four_words_of_the_list() -> None:
    made = {suggest() for _ in range(100)}
    assert len(made) == 100
    for phrase in made:
        assert len(phrase.split()) == 4
        assert set(phrase.split()) <= set(word_list())
        assert form_of(phrase) == "words"


@pytest.mark.parametrize(
    "typed",
    [
        "Bamboo ladder GRAVITY ozone",
        "bamboo-ladder-gravity-ozone",
        "  bamboo   ladder\tgravity - ozone ",
        "bambooladdergravityozone",
    ],
)
def test_case_spaces_and_hyphens_do_not_matter_in_a_suggested_phrase(typed: str) -> None:
    assert canonical(typed, "words") == b"bambooladdergravityozone"


@pytest.mark.parametrize(
    "own",
    ["correct horse", "bamboo ladder gravity", "bamboo ladder gravity ozones", "", "Tŷ bach!"],
)
def test_other_phrases_are_taken_letter_for_letter(own: str) -> None:
    assert form_of(own) == "exact"


def test_an_exact_phrase_keeps_its_case_and_spaces() -> None:
    assert canonical(" My Phrase ", "exact") == b" My Phrase "


@given(st.text(max_size=30))
def test_platforms_that_decompose_letters_get_the_same_bytes(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert canonical(unicodedata.normalize(form, text), "exact") == canonical(text, "exact")


def test_even_a_lone_surrogate_is_a_passphrase() -> None:
    assert canonical("a\ud800", "exact") == b"a\xed\xa0\x80"
