"""The stretch of a text that shows why it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.vault.excerpts import LENGTH, Excerpts


def excerpt(text: str, words: tuple[str, ...], otherwise: str) -> str:
    return Excerpts(words).of(text, otherwise)


LONG = "before " * 60 + "the kettle went cold " + "after " * 60


def test_the_words_stand_in_it_with_dots_where_text_was_left_out() -> None:
    found = excerpt(LONG, ("kettle",), "otherwise")
    assert "the kettle went cold" in found
    assert found.startswith("…before")
    assert found.endswith("…")


def test_the_first_of_several_words_counts() -> None:
    assert excerpt("one two three", ("three", "one"), "").startswith("one")
    assert "zebra" in excerpt("x " * 100 + "zebra " + "y " * 500 + "apple", ("apple", "zebra"), "")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("we met at the CAFÉ", "cafe"),
        ("we met at the cafe", "CAFÉ"),
        ("Llŷr was quiet", "llyr"),
        ("ọ̀dọ́ mi", "ọ̀dọ́"),
        ("it wouldn’t move", "wouldn't"),
        ("night\n\nshift", "night shift"),
        ("a 👍 at last", "👍"),
    ],
)
def test_case_accents_and_signs_do_not_hide_a_word(text: str, word: str) -> None:
    assert excerpt(text, (word,), "NOT FOUND") == " ".join(text.split())


def test_only_the_beginning_of_a_word_counts() -> None:
    assert excerpt("unkettled", ("kettle",), "elsewhere") == "elsewhere"
    assert excerpt("snake_case", ("case",), "elsewhere") == "snake_case"


def test_words_that_stand_elsewhere_give_the_usual_beginning() -> None:
    assert excerpt("nothing of the kind", ("tagged",), "the usual") == "the usual"
    assert excerpt("", ("x",), "the usual") == "the usual"
    assert excerpt("text", (), "the usual") == "the usual"


@given(st.text(), st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_any_text_gives_one_short_line(text: str, words: list[str]) -> None:
    found = excerpt(text, tuple(words), "otherwise")
    assert len(found) <= LENGTH + 2
    assert found == "otherwise" or found == " ".join(found.split())


@given(st.text(alphabet="abé ń\n’", max_size=80), st.data())
def test_a_word_of_the_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    pieces = text.split()
    if not pieces:
        return
    word = data.draw(st.sampled_from(pieces))
    found = excerpt(text, (word,), "NOT FOUND")
    assert found != "NOT FOUND"
