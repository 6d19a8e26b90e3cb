"""Other words at one place or everywhere: places keep their meaning in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reflect_app.services.pack_choice import Place, Swap
from reflect_app.services.replacing import Replacing, Together
from reflect_app.services.swapping import Swapping, parts

NAME = "Ngozi"


def at(start: int, to: str) -> Swap:
    return Swap(NAME, to, "PERSON", Place("e", "page", "", start))


def moved(text: str, *swaps: Swap) -> tuple[str, Swapping]:
    swapping = Swapping(swaps)
    return swapping._part("e", "page", "", text), swapping


def origin(swapping: Swapping, text: str, start: int, word: str = NAME) -> tuple[int, str]:
    span = (start, start + len(word))
    assert text[slice(*span)] == word
    place, was = swapping.origin("e", "page", "", span, word)
    return place.start, was


@given(st.lists(st.sampled_from(["Ngozi", "x", "😅 ", "we"]), max_size=12), st.data())
def test_any_order_of_places_gives_one_text_and_leads_back(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    starts = [m for m in range(len(text)) if text.startswith(NAME, m)]
    chosen = data.draw(st.permutations(starts))[: len(starts) // 2 + 1]
    swaps = [
        at(start, to) for start, to in zip(chosen, ["Jo", "Nightingale", "Rook"] * 4, strict=False)
    ]
    once, swapping = moved(text, *swaps)
    assert once == moved(text, *reversed(swaps))[0]
    left = [start for start in starts if start not in chosen]
    found = [m for m in range(len(once)) if once.startswith(NAME, m)]
    assert [origin(swapping, once, place) for place in found] == [(start, NAME) for start in left]


def test_what_is_said_last_of_a_place_counts() -> None:
    wider = Swap("Ngozi Smith", "Wren", "PERSON", Place("e", "page", "", 5))
    text, swapping = moved("Told Ngozi Smith.", at(5, "Rook"))
    assert origin(swapping, text, 5, "Rook Smith") == (5, "Ngozi Smith")
    assert moved("Told Ngozi Smith.", at(5, "Rook"), wider)[0] == "Told Wren."
    assert moved("Told Ngozi.", at(5, "Rook"), at(5, "Jackdaw"))[0] == "Told Jackdaw."


def test_a_place_that_was_edited_away_is_left_alone() -> None:
    assert moved("Nobody here", at(0, "Copper"))[0] == "Nobody here"
    assert moved("Ngo", at(0, "Copper"))[0] == "Ngo"


def test_a_word_goes_everywhere_after_the_places() -> None:
    text, swapping = moved("Ngozi and Ngozi and Darren.", at(0, "Rook"), Swap("Darren", "Wren"))
    assert text == "Rook and Ngozi and Wren."
    assert origin(swapping, text, text.index("Ngozi")) == (10, "Ngozi")
    assert origin(swapping, text, text.index("Wren"), "Wren") == (20, "Darren")
    assert swapping.text("About Darren and Ngozi") == "About Wren and Ngozi"


@given(st.permutations(("Darren Whitlock", "Sarah Whitlock", "Mrs Okafor-Whitlock")))
def test_people_of_one_family_do_not_get_into_one_anothers_names(order: list[str]) -> None:
    said = "Darren Whitlock and Sarah Whitlock saw Mrs Okafor-Whitlock. Sarah told Darren."
    to = {"Darren Whitlock": "Rook", "Sarah Whitlock": "Wren", "Mrs Okafor-Whitlock": "Copper"}
    text, swapping = moved(said, *(Swap(name, to[name]) for name in order))
    assert text == "Rook and Wren saw Copper. Wren told Rook."
    assert origin(swapping, text, 9, "Wren") == (20, "Sarah Whitlock")
    assert swapping.text(said) == text
    assert swapping.tags(["Sarah Whitlock", "Darren"], "e") == ["Wren", "Rook"]


def test_a_pseudonym_is_not_taken_for_a_name_that_goes_too() -> None:
    text, _ = moved("Darren saw Rook.", Swap("Darren", "Rook"), Swap("Rook", "Wren"))
    assert text == "Rook saw Wren."


def test_what_only_a_shorter_place_held_goes_along() -> None:
    words = [Replacing(("Ann Lee Marsh",), "Rook", True), Replacing(("Marsh Dunn",), "Wren", True)]
    assert Together(words).text("then Ann Lee Marsh Dunn sat") == "then Rook sat"


def test_rows_have_names_for_their_parts() -> None:
    rows = [{"text": "ring Ngozi", "due": "2026-01-02"}, {"text": "rest"}]
    assert list(parts(rows)) == [
        ("0.text", "ring Ngozi"),
        ("1.text", "rest"),
    ]
    assert list(parts(7)) == []
    swap = Swap(NAME, "Rook", "PERSON", Place("e", "todo", "0.text", 5))
    assert Swapping([swap])._value("e", "todo", rows) == [
        {"text": "ring Rook", "due": "2026-01-02"},
        {"text": "rest"},
    ]
