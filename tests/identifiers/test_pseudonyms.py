"""Pseudonyms: stable, neutral, and leading nowhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reflect_app.identifiers.pseudonyms import offers, suits

NAMES = st.sampled_from(
    ["Darren Pell", "Siân", "Philip", "Gretel", "Kwame Boateng", "zoë", "Mr O'Dowd", "Cathy", "X"]
)


@given(NAMES, st.binary(max_size=8))
def test_an_offer_shares_no_initial_and_no_rhyme(name: str, salt: bytes) -> None:
    words = offers(name, salt=salt)
    assert len(words) == len(set(words)) == 3
    assert all(suits(word, name) for word in words)


def test_the_same_name_gets_the_same_word_while_the_same_are_in_use() -> None:
    assert offers("Darren", salt=b"a") == offers("darren", salt=b"a")
    assert offers("Darren", salt=b"a") != offers("Darren", salt=b"b")


def test_a_word_in_use_is_not_offered_again() -> None:
    first = offers("Darren", salt=b"a")[0]
    assert first not in offers("Darren", [first.lower()], salt=b"a")


def test_numbers_come_when_the_words_run_out() -> None:
    every = offers("Darren", count=1000)
    assert any(word.endswith(" 2") for word in every)
    assert len(every) == len(set(every)) == 1000


def test_what_does_not_suit() -> None:
    assert not suits("Dynamo", "Darren")
    assert not suits("Kettle", "Gretel")
    assert not suits("Fiddle", "Philip")
    assert not suits("Kite", "Cathy")
    assert suits("Copper", "Darren")
