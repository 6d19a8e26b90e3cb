"""The normalised copy and its way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reflect_app.identifiers.normal import Normal, fold

_CHARS = st.sampled_from("ab é\u0301\u0302e\u200b\u202e’–٣Ａ\ud800\x00łŷ\u00a0")


def test_what_hides_a_name_is_taken_away() -> None:
    assert Normal("Sia\u0302n’s\u00a0D\u200bad –").text == "Siân's Dad -"
    assert Normal("ＣＲＮ ٣").text == "CRN 3"


def test_plain_text_is_itself() -> None:
    assert Normal("plain").text == "plain"
    assert Normal("plain").original(1, 3) == (1, 3)


@given(st.text(_CHARS, max_size=30))
def test_every_character_of_the_copy_leads_back_in_order(text: str) -> None:
    normal = Normal(text)
    done = 0
    for place in range(len(normal.text)):
        start, end = normal.original(place, place + 1)
        assert done <= start < end <= len(text)
        done = end


def test_a_letter_and_its_accents_are_one() -> None:
    normal = Normal("e\u0301lodie")
    assert normal.original(0, 1) == (0, 2)
    assert normal.original(0, 6) == (0, 7)


def test_folding() -> None:
    assert fold("Łukasz") == "lukasz"
    assert fold("Siân") == "sian"
    assert fold("O'DOWD") == "o'dowd"
