from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.exporting.readback import ReadBackError, Row, compare, pieces, seen
from tests.exporting.making import pack

CHOSEN = ["One.", "Two words", "Three"]


def test_blank_space_and_unseen_characters_count_for_nothing() -> None:
    compare(CHOSEN, "One.\nTwo\u00a0 words\u200b Thr\u00adee ")
    assert seen("e\u0301 a\u202eb") == "éab"


@pytest.mark.parametrize(
    "text",
    [
        "One. Two words",
        "One. Three Two words",
        "One. Two words Three Three",
        "One. Two words Three and more",
        "Before One. Two words Three",
        "One. Two more words Three",
        "",
    ],
    ids=["missing", "order", "twice", "more", "before", "between", "nothing"],
)
def test_what_differs_is_refused(text: str) -> None:
    with pytest.raises(ReadBackError):
        compare(CHOSEN, text)


def test_only_what_the_format_adds_may_stand_between() -> None:
    numbers = re.compile(r"[\d.]*")
    compare(CHOSEN, "1. One. 2. Two words 3. Three 4", between=numbers)
    compare(["3 of 4", "5"], "1. 3 of 4 2. 5", between=numbers)
    with pytest.raises(ReadBackError):
        compare(CHOSEN, "1. One. x Two words Three", between=numbers)


def test_right_to_left_text_is_compared_letter_by_letter_where_it_is_seen() -> None:
    compare(["אבג 12", "after"], "12 גבא after", visual=True)
    for text in ("12 גבב after", "גבא after", "12 גבא 12 after"):
        with pytest.raises(ReadBackError):
            compare(["אבג 12", "after"], text, visual=True)
    with pytest.raises(ReadBackError):
        compare(["אבג"], "גבא")


def test_the_cells_of_a_parted_row_may_come_mixed() -> None:
    row = Row("one two\nthree four")
    compare([row, "after"], "one three two four after", visual=True)
    with pytest.raises(ReadBackError):
        compare([row, "after"], "one three two five after", visual=True)
    with pytest.raises(ReadBackError):
        compare([row, "after"], "one three two four after")


@given(st.lists(st.text("ab \n.", max_size=5)), st.data())
def test_every_change_of_one_letter_is_seen(chosen: list[str], data: st.DataObject) -> None:
    text = "".join(map(seen, chosen))
    compare(chosen, text)
    at = data.draw(st.integers(0, len(text)))
    with pytest.raises(ReadBackError):
        compare(chosen, f"{text[:at]}x{text[at:]}")


def test_the_pieces_are_everything_a_reader_sees() -> None:
    document = pack(7)
    told = list(pieces(document, contents=True, footer=True))
    assert told[0] == "Supervision pack"
    assert told[-1] == document.footer
    assert told.count("After-shift check-in, 1 November 2026") == 2
    assert told.count("Contents") == 1
    plain = list(pieces(document))
    assert "Contents" not in plain
    assert document.footer not in plain


def test_the_error_tells_no_word_of_the_text() -> None:
    with pytest.raises(ReadBackError) as caught:
        compare(["canary"], "other")
    assert "canary" not in f"{caught.value} {caught.value.message} {caught.value.hint}"
